using OcrWorkflows.Host.Cli;

namespace OcrWorkflows.Host.Demo;

/// <summary>The summary as a person reads it.</summary>
internal static class SummaryText
{
    private const int RulesShown = 12;

    public static void Say(Terminal terminal, DemoResult result)
    {
        var s = result.Summary;
        Entries(terminal, s);
        Refusals(terminal, s);
        Due(terminal, s);
        Workflows(terminal, s);
        Users(terminal, result);
        Where(terminal, result);
    }

    private static void Entries(Terminal terminal, Summary s)
    {
        var decided = s.Accepted + s.Refused + s.Undecided;
        terminal.Heading($"Entries: {Dates.Count(decided)} lines decided by {s.Rules} rules in {s.RuleSets} rule sets");
        terminal.Table(["", ">Lines", ">"],
        [
            ["Accepted", Dates.Count(s.Accepted), Share(s.Accepted, decided)],
            ["Refused", Dates.Count(s.Refused), Share(s.Refused, decided)],
            .. s.Undecided > 0 ? [["Held: a rule broke or a fee is missing", Dates.Count(s.Undecided), Share(s.Undecided, decided)]] : Array.Empty<string[]>(),
            .. s.Faulty > 0 ? [["Faulty, so not decided (the report says why)", Dates.Count(s.Faulty), ""]] : Array.Empty<string[]>(),
        ]);
        terminal.Heading($"Charged {Dates.Money(s.ChargedPence)} (fees are sample values)");
        terminal.Table(["Fee", ">Times", ">Amount"], s.Charges.Select(c => new[] { c.FeeCode, Dates.Count(c.Times), Dates.Money(c.AmountPence) }));
    }

    private static void Refusals(Terminal terminal, Summary s)
    {
        if (s.RefusedBy.Count == 0)
        {
            return;
        }

        terminal.Heading("Refused by (a line may break several rules)");
        terminal.Table(["Rule", "Clause", ">Lines"], s.RefusedBy.Take(RulesShown).Select(r => new[] { r.Rule, string.Join(", ", r.Clauses), Dates.Count(r.Lines) }));
        if (s.RefusedBy.Count > RulesShown)
        {
            terminal.Say($"and {s.RefusedBy.Count - RulesShown} more rules.");
        }
    }

    private static void Due(Terminal terminal, Summary s)
    {
        terminal.Heading($"Due next ({Dates.Count(s.TasksWaiting)} tasks wait, {Dates.Count(s.TasksOverdue)} of them overdue)");
        terminal.Table(
            ["What", "About", "Centre", "Who", "By", "Working time left"],
            s.DueNext.Select(d => new[] { d.What, d.About, d.CentreNumber, d.Role, LastDay(d), Left(d.WorkingDays) }));
        terminal.Say($"Lapse, rehearsed for today: {Dates.Count(s.WouldLapse)} of {Dates.Count(s.LapseExamined)} quiet approvals would lapse; nothing was changed.");
    }

    private static void Workflows(Terminal terminal, Summary s)
    {
        terminal.Heading("Workflows");
        terminal.Table(["Definition", ">Running", ">Finished", ">With an incident"],
            s.Workflows.Select(w => new[] { w.DefinitionId, Dates.Count(w.Running), Dates.Count(w.Finished), Dates.Count(w.WithIncident) }));
    }

    private static void Users(Terminal terminal, DemoResult result)
    {
        if (result.Users.Count == 0)
        {
            return;
        }

        terminal.Heading("Sign in as (sample users; these passwords are shown this once and kept nowhere)");
        terminal.Table(["User", "Role", "Password", ""],
            result.Users.Select(u => new[] { u.Name, u.Role, u.Password, u.CentreNumber is null ? "" : $"sees centre {u.CentreNumber} only" }));
    }

    private static void Where(Terminal terminal, DemoResult result)
    {
        terminal.Heading("Where to look");
        terminal.Table(["", ""],
        [
            ["Pages, when serving", result.Url],
            ["What runs, and why it waits", "./ocr workflow list"],
            ["What would lapse", "./ocr sweep lapse --rehearse"],
            ["The rules and their cases", "./ocr rules check rule-sets   ./ocr rules test rule-sets"],
            ["Change a rule", "edit rule-sets/resit/rules.json while serving; live within two seconds"],
            ["Everything else", "./ocr --help"],
            ["Database", result.Database],
            .. result.EntriesFile is { } entries ? [["Entries as imported", entries]] : Array.Empty<string[]>(),
            .. result.ReportFile is { } report ? [["Each line with reason and remedy", report]] : Array.Empty<string[]>(),
        ]);
        terminal.Say(result.AlreadyThere
            ? "The sample data was there already: nothing was loaded or imported again. ./ocr demo remove takes it away."
            : "All of this is sample data and marked so; ./ocr demo remove takes it away.");
    }

    private static string Share(int part, int all) => all == 0 ? "" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{100.0 * part / all:0.0} %");

    private static string LastDay(DueItem item) => Dates.Day(Runtime.Calendars.WorkingCalendar.LocalDate(item.DueAt.AddTicks(-1)));

    private static string Left(int? workingDays) => workingDays switch
    {
        null => "OVERDUE",
        0 => "today",
        1 => "1 working day",
        _ => $"{workingDays} working days",
    };
}
