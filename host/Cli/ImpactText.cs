using OcrWorkflows.Centres.Replay;

namespace OcrWorkflows.Host.Cli;

/// <summary>A replay in words.</summary>
internal static class ImpactText
{
    private const int Most = 10;

    public static void Say(Terminal terminal, ImpactReport report)
    {
        if (!report.Complete)
        {
            terminal.Say($"STOPPED after {report.All:N0} of {report.Stored:N0} decisions: these are the figures of a part, and no report of the change.");
        }

        terminal.Say($"{report.All:N0} decisions of {string.Join(", ", report.Replayed)}: {report.Same:N0} same, {report.Changed:N0} changed, {report.NotEvaluated:N0} could not be evaluated.");
        if (report.OtherTexts > 0)
        {
            terminal.Say($"In {report.OtherTexts:N0} of the same ones a message would read otherwise.");
        }

        foreach (var change in report.Outcomes)
        {
            terminal.Say($"{change.Count:N0} from {change.From} to {change.To}");
        }

        Table(terminal, report);
    }

    private static void Table(Terminal terminal, ImpactReport report)
    {
        if (report.Rules.Count > 0)
        {
            terminal.Table(["Rule", ">Would fail", ">Would hold", ">Would break", ">Would not break"],
                report.Rules.Select(r => new[] { r.Rule, N(r.NowFailing), N(r.NoLongerFailing), N(r.NowBroken), N(r.NoLongerBroken) }));
        }

        if (report.Charges.Count > 0)
        {
            terminal.Table(["Charge", ">Added", ">Dropped", ">Added, pounds", ">Dropped, pounds"],
                report.Charges.Select(c => new[] { c.Fee, N(c.Added), N(c.Removed), Pounds(c.AddedPence), Pounds(c.RemovedPence) }));
        }

        Groups(terminal, "Centre", report.Centres);
        Groups(terminal, "Qualification", report.Qualifications);
    }

    private static void Groups(Terminal terminal, string title, IReadOnlyList<GroupImpact> groups)
    {
        var touched = groups.Where(g => g.Changed + g.NotEvaluated > 0).ToList();
        if (touched.Count == 0)
        {
            return;
        }

        terminal.Table([title, ">All", ">Same", ">Changed", ">Not evaluated"],
            touched.Take(Most).Select(g => new[] { g.Name.Length == 0 ? "(none)" : g.Name, N(g.All), N(g.Same), N(g.Changed), N(g.NotEvaluated) }));
        if (touched.Count > Most)
        {
            terminal.Say($"... and {touched.Count - Most:N0} more (--json has all)");
        }
    }

    private static string N(long number) => number.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);

    private static string Pounds(long pence) => (pence / 100m).ToString("N2", System.Globalization.CultureInfo.InvariantCulture);
}
