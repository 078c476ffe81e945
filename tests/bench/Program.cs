using OcrWorkflows.Bench;

return args is ["import", ..] ? ImportBench.Run(args[1..]) : Usage();

static int Usage()
{
    Console.Error.WriteLine("Measurements of OcrWorkflows; usually called as ./ocr bench NAME.\n  import [--lines N] [--json]   lines per second, against a bare insert of the same rows");
    return 2;
}
