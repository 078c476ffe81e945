using OcrWorkflows.Expressions;
using OcrWorkflows.Rules.Files;

namespace OcrWorkflows.Rules.Compilation;

/// <summary>A workflow that takes part in a set, and the file it comes from.</summary>
internal sealed record Participant(string Set, WorkflowText Workflow, RuleSource Source);

/// <summary>Follows WorkflowsToInject from a workflow: its rules first, then those of each injected set, each set once.</summary>
internal sealed class InjectionGraph(IReadOnlyDictionary<string, RuleSource> others, LoadContext load)
{
    /// <summary>Longest chain of sets that inject one another.</summary>
    private const int LongestChain = 100;

    private readonly RuleFileReader _reader = new(load.Faults, load.Differences);
    private readonly Dictionary<string, RuleFile> _files = new(StringComparer.Ordinal);

    /// <returns>The participants in the order of their rules; empty when the set itself is not in its file.</returns>
    public IReadOnlyList<Participant> Resolve(RuleSource main) => Find(main) is { } own ? Follow(new Participant(main.Name, own, main)) : [];

    /// <summary>The workflow of that name and those it injects, for a rule of one of them to be evaluated.</summary>
    /// <returns>Empty when there is no such workflow, which is then a fault.</returns>
    public IReadOnlyList<Participant> Resolve(RuleSource from, TextAt name) =>
        Lookup(from, name, Problems.EvaluationTarget, "evaluate a rule of") is { } found ? Follow(found) : [];

    private List<Participant> Follow(Participant first)
    {
        var participants = new List<Participant>();
        Visit(first, [first.Set], participants);
        return participants;
    }

    private void Visit(Participant participant, IReadOnlyList<string> path, List<Participant> participants)
    {
        participants.Add(participant);
        load.Used.TryAdd(participant.Source.Name, participant.Source);
        foreach (var inject in participant.Workflow.Injects)
        {
            if (path.Contains(inject.Value, StringComparer.Ordinal))
            {
                load.Faults.Add(inject.Node.At(Problems.InjectionCycle, $"The sets inject one another in a circle: {string.Join(" -> ", path.Select(Excerpt.Of))} -> {Excerpt.Of(inject.Value)}.", "Leave one of these out."));
            }
            else if (path.Count == LongestChain)
            {
                load.Faults.Add(inject.Node.At(Problems.InjectionCycle, $"More than {LongestChain} sets inject one another in a chain.", "Inject them from the first."));
            }
            else if (Lookup(participant.Source, inject, Problems.InjectedNotFound, "inject") is { } found && participants.TrueForAll(p => p.Workflow != found.Workflow))
            {
                Visit(found, [.. path, inject.Value], participants);
            }
        }
    }

    /// <summary>A workflow of the same file comes before a set of that name.</summary>
    private Participant? Lookup(RuleSource from, TextAt name, string code, string purpose)
    {
        if (_files[from.Name].Workflows.FirstOrDefault(w => w.Name?.Value == name.Value) is { } sibling)
        {
            return new Participant(name.Value, sibling, from);
        }

        if (others.TryGetValue(name.Value, out var source))
        {
            return Find(source) is { } workflow ? new Participant(name.Value, workflow, source) : null;
        }

        load.Faults.Add(name.Node.At(code, $"There is no rule set `{Excerpt.Of(name.Value)}` to {purpose};", Spelling.DidYouMeanOrList(name.Value, [.. others.Keys])));
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
            load.Faults.Add(named[0].Node.At(Problems.SetNotInFile, $"The file of the rule set `{source.Name}` holds no workflow of that name, but {string.Join(", ", named.Take(10).Select(n => $"`{Excerpt.Of(n.Value)}`"))}.", "Give the workflow the name of its folder."));
        }

        // The other faults of the file are to be found too; the set is not made in any case.
        return file.Workflows is [var only] ? only : null;
    }
}
