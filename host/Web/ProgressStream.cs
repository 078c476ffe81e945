using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using OcrWorkflows.Host.Hosting;

namespace OcrWorkflows.Host.Web;

/// <summary>How far something is that takes its time.</summary>
/// <param name="Total">0 while it is not known.</param>
/// <param name="Text">In words, as a page shows it.</param>
/// <param name="Over">True in the last event: no other follows.</param>
public sealed record ProgressEvent(long Done, long Total, string Text, bool Over);

/// <summary>Streams of server-sent events: one at once, one at each change, and the same again now and then so that a dead connection is noticed.</summary>
public sealed class ProgressStream(HostSettings settings, TimeProvider time, IHostApplicationLifetime lifetime)
{
    public const string EventType = "progress";

    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(15);

    /// <summary>Then the connection is closed. A browser connects again by itself, and is asked anew who it is.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <param name="read">How far it is now; null when there is no such thing.</param>
    /// <returns>Null when there is no such thing.</returns>
    public async Task<IResult?> OfAsync(Func<CancellationToken, Task<ProgressEvent?>> read, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(read);
        return await read(stop) is { } first ? TypedResults.ServerSentEvents(EventsAsync(first, read, stop)) : null;
    }

    private async IAsyncEnumerable<SseItem<ProgressEvent>> EventsAsync(ProgressEvent first, Func<CancellationToken, Task<ProgressEvent?>> read, [EnumeratorCancellation] CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop, lifetime.ApplicationStopping);
        var (began, said, last) = (time.GetTimestamp(), time.GetTimestamp(), first);
        yield return new SseItem<ProgressEvent>(first, EventType);
        while (!last.Over && time.GetElapsedTime(began) < Longest)
        {
            if (!await WaitAsync(ended.Token) || await read(stop) is not { } now)
            {
                yield break;
            }

            if (now != last || time.GetElapsedTime(said) >= SignOfLife)
            {
                (said, last) = (time.GetTimestamp(), now);
                yield return new SseItem<ProgressEvent>(now, EventType);
            }
        }
    }

    /// <returns>False when the host stops or the reader is gone.</returns>
    private async Task<bool> WaitAsync(CancellationToken ended)
    {
        try
        {
            await Task.Delay(settings.PollInterval, time, ended);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
