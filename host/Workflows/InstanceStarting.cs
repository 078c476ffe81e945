using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Workflows;

public enum StartOutcome
{
    Started,

    /// <summary>The same request was made before; this is the instance that it started.</summary>
    AlreadyStarted,
    UnknownDefinition,

    /// <summary>It begins with something else, such as a claim that is submitted.</summary>
    NotByHand,
    InputRefused,
}

/// <param name="Faults">Why nothing was started; empty when something was.</param>
public sealed record StartedByHand(StartOutcome Outcome, InstanceId? Instance, InstanceSubStatus? SubStatus, IReadOnlyList<string> Faults);

/// <summary>The door through which people start workflows.</summary>
public sealed class InstanceStarting(DefinitionLibrary definitions, Inbox inbox)
{
    /// <summary>Input under which an instance is listed with its centre.</summary>
    private const string Centre = "CentreNumber";

    private const string Qualification = "QualificationCode";

    /// <param name="correlation">Business key; the definition may set another.</param>
    /// <param name="request">The same for every repeat of one request.</param>
    public async Task<StartedByHand> StartAsync(
        string definitionId, IReadOnlyDictionary<string, object?> input, string? correlation, Guid request, Actor actor, CancellationToken stop)
    {
        if (!definitions.Ids.Contains(definitionId))
        {
            return Refused(StartOutcome.UnknownDefinition, $"There is no workflow definition {definitionId}. There are {string.Join(", ", definitions.Ids)}.");
        }

        var definition = definitions.Current(definitionId);
        if (definition.StartedBy is { } startedBy)
        {
            return Refused(StartOutcome.NotByHand, $"{definitionId} is not started by hand. {startedBy}");
        }

        var faults = definition.FaultsOf(input);
        if (faults.Count > 0)
        {
            return new StartedByHand(StartOutcome.InputRefused, null, null, faults);
        }

        var start = new StartRequest(definitionId, input, correlation, Text(input, Centre), Text(input, Qualification));
        var delivery = await inbox.StartAsync(start, request, actor, stop);
        return new StartedByHand(
            delivery.Status == DeliveryStatus.Delivered ? StartOutcome.Started : StartOutcome.AlreadyStarted, delivery.Instance, delivery.State?.SubStatus, []);
    }

    private static string? Text(IReadOnlyDictionary<string, object?> input, string name) => input.GetValueOrDefault(name) as string is { Length: > 0 } text ? text : null;

    private static StartedByHand Refused(StartOutcome outcome, string why) => new(outcome, null, null, [why]);
}
