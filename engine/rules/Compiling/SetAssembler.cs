using OcrWorkflows.Expressions;
using OcrWorkflows.Rules.Reading;

namespace OcrWorkflows.Rules.Compiling;

/// <summary>Puts a set together with the sets it injects, none of which is changed by it.</summary>
internal sealed class SetAssembler(IReadOnlyDictionary<string, RuleSource> others, List<Diagnostic> faults)
{
    private readonly List<RuleFileModel> _files = [];
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);

    /// <returns>The set itself first, then the injected ones in the order of the files.</returns>
    public IReadOnlyList<RuleFileModel> Assemble(RuleSource main)
    {
        Add(main);
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var rule in _files.SelectMany(f => f.Rules))
        {
            if (!seen.TryAdd(rule.Name, rule.Set) && seen[rule.Name] != rule.Set)
            {
                faults.Add(rule.Node["RuleName"]!.At("RUL014", $"The rule name \"{rule.Name}\" stands in \"{seen[rule.Name]}\" too, and both decide together.", "Give each its own name."));
            }
        }

        return _files;
    }

    private void Add(RuleSource source)
    {
        if (_files.Exists(f => f.Source.Name == source.Name) || new RuleFileReader(faults).Read(source) is not { } file)
        {
            return;
        }

        _files.Add(file);
        _open.Add(source.Name);
        foreach (var injected in file.Injects)
        {
            if (_open.Contains(injected.Text!))
            {
                faults.Add(injected.At("RUL020", $"\"{injected.Text}\" injects itself by way of \"{source.Name}\": a circle."));
            }
            else if (others.TryGetValue(injected.Text!, out var other))
            {
                Add(other);
            }
            else
            {
                var meant = Nearest.To(injected.Text!, others.Keys);
                faults.Add(injected.At("RUL019", $"There is no rule set \"{injected.Text}\" to inject.", meant is null ? null : $"Did you mean \"{meant}\"?"));
            }
        }

        _open.Remove(source.Name);
    }
}
