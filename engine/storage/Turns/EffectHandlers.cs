using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OcrWorkflows.Runtime;

namespace OcrWorkflows.Storage.Turns;

/// <summary>Carries out effects by the handler of their type. Handlers are looked up late, for one may itself deliver.</summary>
internal sealed class EffectHandlers(IServiceProvider services, ILogger<EffectHandlers> log)
{
    private readonly Lazy<Dictionary<string, IEffectHandler>> _handlers = new(() =>
        services.GetServices<IEffectHandler>().ToDictionary(h => h.ActivityType, StringComparer.Ordinal));

    /// <summary>The event to feed back. A handler that throws has written nothing, and is an incident; only a clash, or a store that fails, is left to the caller, who starts afresh.</summary>
    public async Task<WorkflowEvent> CarryOutAsync(EffectRequest effect, EffectContext context, CancellationToken stop)
    {
        if (!_handlers.Value.TryGetValue(effect.ActivityType, out var handler))
        {
            return new EffectFailed(effect.Id, $"This host has no handler for {effect.ActivityType}.", null);
        }

        using var savepoint = await Savepoint.SetAsync(context.Database, "effect", stop);
        try
        {
            var result = await handler.HandleAsync(effect, context, stop);
            await context.Database.SaveChangesAsync(stop);
            await savepoint.KeepAsync(stop);
            return new EffectDone(effect.Id, result.Outcome, result.Output);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested && Clashes.Read(context.Database, failure) is not (Clash.GiveWay or Clash.Outage))
        {
            await savepoint.UndoAsync(stop);
            log.LogWarning("Effect {Activity} of instance {Instance} failed with {Failure}; see the incident", effect.ActivityId, context.Instance.Id, failure.GetType().Name);
            return new EffectFailed(effect.Id, failure.Message, failure.ToString());
        }
    }
}
