using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Calendars;

namespace OcrWorkflows.Tests.Runtime;

/// <summary>
/// One instance told step by step, on a clock that moves only when told. Every turn is taken three times: on the state as it is,
/// again on the same state, and on the state written to JSON and read back; the three must come out alike.
/// </summary>
internal sealed class Story(WorkflowDefinition definition, WorkingCalendar? calendar = null)
{
    private readonly WorkingCalendar _calendar = calendar ?? Calendars.EnglandAndWales;
    private readonly List<JournalLine> _journal = [];

    public DateTimeOffset Now { get; private set; } = new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero);

    public InstanceState? State { get; private set; }

    public TurnResult? Last { get; private set; }

    public IReadOnlyList<JournalLine> Lines => _journal;

    /// <summary>The whole journal as <c>activity.Event</c>, separated by spaces.</summary>
    public string Journal => string.Join(' ', _journal.Select(l => $"{l.ActivityId}.{l.Event}"));

    /// <summary>Journal lines of the last turn.</summary>
    public string LastLines => string.Join(' ', Last!.Journal.Select(l => $"{l.ActivityId}.{l.Event}"));

    public IEnumerable<string> WaitsAt => State!.Bookmarks.Select(b => b.ActivityId);

    public static Story Of(string json) => new(Flow.Load(json));

    public Story At(string utc)
    {
        Now = DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AssumeUniversal);
        return this;
    }

    public Story Start(Dictionary<string, object?>? input = null, string? trigger = null) =>
        Take(new Started(input ?? [], null, trigger));

    public Story Event(string name, object? payload = null) => Take(new EventArrived(name, payload));

    public Story Task(string activity, object? result = null) => Take(new TaskCompleted(Bookmark(activity).Id, result));

    public Story Fire(string activity) => Take(new TimerFired(Bookmark(activity).Id));

    /// <summary>Moves the clock and fires the timers that are due on the way, in order.</summary>
    public Story Until(string utc)
    {
        var end = new Story(definition, _calendar).At(utc).Now;
        while (State!.Bookmarks.Where(b => b.DueAt <= end).OrderBy(b => b.DueAt).FirstOrDefault() is { } due)
        {
            Now = due.DueAt!.Value > Now ? due.DueAt.Value : Now;
            Take(new TimerFired(due.Id));
        }

        Now = end;
        return this;
    }

    public Story Done(string activity, string outcome = "Done", Dictionary<string, object?>? output = null) =>
        Take(new EffectDone(Effect(activity), outcome, output ?? []));

    public Story Failed(string activity, string message) => Take(new EffectFailed(Effect(activity), message, null));

    public Story Take(WorkflowEvent arrived)
    {
        var context = new TurnContext("i1", Now, _calendar);
        var before = State?.ToJson();
        var result = Turn.Take(definition, State, arrived, context);
        var again = Turn.Take(definition, State, arrived, context);
        var stored = Turn.Take(definition, before is null ? null : InstanceState.FromJson(before), arrived, context);
        Assert.Multiple(() =>
        {
            Assert.That(State?.ToJson(), Is.EqualTo(before), "the given state was changed");
            Assert.That(again.State.ToJson(), Is.EqualTo(result.State.ToJson()), "the same turn came out differently");
            Assert.That(again.Journal, Is.EqualTo(result.Journal));
            Assert.That(stored.State.ToJson(), Is.EqualTo(result.State.ToJson()), "the turn over the stored state came out differently");
            Assert.That(stored.Journal, Is.EqualTo(result.Journal));
            Assert.That(InstanceState.FromJson(result.State.ToJson()).ToJson(), Is.EqualTo(result.State.ToJson()));
        });
        State = result.State;
        Last = result;
        _journal.AddRange(result.Journal);
        return this;
    }

    public Bookmark Bookmark(string activity) => State!.Bookmarks.Single(b => b.ActivityId == activity);

    private string Effect(string activity) =>
        State!.PendingEffects.Single(id => _journal.Exists(l => l.ActivityInstanceId == id && l.ActivityId == activity));
}
