using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Sources;
using OcrWorkflows.Rules.Files;

namespace OcrWorkflows.Rules.Cases;

/// <summary>A case that can be run.</summary>
internal sealed record ReadyCase(string Name, object Facts, DateOnly Date, Expected Expected)
{
    /// <returns>Null when the case holds.</returns>
    public string? Difference(Verdict verdict) => CaseComparison.Difference(Expected, verdict);
}

/// <summary>The cases of one file, read once and run as often as needed.</summary>
internal sealed record CaseSuite(IReadOnlyList<ReadyCase> Cases, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>A case that cannot be read is a diagnostic and is left out.</summary>
    public static CaseSuite Read(RuleSet set, string file, ReadOnlySpan<byte> utf8)
    {
        var document = SourceDocument.Parse(file, utf8);
        var faults = new List<Diagnostic>(document.Diagnostics);
        return new CaseSuite(document.Root is { } root ? Read(set, root, faults) : [], faults);
    }

    private static List<ReadyCase> Read(RuleSet set, SourceNode root, List<Diagnostic> faults)
    {
        if (root.Kind != SourceKind.Object)
        {
            faults.Add(root.At(Problems.CasesRoot, "A file of cases holds an object.", "Start with { \"base\": { … }, \"cases\": [ … ] }."));
            return [];
        }

        var reader = new CaseReader([.. set.Rules.Select(r => r.Name)], faults);
        new Fields(faults).CheckNames(root, "A file of cases", "$schema", "base", "cases");
        var lower = reader.Object(root, "base");
        var texts = reader.Read(root).ToList();
        if (root["cases"] is null or { Kind: SourceKind.Array, Items.Count: 0 })
        {
            faults.Add((root["cases"] ?? root).At(Problems.NoCases, "The file holds no case.", "Add one that passes each rule and one that fails it."));
        }

        return [.. texts.Select(text => Ready(set, lower, text, faults)).OfType<ReadyCase>()];
    }

    /// <summary>The facts of a case and its day: <c>decisionDate</c> of the case, otherwise the facts' own DecisionDate.</summary>
    private static ReadyCase? Ready(RuleSet set, SourceNode? lower, CaseText one, List<Diagnostic> faults)
    {
        var found = new List<Diagnostic>();
        var facts = new FactsMerge(set.Contract.FactsType, found).Read(lower, one.Facts, one.Facts ?? one.Node);
        faults.AddRange(found.Where(f => !faults.Contains(f)));
        if (facts is null)
        {
            return null;
        }

        if ((one.DecisionDate ?? set.Contract.FactsType.GetProperty("DecisionDate")?.GetValue(facts) as DateOnly?) is { } date)
        {
            return new ReadyCase(one.Name, facts, date, one.Expected);
        }

        faults.Add(one.Node.At(Problems.NoDecisionDate, "The case has no day on which it is decided.", "Add \"decisionDate\" to the case."));
        return null;
    }
}
