using OcrWorkflows.Host.Workflows;

namespace OcrWorkflows.Host.Cli;

/// <summary>One instance in words.</summary>
internal static class InstanceText
{
    public static void Say(Terminal terminal, InstanceDetail found)
    {
        var s = found.Summary;
        terminal.Say($"{s.DefinitionId} v{s.DefinitionVersion}  {s.CorrelationId}  {s.SubStatus}{(s.Overdue ? ", OVERDUE" : "")}");
        terminal.Say($"Centre {s.CentreNumber ?? "-"}, qualification {s.QualificationCode ?? "-"}; begun {Dates.Instant(s.CreatedAt)}, last moved {Dates.Instant(s.UpdatedAt)}");
        terminal.Heading("Waits for");
        terminal.Table(["", "What", "Due", "How it was counted"],
        [
            .. found.Bookmarks.Where(b => b.EventName is not null).Select(b => new[] { "event", b.EventName, "", "" }),
            .. found.Tasks.Select(t => new[] { "task", $"{t.Title} ({t.Role ?? "staff"})", Dates.Day(t.DueOn), "" }),
            .. found.Timers.Select(t => new[] { "timer", t.ActivityId, Dates.Instant(t.DueAt), t.Explanation }),
        ]);
        foreach (var incident in found.Incidents.Where(i => i.ResolvedAt is null))
        {
            terminal.Say($"Incident at {incident.ActivityId}: {incident.Message}");
        }

        terminal.Heading("What happened");
        terminal.Table([">", "When", "Who", "Where", "What", ""],
            found.Journal.Select(j => new[] { j.Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture), Dates.Instant(j.At), j.Actor, j.ActivityId, j.Event, j.Message }));
    }
}
