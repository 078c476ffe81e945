using OcrWorkflows.Expressions.Plain;
using OcrWorkflows.Rules.Compilation;
using OcrWorkflows.Rules.Plain;

namespace OcrWorkflows.Rules.Deciding;

/// <summary>Asks a group of rules at once.</summary>
/// <param name="only">The one input of the set, where it has one.</param>
/// <param name="inputs">All of them, where it has several.</param>
/// <param name="wanted">A bit for each rule; those with dates are asked only when theirs is set.</param>
/// <returns>A bit for each rule, set when it holds.</returns>
internal delegate ulong AskRules(object? only, object?[]? inputs, ulong wanted);

/// <summary>
/// The quick way to a verdict: all expressions of the set in a few delegates, their answers as bits. When the same answers came before and no message
/// holds a value, the verdict is there already and nothing is made. Where anything breaks, the rules are asked one by one instead.
/// </summary>
internal sealed class Sweep
{
    /// <summary>Rules of a set that a decision waits for while they are compiled; with more, they are compiled beside the decisions once there have been a few.</summary>
    private const int Large = 1_000;

    /// <summary>Decisions after which compiling a large set is worth it.</summary>
    private const int Worthwhile = 3;

    private readonly IReadOnlyList<CompiledWorkflow> _workflows;
    private readonly bool _isLarge;
    private int _asked;
    private volatile Task? _compiling;
    private readonly Lazy<AskRules[]> _asking;
    private readonly Lazy<ScratchPool>? _plain;
    private readonly DateOnly[] _boundaries;
    private readonly Stretch?[] _stretches;

    public Sweep(FactsContract contract, IReadOnlyList<CompiledWorkflow> workflows)
    {
        _workflows = workflows;
        _asking = new Lazy<AskRules[]>(() => SweepCompiler.Compile(contract, workflows, null));
        if (contract.Inputs is [{ Type: var type }] && type == typeof(object))
        {
            var plan = new Lazy<(PlainPlan Plan, PlainNode Facts)>(() => PlainPlanner.Plan(workflows));
            _plain = new Lazy<ScratchPool>(() => new ScratchPool(new PlainLayout(plan.Value.Facts)));
            _asking = new Lazy<AskRules[]>(() => SweepCompiler.Compile(contract, workflows, plan.Value.Plan));
        }

        var place = 0;
        foreach (var leaf in workflows.SelectMany(w => w.Rules).SelectMany(Leaves))
        {
            leaf.Place = place++;
        }

        _isLarge = place > Large;
        foreach (var leaf in _isLarge ? workflows.SelectMany(w => w.Rules).SelectMany(Leaves) : [])
        {
            leaf.IsInterpretedFirst = true;
        }

        _boundaries = [.. workflows.SelectMany(w => w.Rules).SelectMany(Boundaries).Distinct().Order()];
        _stretches = new Stretch?[_boundaries.Length + 1];
    }

    /// <summary>Between two dates on which some rule begins or ends, the same rules are in force.</summary>
    private sealed record Stretch(ulong[] Wanted, KnownVerdicts Known);

    public void Prepare() => _ = _asking.Value;

    /// <param name="facts">The one input; plain data as it was given.</param>
    /// <returns>Null when something broke, or a large set is not compiled yet, so that each rule must be asked on its own.</returns>
    public Answers? Ask(object? facts, DateOnly date)
    {
        if (_isLarge && !_asking.IsValueCreated && _compiling is not { IsFaulted: true })
        {
            CompileBeside();
            return null;
        }

        var asking = _asking.Value;
        var stretch = StretchOf(date);
        Span<ulong> bits = asking.Length <= 64 ? stackalloc ulong[asking.Length] : new ulong[asking.Length];
        var plain = _plain?.Value;
        var scratch = plain?.Take();
        try
        {
            var only = scratch is null ? facts : PlainReader.Read(plain!.Layout, facts, scratch);
            for (var i = 0; i < asking.Length; i++)
            {
                bits[i] = asking[i](only, null, stretch.Wanted[i]);
            }
        }
        catch (Exception fault) when (Breakage.Of(fault) is not null)
        {
            return null;
        }
        finally
        {
            if (scratch is not null)
            {
                plain!.GiveBack(scratch);
            }
        }

        return stretch.Known.Find(bits) ?? new Answers(bits.ToArray(), stretch.Known, null);
    }

    private void CompileBeside()
    {
        if (Interlocked.Increment(ref _asked) == Worthwhile)
        {
            _compiling = Task.Factory.StartNew(Prepare, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    /// <summary>Keeps for the next facts with the same answers what of a verdict holds nothing of these facts.</summary>
    public void Remember(Answers? answers, Verdict verdict)
    {
        if (answers is null or { Outline: not null })
        {
            return;
        }

        var rules = _workflows.SelectMany(w => w.Rules);
        var open = rules.Select((rule, i) => IsFreeOfValues(rule, verdict.Results[i]) ? -1 : i).Where(i => i >= 0).ToList();
        if (open.Count == 0)
        {
            answers.Known.Add(answers.Bits, verdict, null);
        }
        else if (!open.Exists(i => IsBroken(verdict.Results[i])))
        {
            answers.Known.Add(answers.Bits, null, new VerdictOutline(verdict.Outcome, [.. verdict.Results], [.. open]));
        }
    }

    public static IEnumerable<LeafRule> Leaves(CompiledRule rule) => rule is LeafRule leaf ? [leaf] : rule.Children.SelectMany(Leaves);

    private static bool IsFreeOfValues(CompiledRule rule, RuleResult result) =>
        result.Status is RuleStatus.Success or RuleStatus.Skipped or RuleStatus.Failure
        && !(result.Status == RuleStatus.Failure && rule.HasValuesInMessages)
        && rule.Children.Zip(result.Children).All(c => IsFreeOfValues(c.First, c.Second));

    private static bool IsBroken(RuleResult result) => result.Status == RuleStatus.Error || result.Children.Any(IsBroken);

    private static IEnumerable<DateOnly> Boundaries(CompiledRule rule)
    {
        if (rule.Dates.From is { } from)
        {
            yield return from;
        }

        if (rule.Dates.To is { } to && to < DateOnly.MaxValue)
        {
            yield return to.AddDays(1);
        }

        foreach (var boundary in rule.Children.SelectMany(Boundaries))
        {
            yield return boundary;
        }
    }

    private Stretch StretchOf(DateOnly date)
    {
        var place = Array.BinarySearch(_boundaries, date);
        place = place < 0 ? ~place : place + 1;
        return Volatile.Read(ref _stretches[place]) ?? Make(place, date);
    }

    private Stretch Make(int place, DateOnly date)
    {
        var wanted = new ulong[_asking.Value.Length];
        foreach (var rule in _workflows.SelectMany(w => w.Rules))
        {
            Want(rule, date, wanted);
        }

        var stretch = new Stretch(wanted, new KnownVerdicts());
        return Interlocked.CompareExchange(ref _stretches[place], stretch, null) ?? stretch;
    }

    private static void Want(CompiledRule rule, DateOnly date, ulong[] wanted)
    {
        if (!rule.InForce(date))
        {
            return;
        }

        if (rule is LeafRule leaf)
        {
            wanted[leaf.Place >> 6] |= 1UL << (leaf.Place & 63);
        }

        foreach (var child in rule.Children)
        {
            Want(child, date, wanted);
        }
    }
}
