using System.Text;
using OcrWorkflows.Rules.Deciding;

namespace OcrWorkflows.Rules;

/// <summary>A compiled rule set: immutable, safe for any number of threads.</summary>
public sealed class RuleSet
{
    private readonly IReadOnlyList<CompiledWorkflow> _workflows;
    private readonly RuleSetOptions _options;
    private readonly Sweep _sweep;

    internal RuleSet(string name, FactsContract contract, RuleSetOptions options, IReadOnlyDictionary<string, string> used, IReadOnlyList<CompiledWorkflow> workflows)
    {
        Name = name;
        Contract = contract;
        Used = used;
        Hash = CanonicalJson.Sha256(Encoding.UTF8.GetBytes(string.Concat(used.OrderBy(u => u.Key, StringComparer.Ordinal).Select(u => $"{u.Key} {u.Value}\n"))));
        _options = options;
        _workflows = workflows;
        _sweep = new Sweep(contract, workflows);
        Rules = [.. workflows.SelectMany(w => w.Rules).Select(r => r.Description)];
    }

    public string Name { get; }

    /// <summary>Lower-case hexadecimal SHA-256 over the names and hashes of all the texts used: its own and the injected ones.</summary>
    public string Hash { get; }

    /// <summary>Name of each text used to the SHA-256 of its bytes; the set itself included.</summary>
    public IReadOnlyDictionary<string, string> Used { get; }

    public FactsContract Contract { get; }

    public IReadOnlyList<RuleDescription> Rules { get; }

    internal IEnumerable<CompiledRule> CompiledRules => _workflows.SelectMany(w => w.Rules);

    internal RuleSetOptions Options => _options;

    internal bool HasGlobals => _workflows[0].Globals.Count > 0;

    /// <param name="facts">The one input of the contract.</param>
    /// <param name="decisionDate">Decides which dated rules (<c>from</c>, <c>to</c>, both inclusive) are in force.</param>
    /// <exception cref="ArgumentException">The facts are of another type, or the contract has several inputs.</exception>
    public Verdict Decide(object facts, DateOnly decisionDate)
    {
        var isPlain = Contract.Inputs is [{ Type: var type }] && type == typeof(object);
        var given = isPlain ? facts : FitInputs.Single(Contract, facts, Name);
        var answers = _sweep.Ask(given, decisionDate);
        if (answers?.Verdict is { } known)
        {
            return known;
        }

        object?[] inputs = [isPlain ? FitInputs.Single(Contract, facts, Name) : given];
        if (answers?.Outline is { } outline && Filled(outline, inputs, decisionDate, answers) is { } filled)
        {
            return filled;
        }

        var results = new List<RuleResult>(Rules.Count);
        Frame? main = null;
        foreach (var workflow in _workflows)
        {
            var frame = answers is null ? workflow.FrameOf(inputs, decisionDate, trace: false, main) : workflow.FrameOf(inputs, decisionDate, main, answers);
            main ??= frame;
            workflow.Decide(frame, results);
        }

        var verdict = Conclude(results);
        _sweep.Remember(answers, verdict);
        return verdict;
    }

    /// <summary>Decides only the rules whose results hold values of the facts; the others came out like this before.</summary>
    /// <returns>Null when one of them came out otherwise after all.</returns>
    private Verdict? Filled(VerdictOutline outline, object?[] inputs, DateOnly decisionDate, Answers answers)
    {
        var results = outline.Results.AsSpan().ToArray();
        Frame? main = null;
        var (first, next) = (0, 0);
        foreach (var workflow in _workflows)
        {
            var frame = workflow.FrameOf(inputs, decisionDate, main, answers);
            main ??= frame;
            for (; next < outline.Open.Count && outline.Open[next] < first + workflow.Rules.Count; next++)
            {
                var place = outline.Open[next];
                results[place] = workflow.Rules[place - first].Decide(frame);
                if (results[place].Status != outline.Results[place].Status)
                {
                    return null;
                }
            }

            first += workflow.Rules.Count;
        }

        return new Verdict(outline.Outcome, results);
    }

    /// <summary>Makes everything ready that the first decision would otherwise wait for.</summary>
    public void Prepare() => _sweep.Prepare();

