using OcrWorkflows.Runtime.Definitions;
using System.Globalization;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Runtime.Execution;

namespace OcrWorkflows.Runtime.Activities;

/// <summary>Waits for a named event; passed at once by the instance that it started.</summary>
internal sealed class EventKind : ActivityKind
{
    public override string Type => "Elsa.Event";

    public override IReadOnlyList<InputContract> Inputs { get; } = [new("eventName", typeof(string), Required: true)];

    public override IReadOnlyList<string> Outputs { get; } = ["result"];

    public override bool Pauses(ActivityNode node) => true;

    public override void Execute(ActivityContext context)
    {
        var name = context.Required<string>("eventName");
        if (context.Burst.TakeTrigger(context.Node))
        {
            context.SetOutput("result", context.Burst.TriggerPayload);
            context.Complete();
        }
        else
        {
            context.Wait(new Bookmark("", BookmarkKind.Event, "", "", EventName: name), $"Waits for the event {name}.");
        }
    }

    public override void Resumed(ActivityContext context, object? payload)
    {
        context.SetOutput("result", payload);
        context.Complete();
    }
}

/// <summary>Waits until an instant; one that has passed is not waited for.</summary>
internal abstract class TimerKind : ActivityKind
{
    public override bool Pauses(ActivityNode node) => true;

    public override void Execute(ActivityContext context)
    {
        var (due, explanation) = Due(context);
        if (due <= context.Burst.Context.Now || context.Burst.TakeTrigger(context.Node))
        {
            context.Complete();
            return;
        }

        context.Wait(
            new Bookmark("", BookmarkKind.Timer, "", "", DueAt: due, Explanation: explanation),
            explanation ?? $"Waits until {due.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC.");
    }

    protected abstract (DateTimeOffset Due, string? Explanation) Due(ActivityContext context);
}

internal sealed class DelayKind : TimerKind
{
    public override string Type => "Elsa.Delay";

    public override IReadOnlyList<InputContract> Inputs { get; } = [new("timeSpan", typeof(TimeSpan), Required: true)];

    protected override (DateTimeOffset Due, string? Explanation) Due(ActivityContext context)
    {
        var span = context.Required<TimeSpan>("timeSpan");
        return span < DateTimeOffset.MaxValue - context.Burst.Context.Now
            ? (context.Burst.Context.Now + span, null)
            : throw new ActivityFaultException("The delay ends after the year 9999.");
    }
}

internal sealed class StartAtKind : TimerKind
{
    public override string Type => "Elsa.StartAt";

    public override IReadOnlyList<InputContract> Inputs { get; } = [new("dateTime", typeof(DateTimeOffset), Required: true)];

    protected override (DateTimeOffset Due, string? Explanation) Due(ActivityContext context) => (context.Required<DateTimeOffset>("dateTime").ToUniversalTime(), null);
}

/// <summary>Waits for one interval; as a trigger it starts an instance each time.</summary>
internal sealed class IntervalKind : TimerKind
{
    public override string Type => "Elsa.Timer";

    public override IReadOnlyList<InputContract> Inputs { get; } = [new("interval", typeof(TimeSpan), Required: true)];

    protected override (DateTimeOffset Due, string? Explanation) Due(ActivityContext context)
    {
        var span = context.Required<TimeSpan>("interval");
        return span < DateTimeOffset.MaxValue - context.Burst.Context.Now
            ? (context.Burst.Context.Now + span, null)
            : throw new ActivityFaultException("The interval ends after the year 9999.");
    }
}

/// <summary>Waits until the next time that a cron expression names, in UTC.</summary>
internal sealed class CronKind : TimerKind
{
    public override string Type => "Elsa.Cron";

    public override IReadOnlyList<InputContract> Inputs { get; } = [new("cronExpression", typeof(string), Required: true)];

    public override void Read(ActivityReading reading)
    {
        if (reading.Node.Inputs.GetValueOrDefault("cronExpression")?.Source is LiteralValue { Value: string text } && CronSchedule.Read(text, out var fault) is null)
        {
            reading.Report(reading.Source.Find("cronExpression")!.At("WFL016", fault!));
        }
    }

    protected override (DateTimeOffset Due, string? Explanation) Due(ActivityContext context)
    {
        var text = context.Required<string>("cronExpression");
        var schedule = CronSchedule.Read(text, out var fault) ?? throw new ActivityFaultException(fault!);
        return (schedule.Next(context.Burst.Context.Now) ?? throw new ActivityFaultException($"The cron expression \"{text}\" names no time in the next years."), null);
    }
}

/// <summary>Waits until the last of a number of working days has ended.</summary>
internal sealed class WorkingDayDelayKind : TimerKind
{
    public override string Type => "Ocr.WorkingDayDelay";

    public override IReadOnlyList<InputContract> Inputs { get; } = [new("workingDays", typeof(int), Required: true), new("from", typeof(DateOnly))];

    /// <summary>Day 0 is <c>from</c>, or the local date of today when the file does not set it.</summary>
    protected override (DateTimeOffset Due, string? Explanation) Due(ActivityContext context)
    {
        var from = context.Node.Inputs.ContainsKey("from")
            ? context.Required<DateOnly>("from")
            : WorkingCalendar.LocalDate(context.Burst.Context.Now);
        var deadline = WorkingTime.Add(context.Burst.Context.Calendar, from, context.Required<int>("workingDays"));
        return (WorkingCalendar.EndOf(deadline.Date), deadline.Explanation);
    }
}

internal static class WorkingTime
{
    /// <exception cref="ActivityFaultException">The number of days is not one that is counted.</exception>
    public static WorkingDeadline Add(WorkingCalendar calendar, DateOnly from, int workingDays)
    {
        try
        {
            return calendar.Add(from, workingDays);
        }
        catch (ArgumentOutOfRangeException fault)
        {
            throw new ActivityFaultException(fault.Message);
        }
    }
}
