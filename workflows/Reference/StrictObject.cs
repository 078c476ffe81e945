using System.Globalization;
using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Sources;

namespace OcrWorkflows.Centres.Reference;

/// <summary>A JSON object of which every member must be known, and every fault is told at its place.</summary>
internal sealed class StrictObject
{
    private readonly SourceNode _node;
    private readonly List<Diagnostic> _faults;

    public StrictObject(SourceNode node, List<Diagnostic> faults, params string[] known)
    {
        _node = node;
        _faults = faults;
        if (node.Kind != SourceKind.Object)
        {
            faults.Add(node.At("REF001", $"An object is expected here, with the members {string.Join(", ", known)}."));
        }

        foreach (var member in node.Members.Where(m => !known.Contains(m.Name, StringComparer.Ordinal)))
        {
            var near = Spelling.Nearest(member.Name, known);
            faults.Add(node.AtName(member, "REF002", $"The member \"{member.Name}\" is not known.",
                near is null ? $"Known are {string.Join(", ", known)}." : $"Did you mean \"{near}\"?"));
        }
    }

    public bool Has(string name) => _node[name] is not null;

    public void Fault(string name, string code, string message, string? suggestion = null) =>
        _faults.Add((_node[name] ?? _node).At(code, message, suggestion));

    public string Text(string name, bool required = true) => Typed(name, SourceKind.String, required, "text")?.Text ?? "";

    public bool Flag(string name) => Typed(name, SourceKind.Boolean, required: true, "true or false")?.Text == "true";

    public long Whole(string name, bool required = true)
    {
        var node = Typed(name, SourceKind.Number, required, "a whole number");
        if (node is null)
        {
            return 0;
        }

        if (long.TryParse(node.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
        {
            return value;
        }

        _faults.Add(node.At("REF004", $"\"{name}\" must be a whole number, not {node.Text}.", name.EndsWith("Pence", StringComparison.Ordinal) ? "Amounts are in pence: 16.50 pounds is 1650." : null));
        return 0;
    }

    public DateOnly? Date(string name, bool required = true)
    {
        var node = Typed(name, SourceKind.String, required, "a date such as \"2027-02-21\"");
        if (node is null)
        {
            return null;
        }

        if (DateOnly.TryParseExact(node.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        _faults.Add(node.At("REF005", $"\"{node.Text}\" is not a date.", "Write year, month and day, such as \"2027-02-21\"."));
        return null;
    }

    public IReadOnlyList<SourceNode> List(string name) => Typed(name, SourceKind.Array, required: true, "a list")?.Items ?? [];

    /// <summary>A list of texts; empty when there is none.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        var items = Typed(name, SourceKind.Array, required: false, "a list of texts")?.Items ?? [];
        foreach (var item in items.Where(i => i.Kind != SourceKind.String))
        {
            _faults.Add(item.At("REF004", $"\"{name}\" must be a list of texts."));
        }

        return [.. items.Where(i => i.Kind == SourceKind.String).Select(i => i.Text!)];
    }

    private SourceNode? Typed(string name, SourceKind kind, bool required, string words)
    {
        var node = _node[name];
        if (node is null)
        {
            if (required && _node.Kind == SourceKind.Object)
            {
                _faults.Add(_node.At("REF003", $"The member \"{name}\" is missing.", $"Add \"{name}\": {words}."));
            }

            return null;
        }

        if (node.Kind == kind)
        {
            return node;
        }

        _faults.Add(node.At("REF004", $"\"{name}\" must be {words}."));
        return null;
    }
}
