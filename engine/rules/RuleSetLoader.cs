using OcrWorkflows.Expressions;
using OcrWorkflows.Rules.Analysis;
using OcrWorkflows.Rules.Compilation;

namespace OcrWorkflows.Rules;

/// <summary>Rule files in, a compiled set or all their faults out; never half a set.</summary>
public static class RuleSetLoader
{
    /// <param name="main">The set to load.</param>
    /// <param name="others">Sets it may inject (<c>WorkflowsToInject</c>) or evaluate rules of, by name.</param>
    public static RuleSetLoad Load(RuleSource main, IReadOnlyDictionary<string, RuleSource> others, FactsContract contract) =>
        Load(main, others, contract, RuleSetOptions.Default);

    /// <param name="main">As above.</param>
    /// <param name="others">As above.</param>
    /// <param name="replaces">The set that this one takes the place of; only its differences from RulesEngine's updating are looked at.</param>
    public static RuleSetLoad Load(RuleSource main, IReadOnlyDictionary<string, RuleSource> others, FactsContract contract, RuleSetOptions options, RuleSet? replaces = null)
    {
        var load = new LoadContext(contract, options);
        var graph = new InjectionGraph(others, load);
        var participants = graph.Resolve(main);
        RuleNames.Check(participants, load.Faults);
        CheckInputs(participants, load);
        var compiler = new WorkflowCompiler(load, graph);
        var workflows = new List<ScopedWorkflow>();
        foreach (var participant in participants)
        {
            workflows.Add(compiler.Compile(participant, workflows.FirstOrDefault()));
        }

        if (!load.Faults.Any(f => f.IsError))
        {
            RuleWarnings.Find(participants, [.. workflows.Select(w => w.Workflow)], load);
        }

        var found = load.Faults.Distinct().OrderBy(f => f.File != main.File).ThenBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line).ThenBy(f => f.Column).ToList();
        if (participants.Count == 0 || found.Exists(f => f.IsError))
        {
            return new RuleSetLoad(null, found) { Differences = DifferencesOf.Refused(load, found) };
        }

        var used = load.Used.ToDictionary(u => u.Key, u => CanonicalJson.Sha256(u.Value.Utf8.Span), StringComparer.Ordinal);
        var set = new RuleSet(main.Name, contract, options, used, [.. workflows.Select(w => w.Workflow)]);
        return new RuleSetLoad(set, found) { Differences = DifferencesOf.Loaded(load, found, participants, set, replaces) };
    }

    /// <summary>The faults that a set has whatever its facts are; a name that is not known may be theirs.</summary>
    public static IReadOnlyList<Diagnostic> CheckWithoutFacts(RuleSource main, IReadOnlyDictionary<string, RuleSource> others) =>
        [.. Load(main, others, new FactsContract("facts", typeof(object))).Diagnostics.Where(d => d.IsError && !d.IsUnknownName)];

    private static void CheckInputs(IReadOnlyList<Participant> participants, LoadContext load)
    {
        var names = new HashSet<string>(NameScope.Comparer(load.Language));
        foreach (var input in load.Contract.Inputs.Where(i => !names.Add(i.Name)))
        {
            if (participants.Count > 0)
            {
                load.Faults.Add(participants[0].Workflow.Node.At(Problems.DuplicateInput, $"The rules are told two inputs named `{input.Name}` (casing does not tell names apart).", "Rename one of them."));
            }
        }
    }
}
