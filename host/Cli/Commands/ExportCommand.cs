using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Export;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Publishing;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Cli.Commands;

internal static class ExportCommand
{
    public static Command Build(Shell shell)
    {
        var name = new Argument<string>("list") { HelpName = "LIST", Description = string.Join(", ", ExportList.All.Select(l => l.Name)) };
        var file = new Argument<string>("file") { HelpName = "FILE", Description = "Where it is written; takes its name when it is whole" };
        var centre = new Option<string?>("--centre") { Description = "Only this centre's", HelpName = "NUMBER" };
        var since = new Option<string?>("--since") { Description = "First day, such as 2026-09-01; what is compared depends on the list", HelpName = "DATE" };
        var personal = new Option<bool>("--personal") { Description = "Names, UCI and ULN as they are, for roles that may see them; otherwise masked" };
        return shell.Runs(new Command("export", "Write a list as CSV") { name, file, centre, since, personal }, async (call, stop) =>
        {
            var wanted = call.Parsed.GetRequiredValue(name);
            var list = ExportList.All.FirstOrDefault(l => l.Name == wanted) ?? throw new UsageException($"There is no list {wanted}; there are {string.Join(", ", ExportList.All.Select(l => l.Name))}.");
            call.DemandDatabase();
            var viewer = await call.ActorAsync(call.Parsed.GetValue(personal) ? Policies.SeePersonalData : Policies.Read, stop);

            var scope = new ExportScope { Centre = call.Parsed.GetValue(centre), Since = Day(call.Parsed.GetValue(since)), Personal = call.Parsed.GetValue(personal) };
            var path = Path.GetFullPath(call.Parsed.GetRequiredValue(file));
            await call.Get<PersonalDataViews>().NoteExportAsync(list, scope, "by the command line", viewer, stop);
            var rows = await WriteAsync(call, list, scope, path, stop);
            call.Terminal.Result(new { list = list.Name, rows, file = path });
            call.Terminal.Say($"{Dates.Count(rows)} rows: {path}");
            return ExitCode.Good;
        });
    }

    private static async Task<long> WriteAsync(Call call, ExportList list, ExportScope scope, string path, CancellationToken stop)
    {
        var partial = path + ".partial";
        await using var database = await call.Get<IDbContextFactory<OcrDbContext>>().CreateDbContextAsync(stop);
        long rows;
        await using (var file = File.Create(partial))
        {
            rows = await list.WriteAsync(database, scope, file, stop);
        }

        File.Move(partial, path, overwrite: true);
        return rows;
    }

    private static DateOnly? Day(string? text) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new UsageException($"'{text}' is not a date; write it as year-month-day, such as 2026-09-01.");
}
