using OcrWorkflows.Runtime.Calendars;

namespace OcrWorkflows.Runtime.Worlds;

/// <summary>When a trigger starts its definition next.</summary>
internal sealed record TriggerTime(WorkflowDefinition Definition, WorkflowTrigger Trigger, DateTimeOffset At);

/// <summary>The times at which published definitions start by themselves.</summary>
internal sealed class TriggerTimes
{
    private readonly List<TriggerTime> _times = [];

    /// <summary>Takes the triggers of a version in place of those of the version before.</summary>
    public void Set(WorkflowDefinition definition, DateTimeOffset now)
    {
        _times.RemoveAll(t => t.Definition.DefinitionId == definition.DefinitionId);
        foreach (var trigger in definition.Triggers)
        {
            if ((trigger.At ?? After(trigger, now)) is { } at)
            {
                _times.Add(new TriggerTime(definition, trigger, at));
            }
        }
    }

    public TriggerTime? Next(DateTimeOffset end) => _times.Where(t => t.At <= end).OrderBy(t => t.At).FirstOrDefault();

    public void Fired(TriggerTime time)
    {
        _times.Remove(time);
        if (After(time.Trigger, time.At) is { } next)
        {
            _times.Add(time with { At = next });
        }
    }

    private static DateTimeOffset? After(WorkflowTrigger trigger, DateTimeOffset from) =>
        trigger.Interval is { } interval && interval > TimeSpan.Zero ? from + interval
        : trigger.Cron is { } cron ? CronSchedule.Read(cron, out _)?.Next(from)
        : null;
}
