using OcrWorkflows.Expressions;
using OcrWorkflows.Rules.Files;

namespace OcrWorkflows.Rules.Compilation;

/// <summary>A workflow that takes part in a set, and the file it comes from.</summary>
internal sealed record Participant(string Set, WorkflowText Workflow, RuleSource Source);

/// <summary>Follows WorkflowsToInject from the set's own workflow: its rules first, then those of each injected set, each set once.</summary>
internal sealed class InjectionGraph(IReadOnlyDictionary<string, RuleSource> others, List<Diagnostic> faults)
{
    private readonly RuleFileReader _reader = new(faults);
    private readonly Dictionary<string, RuleFile> _files = new(StringComparer.Ordinal);
    private readonly List<Participant> _participants = [];

    /// <returns>The participants in the order of their rules; empty when the set itself is not in its file.</returns>
    public IReadOnlyList<Participant> Resolve(RuleSource main)
    {
        if (Find(main) is { } own)
        {
            Visit(new Participant(main.Name, own, main), [main.Name]);
        }

        return _participants;
    }

    private void Visit(Participant participant, IReadOnlyList<string> path)
    {
        _participants.Add(participant);
        foreach (var inject in participant.Workflow.Injects)
        {
            if (path.Contains(inject.Value, StringComparer.Ordinal))
            {
                faults.Add(inject.Node.At(Problems.InjectionCycle, $"The sets inject one another in a circle: {string.Join(" -> ", path)} -> {inject.Value}.", "Leave one of these out."));
            }
            else if (Lookup(participant.Source, inject) is { } found && _participants.All(p => p.Workflow != found.Workflow))
            {
                Visit(found, [.. path, inject.Value]);
            }
        }
    }

    /// <summary>A workflow of the same file comes before a set of that name.</summary>
    private Participant? Lookup(RuleSource from, TextAt inject)
    {
        if (_files[from.Name].Workflows.FirstOrDefault(w => w.Name?.Value == inject.Value) is { } sibling)
        {
            return new Participant(inject.Value, sibling, from);
        }

        if (others.TryGetValue(inject.Value, out var source))
        {
            return Find(source) is { } workflow ? new Participant(inject.Value, workflow, source) : null;
        }

        faults.Add(inject.Node.At(Problems.InjectedNotFound, $"There is no rule set `{inject.Value}` to inject;", Spelling.DidYouMeanOrList(inject.Value, [.. others.Keys])));
        return null;
    }

    private WorkflowText? Find(RuleSource source)
    {
        if (!_files.TryGetValue(source.Name, out var file))
        {
            _files[source.Name] = file = _reader.Read(source);
        }

        if (file.Workflows.FirstOrDefault(w => w.Name?.Value == source.Name) is { } workflow)
        {
            return workflow;
        }

        var named = file.Workflows.Where(w => !string.IsNullOrWhiteSpace(w.Name?.Value)).Select(w => w.Name!).ToList();
        if (named.Count > 0)
        {
            faults.Add(named[0].Node.At(Problems.SetNotInFile, $"The file of the rule set `{source.Name}` holds no workflow of that name, but {string.Join(", ", named.Select(n => $"`{n.Value}`"))}.", "Give the workflow the name of its folder."));
        }

        return null;
    }
}
