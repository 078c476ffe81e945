using System.Text.Json;
using OcrWorkflows.Expressions.Analysis;

namespace OcrWorkflows.Rules.Analysis;

/// <summary>The values worth trying: those that rules compare with, and those that stand in known facts, by path.</summary>
internal sealed class Vocabulary
{
    private readonly SortedSet<string> _texts = new(StringComparer.Ordinal);
    private readonly SortedSet<decimal> _numbers = [];
    private readonly Dictionary<string, SortedSet<string>> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _paths = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyCollection<string> Texts => _texts;

    public IReadOnlyCollection<decimal> Numbers => _numbers;

    /// <summary>Values (JSON text) that stand at the path in some known facts, or that a rule compares it with.</summary>
    public IReadOnlyCollection<string> Known(string path) => _known.TryGetValue(path, out var found) ? found : [];

    /// <summary>True when a rule reads the member, or something above it as a whole.</summary>
    public bool Reads(string path)
    {
        var plain = path.Split('[')[0];
        return _paths.Count == 0 || _paths.Contains(plain) || path.Contains('[', StringComparison.Ordinal);
    }

    public void AddExpression(string text)
    {
        var found = ExpressionVocabulary.Of(text);
        _texts.UnionWith(found.Texts);
        _numbers.UnionWith(found.Numbers);
        foreach (var path in found.Paths)
        {
            var dot = path.IndexOf('.', StringComparison.Ordinal);
            _paths.Add(dot < 0 ? path : path[(dot + 1)..]);
        }

        foreach (var (path, literal) in found.Compared)
        {
            Know(path[(path.IndexOf('.', StringComparison.Ordinal) + 1)..], JsonSerializer.Serialize(literal, CanonicalJson.Options));
        }
    }

    /// <summary>A day on which a rule begins or ceases to be in force.</summary>
    public void AddDay(DateOnly day)
    {
        _texts.Add(day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        _paths.Add("DecisionDate");
    }

    public void AddFacts(FactsTree facts)
    {
        foreach (var leaf in facts.Leaves().Where(l => !l.IsItem))
        {
            Know(leaf.Path, leaf.Json);
        }
    }

    private void Know(string path, string json)
    {
        if (!_known.TryGetValue(path, out var values))
        {
            _known[path] = values = new SortedSet<string>(StringComparer.Ordinal);
        }

        values.Add(json);
    }
}
