namespace OcrWorkflows.Storage;

/// <param name="Fired">Timers whose turn was committed.</param>
/// <param name="Failed">Timers whose turn threw; they are tried again later, and the rest of the batch is not held up.</param>
public sealed record TimerRun(int Fired, int Failed);

/// <summary>Fires due timers: claimed in batches, each batch by one host, in order of due time.</summary>
public sealed class DueTimers
{
    /// <summary>Fires everything that is due now; returns when nothing due is left.</summary>
    public Task<TimerRun> FireAsync(Actor actor, CancellationToken stop) => throw new NotImplementedException();
}