    /// <param name="inputs">One value for each input of the contract, in its order.</param>
    /// <param name="decisionDate">As above.</param>
    /// <exception cref="ArgumentException">The values do not fit the contract.</exception>
    /// <exception cref="RuleBrokenException">A rule or an action broke, and the options ask for that to be thrown.</exception>
    public Verdict Decide(IReadOnlyList<object?> inputs, DateOnly decisionDate, DecideOptions options)
    {
        object?[] fitted = [.. inputs];
        FitInputs.To(Contract, fitted, Name);
        var results = new List<RuleResult>(Rules.Count);
        var frames = new List<Frame>(_workflows.Count);
        foreach (var workflow in _workflows)
        {
            var frame = workflow.FrameOf(fitted, decisionDate, options.Trace, frames.Count == 0 ? null : frames[0]);
            frames.Add(frame);
            workflow.Decide(frame, results);
        }

        var verdict = Conclude(results) with { Differences = options.Trace ? InputDifferences(inputs, fitted) : [] };
        if (options.RunActions && _options.AutoExecuteActions)
        {
            Act(frames, results);
        }

        return verdict;
    }

    /// <summary>Runs one rule and its action, as RulesEngine's ExecuteActionWorkflow does.</summary>
    /// <param name="rule">A rule of the set or of one that it injects; not one of a group.</param>
    /// <param name="inputs">One value for each input of the contract, in its order.</param>
    /// <param name="decisionDate">As above.</param>
    /// <exception cref="ArgumentException">There is no such rule, or the values do not fit the contract.</exception>
    /// <exception cref="RuleBrokenException">The rule or its action broke, and the options ask for that to be thrown.</exception>
    public RuleRun RunRule(string rule, IReadOnlyList<object?> inputs, DateOnly decisionDate, DecideOptions options)
    {
        object?[] fitted = [.. inputs];
        FitInputs.To(Contract, fitted, Name);
        Frame? main = null;
        foreach (var workflow in _workflows)
        {
            var found = workflow.Rules.FirstOrDefault(r => r.Name == rule);
            if (found is null && main is not null)
            {
                continue;
            }

            var frame = workflow.FrameOf(fitted, decisionDate, options.Trace, main);
            main ??= frame;
            if (found is not null)
            {
                var answer = found.Decide(frame);
                ThrowIfBroken(answer);
                var result = found.Act(answer, frame, children: false);
                ThrowIfActionBroke(result);
                return new RuleRun(result.Action?.Output, result.Action?.Broke, [.. result.Action?.Evaluated ?? [], result]);
            }
        }

        throw new ArgumentException($"The rule set {Name} has no enabled rule `{rule}` at its top.", nameof(rule));
    }

    private Verdict Conclude(List<RuleResult> results)
    {
        if (!_options.EnableExceptionAsErrorMessage)
        {
            results.ForEach(ThrowIfBroken);
        }

        return new Verdict(OutcomeOf(results), results);
    }

    private List<string> InputDifferences(IReadOnlyList<object?> given, object?[] read)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < read.Length; i++)
        {
            if (Contract.Inputs[i].Type == typeof(object))
            {
                PlainDataDifferences.FindIn(given[i], read[i], found);
            }
        }

        return [.. found];
    }

    private void Act(List<Frame> frames, List<RuleResult> results)
    {
        var place = 0;
        for (var i = 0; i < frames.Count; i++)
        {
            foreach (var rule in _workflows[i].Rules)
            {
                results[place] = rule.Act(results[place], frames[i]);
                ThrowIfActionBroke(results[place++]);
            }
        }
    }

    private void ThrowIfBroken(RuleResult result)
    {
        if (!_options.EnableExceptionAsErrorMessage && (result.Status == RuleStatus.Error ? result : FirstBroken(result.Children)) is { } broken)
        {
            throw new RuleBrokenException(broken.Message ?? $"The rule {broken.Rule} could not be decided.");
        }
    }

    private static RuleResult? FirstBroken(IReadOnlyList<RuleResult> results) =>
        results.Select(r => r.Status == RuleStatus.Error ? r : FirstBroken(r.Children)).FirstOrDefault(r => r is not null);

    private void ThrowIfActionBroke(RuleResult result)
    {
        if (_options is { EnableExceptionAsErrorMessage: false, IgnoreException: false } && FirstFailedAction(result) is { } broke)
        {
            throw new RuleBrokenException($"The action of the rule {result.Rule} could not be carried out. {broke}");
        }
    }

    private static string? FirstFailedAction(RuleResult result) =>
        result.Children.Select(FirstFailedAction).FirstOrDefault(b => b is not null) ?? result.Action?.Broke;

    /// <summary>
    /// A clear refusal stands, whatever else broke: no answer of the broken rule could lift it.
    /// A charge that broke leaves the decision open too, for accepting without it would let a fee go by accident.
    /// </summary>
    private static Outcome OutcomeOf(List<RuleResult> results)
    {
        if (results.Exists(r => r is { Severity: RuleSeverity.Refuse, Status: RuleStatus.Failure }))
        {
            return Outcome.Refused;
        }

        return results.Exists(r => r is { Severity: RuleSeverity.Refuse or RuleSeverity.Charge, Status: RuleStatus.Error }) ? Outcome.Undecided : Outcome.Accepted;
    }
}
