using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Sources;
using OcrWorkflows.Rules.Cases;

namespace OcrWorkflows.Rules;

/// <param name="Facts">Null when they could not be read; the diagnostics say why.</param>
public sealed record FactsReading(object? Facts, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>Facts as somebody writes them down: as JSON, by the names of the facts type in any casing.</summary>
public static class RuleFacts
{
    /// <param name="contract">One input.</param>
    /// <param name="file">What diagnostics call the text.</param>
    public static FactsReading Read(FactsContract contract, string file, ReadOnlySpan<byte> utf8)
    {
        ArgumentNullException.ThrowIfNull(contract);
        var document = SourceDocument.Parse(file, utf8);
        var faults = new List<Diagnostic>(document.Diagnostics);
        if (document.Root is not { } root)
        {
            return new FactsReading(null, faults);
        }

        if (root.Kind != SourceKind.Object)
        {
            faults.Add(root.At(Problems.FactsUnreadable, "Facts are an object.", "Write { … } with the members of the facts."));
            return new FactsReading(null, faults);
        }

        return new FactsReading(new FactsMerge(contract.FactsType, faults).Read(null, root, root), faults);
    }
}
