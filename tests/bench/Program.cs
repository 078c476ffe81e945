using OcrWorkflows.Bench;
using OcrWorkflows.Bench.Rules;
using OcrWorkflows.Bench.Workflows;

return args switch
{
    ["import", ..] => ImportBench.Run(args[1..]),
    ["rules", ..] => RulesBench.Run(args[1..]),
    ["workflows", ..] => await WorkflowsBench.RunAsync(args[1..]),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        Measurements of OcrWorkflows; usually called as ./ocr bench NAME.
          import [--lines N] [--json]   lines per second, against a bare insert of the same rows
          rules [--json]                decisions of 30 rules, against the same rules written by hand
          workflows [--waiting N] [--json]   runs in memory and persisted, against the same rows by bare commands
          rules --detailed              each kind of decision by itself under BenchmarkDotNet
        """);
    return 2;
}
