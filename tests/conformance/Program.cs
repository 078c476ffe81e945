using OcrWorkflows.Tests.Conformance.Elsa;
using OcrWorkflows.Tests.Conformance.Workflows;

if (args is ["workflows", var cases])
{
    return ElsaCases.Run(cases, Console.Out);
}

var folder = args[^1];
var results = WorkflowCases.Run(folder).ToList();
foreach (var result in results.Where(r => !r.AsRulesEngine))
{
    Console.WriteLine($"{(result.Wrong ? "WRONG" : string.Join(' ', result.Codes))}  {result.Id}  {result.Difference}");
}

Console.WriteLine($"{results.Count(r => r.AsRulesEngine)} as RulesEngine, {results.Count(r => r.ByDecision)} different by decision, {results.Count(r => r.Wrong)} wrong");
return results.Exists(r => r.Wrong) ? 1 : 0;
