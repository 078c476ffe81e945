using System.Text.Json;
using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Sources;
using OcrWorkflows.Rules.Cases;

namespace OcrWorkflows.Rules;

/// <summary>Runs the <c>cases.json</c> that stands beside a <c>rules.json</c>.</summary>
public static class RuleCases
{
    public static CaseReport Run(RuleSet set, string file, ReadOnlySpan<byte> utf8)
    {
        ArgumentNullException.ThrowIfNull(set);
        var faults = new List<Diagnostic>();
        var cases = new CaseFileReader(set, faults).Read(SourceDocument.Parse(file, utf8));
        var coverage = new CaseCoverage(set.Rules);
        var results = new List<CaseResult>();
        foreach (var example in cases)
        {
            if (FactsOf(example, set, faults) is { } facts)
            {
                var verdict = set.Decide(facts, example.DecisionDate);
                coverage.Add(verdict.Results);
                var difference = example.Expected.DifferenceFrom(verdict);
                results.Add(new CaseResult(example.Name, difference is null, difference));
            }
            else
            {
                results.Add(new CaseResult(example.Name, false, "its facts cannot be read"));
            }
        }

        return new CaseReport(results, coverage.Unseen(), faults);
    }

    private static object? FactsOf(RuleCase example, RuleSet set, List<Diagnostic> faults)
    {
        try
        {
            return CanonicalJson.Read(example.Facts.ToJsonString(), set.Contract.FactsType);
        }
        catch (JsonException fault)
        {
            var reason = fault.Message.Split(" Path:", 2)[0];
            faults.Add(example.Node.At("RUL032", $"The facts of the case \"{example.Name}\" are not those of {set.Contract.FactsType.Name}: {reason} (at {fault.Path})"));
            return null;
        }
    }
}
