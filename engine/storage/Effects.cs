using OcrWorkflows.Runtime;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage;

/// <summary>What an effect handler answers.</summary>
/// <param name="Outcome">Port to follow, such as <c>Done</c>.</param>
/// <param name="Output">Values of the activity's outputs.</param>
public sealed record EffectResult(string Outcome, IReadOnlyDictionary<string, object?> Output)
{
    public static EffectResult Done { get; } = new("Done", new Dictionary<string, object?>());
}

/// <summary>What a handler may use: the same context and transaction as the turn, so what it writes commits with the turn or not at all.</summary>
public sealed record EffectContext(OcrDbContext Database, InstanceRow Instance, InstanceState State, DateTimeOffset Now, Actor Actor, IIdSource Ids, string RequestKey);

/// <summary>
/// Carries out the effect of one activity type. It changes tracked rows (the Inbox saves them); it may be run again after a rollback.
/// An expected refusal is an outcome; an exception is an incident.
/// </summary>
public interface IEffectHandler
{
    string ActivityType { get; }

    Task<EffectResult> HandleAsync(EffectRequest request, EffectContext context, CancellationToken stop);
}
