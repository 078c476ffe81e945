using System.Globalization;
using OcrWorkflows.Centres.Identifiers;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Sample;

/// <summary>A few of the other processes at sample centres, so that pages show them. Their references begin with <see cref="Mark"/>.</summary>
internal static class SampleProcesses
{
    /// <summary>Stands in the subject of every decision that comes of them.</summary>
    public const string Mark = "SAMPLE-";

    /// <returns>How many were started.</returns>
    public static async Task<int> StartAsync(Inbox inbox, SampleWorld world, DateOnly today, Actor actor, CancellationToken stop)
    {
        var starts = Of(world, today).ToList();
        foreach (var start in starts)
        {
            await inbox.StartAsync(start, RequestIds.For($"Sample:{start.DefinitionId}:{start.CentreNumber}"), actor, stop);
        }

        return starts.Count;
    }

    private static IEnumerable<StartRequest> Of(SampleWorld world, DateOnly today)
    {
        var due = today > new DateOnly(today.Year, 10, 31) ? new DateOnly(today.Year + 1, 10, 31) : new DateOnly(today.Year, 10, 31);
        foreach (var centre in world.Centres.Take(2))
        {
            yield return At(centre, "annual-update", new() { ["Year"] = due.Year, ["DueOn"] = Text(due) });
        }

        var first = world.Centres[0];
        yield return At(first, "access-arrangement", new() { ["ArrangementReference"] = Mark + 1, ["Line"] = "CambridgeTechnicals", ["Series"] = "6b27", ["SeriesBegins"] = Text(today.AddMonths(4)) });
        yield return At(first, "malpractice", new() { ["CaseReference"] = Mark + 2, ["Line"] = "CambridgeTechnicals", ["Series"] = "1a27", ["ReportedOn"] = Text(today) });
        yield return At(first, "qualification-approval", new()
        {
            ["RequestReference"] = Mark + 3,
            ["Line"] = "Verified",
            ["SuiteYear"] = 0,
            ["Scope"] = nameof(ApprovalScope.Qualification),
            ["Covers"] = "10406",
            ["ReceivedOn"] = Text(today),
        });
    }

    private static StartRequest At(SampleCentre centre, string definition, Dictionary<string, object?> input)
    {
        input["CentreNumber"] = centre.Row.Number;
        return new StartRequest(definition, input, null, centre.Row.Number);
    }

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
