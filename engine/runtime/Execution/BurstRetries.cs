using System.Globalization;

namespace OcrWorkflows.Runtime.Execution;

/// <summary>Activities that are tried again by themselves (see <see cref="Definitions.RetryPolicy"/>): they wait at a timer in between, and are an incident only when the last try has failed.</summary>
internal sealed partial class Burst
{
    /// <summary>In the memory of a run: how often its activity has failed.</summary>
    private const string Failed = "failed";

    /// <summary>In the memory of a run: the timer after which its activity is tried again.</summary>
    private const string Again = "again at";

    /// <returns>False when the activity is not tried again.</returns>
    private bool TryLater(ActivityRun run, string message)
    {
        var failed = FailuresOf(run) + 1;
        if (run.Node.Retry?.PauseAfter(failed) is not { } pause)
        {
            return false;
        }

        var due = Context.Now + pause;
        var bookmark = new Bookmark(NewId('b'), BookmarkKind.Timer, run.Node.Id, run.Id, DueAt: due, Explanation: string.Create(
            CultureInfo.InvariantCulture,
            $"Try {failed} of {run.Node.Retry.Attempts} failed: {message} It is tried again at {due.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC."));
        run.Memory[Failed] = (long)failed;
        run.Memory[Again] = bookmark.Id;
        Wait(bookmark, bookmark.Explanation);
        return true;
    }

    private static bool IsTriedAgain(ActivityRun run, Bookmark bookmark) => run.Remembered(Again) is string waiting && waiting == bookmark.Id;

    private void TryAgain(ActivityRun run)
    {
        var failed = FailuresOf(run);
        Write(run, "Retried", $"Try {failed + 1} of {run.Node.Retry?.Attempts ?? failed + 1}.");
        Anew(run).Memory[Failed] = (long)failed;
    }

    private static int FailuresOf(ActivityRun run) => run.Remembered(Failed) is long failed ? (int)failed : 0;
}
