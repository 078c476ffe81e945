using System.Threading.Channels;

namespace OcrWorkflows.Centres.Replay;

/// <summary>Works on pages with as many threads as there are cores, and hands the results over one after another in the order of the pages.</summary>
internal static class InOrder
{
    /// <exception cref="OperationCanceledException">It was stopped; what was taken until then stands.</exception>
    public static async Task RunAsync<TPage, TResult>(IAsyncEnumerable<TPage> pages, Func<TPage, Task<TResult>> work, Action<TResult> take, CancellationToken stop)
    {
        // The bound keeps memory flat: a page is read only when one has been taken.
        var waiting = Channel.CreateBounded<Task<TResult>>(Environment.ProcessorCount + 1);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var reading = ReadAsync(pages, work, waiting.Writer, linked.Token);
        try
        {
            await foreach (var result in waiting.Reader.ReadAllAsync(stop))
            {
                take(await result);
            }
        }
        finally
        {
            await linked.CancelAsync();
            await reading;
            while (waiting.Reader.TryRead(out var left))
            {
                await ((Task)left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // stopped, or failed after the failure that ended the run
            }
        }
    }

    private static async Task ReadAsync<TPage, TResult>(IAsyncEnumerable<TPage> pages, Func<TPage, Task<TResult>> work, ChannelWriter<Task<TResult>> waiting, CancellationToken stop)
    {
        try
        {
            await foreach (var page in pages.WithCancellation(stop))
            {
                await waiting.WriteAsync(Task.Run(() => work(page), CancellationToken.None), stop);
            }

            waiting.Complete();
        }
        catch (Exception failure)
        {
            waiting.Complete(failure); // thrown again where the results are taken
        }
    }
}
