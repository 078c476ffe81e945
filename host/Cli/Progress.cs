using Spectre.Console;

namespace OcrWorkflows.Host.Cli;

/// <summary>How far a piece of work is.</summary>
/// <param name="Total">Null when it is not known.</param>
internal readonly record struct WorkDone(long Done, long? Total);

/// <summary>A bar that moves.</summary>
internal sealed class DrawnProgress(ProgressTask task, string title) : IProgress<WorkDone>
{
    public void Report(WorkDone value)
    {
        task.Value = value.Done;
        task.IsIndeterminate = value.Total is null;
        if (value.Total is { } total)
        {
            task.MaxValue = Math.Max(total, 1);
        }

        task.Description = Markup.Escape($"{title}: {value.Done:N0}");
    }
}

/// <summary>A line at every tenth of the way, or at every 10,000 where the way is unknown.</summary>
internal sealed class SpokenProgress(string title, TextWriter error) : IProgress<WorkDone>
{
    private const int StepOfUnknown = 10_000;

    private long _spoken;

    public void Report(WorkDone value)
    {
        var step = value.Total is > 0 and { } total ? value.Done * 10 / total : value.Done / StepOfUnknown;
        if (step <= _spoken)
        {
            return;
        }

        _spoken = step;
        error.WriteLine($"  {title}: {value.Done:N0}{(value.Total is { } of and > 0 ? $" ({value.Done * 100 / of} %)" : "")}");
    }
}
