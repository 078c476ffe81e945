using System.Text;
using OcrWorkflows.Expressions;
using OcrWorkflows.Rules.Compiling;
using OcrWorkflows.Rules.Reading;

namespace OcrWorkflows.Rules;

/// <summary>Rule files in, a compiled set or all their faults out; never half a set.</summary>
public static class RuleSetLoader
{
    /// <param name="main">The set to load.</param>
    /// <param name="others">Sets it may inject (<c>WorkflowsToInject</c>), by name.</param>
    public static RuleSetLoad Load(RuleSource main, IReadOnlyDictionary<string, RuleSource> others, FactsContract contract)
    {
        ArgumentNullException.ThrowIfNull(main);
        var faults = new List<Diagnostic>();
        var files = new SetAssembler(others, faults).Assemble(main);
        var programs = files.Select(file => new RuleCompiler(contract, faults).Compile(file)).ToList();
        var ordered = faults.Distinct().OrderBy(d => d.File != main.File).ThenBy(d => d.File, StringComparer.Ordinal).ThenBy(d => d.Line).ThenBy(d => d.Column).ToList();
        if (ordered.Exists(d => d.IsError) || files.Count == 0)
        {
            return new RuleSetLoad(null, ordered);
        }

        var used = files.ToDictionary(f => f.Source.Name, f => f.Hash, StringComparer.Ordinal);
        var hash = CanonicalJson.Sha256(Encoding.UTF8.GetBytes(string.Concat(used.OrderBy(u => u.Key, StringComparer.Ordinal).Select(u => $"{u.Key}:{u.Value}\n"))));
        var set = new RuleSet(main.Name, hash, used, contract, [.. files.SelectMany(f => f.Rules).Select(Describe)], programs);
        return new RuleSetLoad(set, ordered);
    }

    private static RuleDescription Describe(RuleModel rule) => new(
        rule.Name,
        rule.Set,
        rule.Expression?.Text,
        rule.Operator,
        rule.Properties.Severity,
        rule.Properties.Clauses,
        rule.Properties.Fee,
        rule.Properties.From,
        rule.Properties.To,
        rule.ErrorMessage?.Text,
        rule.Properties.Remedy,
        [.. rule.Children.Select(Describe)]);
}
