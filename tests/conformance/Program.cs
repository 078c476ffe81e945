using OcrWorkflows.Conformance.Workflows;

return args is ["workflows", var folder] ? WorkflowCases.Run(folder, Console.Out) : Usage();

static int Usage()
{
    Console.Error.WriteLine("usage: conformance workflows DIR");
    return 2;
}
