using System.Text.Json;
using OcrWorkflows.Tests.Conformance.Elsa;
using OcrWorkflows.Tests.Conformance.Expressions;
using OcrWorkflows.Tests.Conformance.Workflows;

const int Findings = 1;
const int Unusable = 2;

if (args is ["workflows", var cases])
{
    return ElsaCases.Run(cases, Console.Out);
}

if (args is not ["rules", var folder])
{
    Console.Error.WriteLine("usage: conformance rules DIR | workflows DIR    for rules, DIR holds expressions.json, workflows.json, or both, and the folder types");
    return Unusable;
}

var results = new List<CaseResult>();
try
{
    var found = false;
    foreach (var (file, run) in new (string, Func<string, IEnumerable<CaseResult>>)[] { (ExpressionCases.FileName, ExpressionCases.Run), (WorkflowCases.FileName, WorkflowCases.Run) })
    {
        if (File.Exists(Path.Combine(folder, file)))
        {
            found = true;
            results.AddRange(run(folder));
        }
    }

    if (!found)
    {
        Console.Error.WriteLine($"{folder}: there is neither {ExpressionCases.FileName} nor {WorkflowCases.FileName} in this folder.");
        return Unusable;
    }
}
catch (Exception fault) when (fault is JsonException or IOException or UnauthorizedAccessException or KeyNotFoundException or InvalidOperationException)
{
    Console.Error.WriteLine($"{folder}: the cases cannot be read: {fault.Message}");
    return Unusable;
}

foreach (var result in results.Where(r => !r.AsRulesEngine))
{
    Console.WriteLine($"{(result.Wrong ? "WRONG" : string.Join(' ', result.Codes))}  {result.Id}  {result.Difference?.ReplaceLineEndings(" ")}");
}

Console.WriteLine($"{results.Count(r => r.AsRulesEngine)} as RulesEngine, {results.Count(r => r.ByDecision)} different by decision, {results.Count(r => r.Wrong)} wrong");
return results.Exists(r => r.Wrong) ? Findings : 0;
