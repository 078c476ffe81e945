using OcrWorkflows.Centres.Register;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Effects;

/// <summary>What the product's own activities have in common: a descriptor and a handler in one small class.</summary>
internal abstract class OcrEffect : IEffectHandler
{
    public abstract ActivityDescriptor Descriptor { get; }

    public string ActivityType => Descriptor.Type;

    public abstract Task<EffectResult> HandleAsync(EffectRequest request, EffectContext context, CancellationToken stop);

    protected static ActivityDescriptor Describe(string type, string description, string[] inputs, string[]? outputs = null, string[]? outcomes = null) =>
        new(type, inputs.ToDictionary(i => i, _ => typeof(string), StringComparer.Ordinal), outputs ?? [], outcomes ?? ["Done"], description);

    /// <exception cref="EffectException">The definition gives the activity nothing under that name.</exception>
    protected static string Text(EffectRequest request, string input) =>
        request.Inputs.GetValueOrDefault(input) as string is { Length: > 0 } text
            ? text
            : throw new EffectException("EFF001", $"{request.ActivityType} was given no \"{input}\".", $"Give it the input \"{input}\" in the workflow definition.");

    protected static DateOnly Today(EffectContext context) => WorkingCalendar.LocalDate(context.Now);

    protected static async Task<Approval> ApprovalAsync(EffectRequest request, EffectContext context, CancellationToken stop)
    {
        var reference = Text(request, "approvalReference");
        return await context.Database.Set<Approval>().FindAsync([reference], stop)
            ?? throw new EffectException("EFF002", $"There is no approval {reference}.", "It was removed while its workflow was running: cancel the workflow.");
    }

    protected static async Task<Claim> ClaimAsync(EffectRequest request, EffectContext context, CancellationToken stop)
    {
        var number = Text(request, "claimNumber");
        return await context.Database.Set<Claim>().FindAsync([number], stop)
            ?? throw new EffectException("EFF003", $"There is no claim {number}.", "It was removed while its workflow was running: cancel the workflow.");
    }

    protected static Task NotifyAsync(EffectContext context, string key, string kind, IReadOnlyDictionary<string, object?> payload, CancellationToken stop) =>
        Notices.WriteAsync(context.Database, key, kind, payload, context.Instance.Id, context.Now, context.Ids, stop);
}

/// <summary>An effect that cannot be carried out: becomes an incident that says what to do.</summary>
public sealed class EffectException(string code, string message, string remedy) : Exception($"{code}: {message} {remedy}")
{
    public string Code { get; } = code;
}
