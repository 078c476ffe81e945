using OcrWorkflows.Rules.Reading;

namespace OcrWorkflows.Rules.Compiling;

/// <summary>A LocalParam or GlobalParam ready to run.</summary>
internal sealed record ParamProgram(string Name, int Index, Func<object, object?[], object?> Value)
{
    /// <summary>Puts the value into its slot; one that breaks leaves word of it there.</summary>
    public void Run(object facts, object?[] slots)
    {
        try
        {
            slots[Index] = Value(facts, slots);
        }
        catch (Exception broken) when (Breakage.IsOne(broken))
        {
            slots[Index] = new Broken(Name, broken.Message);
        }
    }
}

/// <summary>What counts as a rule breaking, as against the program being out of resources.</summary>
internal static class Breakage
{
    public static bool IsOne(Exception thrown) => thrown is not OutOfMemoryException and not OperationCanceledException;
}

/// <summary>A rule ready to run.</summary>
internal abstract class RuleProgram(RuleModel model, IReadOnlyList<ParamProgram> locals, MessageTemplate? message)
{
    protected RuleModel Model { get; } = model;

    public RuleResult Run(object facts, object?[] slots, DateOnly date)
    {
        if (date < Model.Properties.From || date > Model.Properties.To)
        {
            return Result(RuleStatus.Skipped, Period(), []);
        }

        foreach (var local in locals)
        {
            local.Run(facts, slots);
        }

        return Evaluate(facts, slots, date);
    }

    protected abstract RuleResult Evaluate(object facts, object?[] slots, DateOnly date);

    protected RuleResult Failure(object facts, object?[] slots, IReadOnlyList<RuleResult> children) =>
        Result(RuleStatus.Failure, message?.Fill(facts, slots) ?? $"The rule {Model.Name} does not hold.", children);

    protected RuleResult Result(RuleStatus status, string? text, IReadOnlyList<RuleResult> children) =>
        new(Model.Name, status, Model.Properties.Severity, text, Model.Properties.Clauses, Model.Properties.Fee, Model.Properties.Remedy, children);

    private string Period() => Model.Properties switch
    {
        { From: { } from, To: { } to } => $"In force from {from:yyyy-MM-dd} to {to:yyyy-MM-dd}.",
        { From: { } from } => $"In force from {from:yyyy-MM-dd}.",
        var dated => $"In force to {dated.To:yyyy-MM-dd}.",
    };
}

internal sealed class LeafProgram(RuleModel model, IReadOnlyList<ParamProgram> locals, MessageTemplate? message, Func<object, object?[], bool> condition)
    : RuleProgram(model, locals, message)
{
    protected override RuleResult Evaluate(object facts, object?[] slots, DateOnly date)
    {
        try
        {
            return condition(facts, slots) ? Result(RuleStatus.Success, null, []) : Failure(facts, slots, []);
        }
        catch (Exception broken) when (Breakage.IsOne(broken))
        {
            return Result(RuleStatus.Error, $"The rule {Model.Name} broke: {broken.Message}", []);
        }
    }
}

/// <summary>All children run, whatever the first ones say, so that a refusal names every reason.</summary>
internal sealed class GroupProgram(RuleModel model, IReadOnlyList<ParamProgram> locals, MessageTemplate? message, IReadOnlyList<RuleProgram> children)
    : RuleProgram(model, locals, message)
{
    protected override RuleResult Evaluate(object facts, object?[] slots, DateOnly date)
    {
        var results = children.Select(c => c.Run(facts, slots, date)).ToList();
        bool Any(RuleStatus status) => results.Exists(r => r.Status == status);
        if (results.TrueForAll(r => r.Status == RuleStatus.Skipped))
        {
            return Result(RuleStatus.Skipped, "None of its rules is in force.", results);
        }

        var (decides, otherwise) = Model.IsAnd ? (RuleStatus.Failure, RuleStatus.Success) : (RuleStatus.Success, RuleStatus.Failure);
        var status = Any(decides) ? decides : Any(RuleStatus.Error) ? RuleStatus.Error : otherwise;
        return status switch
        {
            RuleStatus.Success => Result(status, null, results),
            RuleStatus.Error => Result(status, results.First(r => r.Status == RuleStatus.Error).Message, results),
            _ => Failure(facts, slots, results),
        };
    }
}
