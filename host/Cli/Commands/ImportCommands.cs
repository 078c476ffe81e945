using System.CommandLine;
using OcrWorkflows.Centres.Importing;
using OcrWorkflows.Host.Identity;

namespace OcrWorkflows.Host.Cli.Commands;

internal static class ImportCommands
{
    public static Command Build(Shell shell) => new("import", "Import files") { Entries(shell) };

    private static Command Entries(Shell shell)
    {
        var file = new Argument<string>("file") { HelpName = "FILE", Description = "CSV, UTF-8, with a header row; docs/entries-csv.md describes it" };
        var report = new Option<string?>("--report") { Description = "Where the report goes (beside the input, FILE.report.csv)", HelpName = "FILE" };
        return shell.Runs(new Command("entries", "Decide every line of an entries file and store it") { file, report }, async (call, stop) =>
        {
            var path = Path.GetFullPath(call.Parsed.GetRequiredValue(file));
            if (!File.Exists(path))
            {
                throw new UsageException($"There is no file {path}.");
            }

            await call.LoadLibrariesAsync(stop);
            var actor = await call.ActorAsync(Policies.ImportEntries, stop);
            var options = new ImportOptions { ReportPath = call.Parsed.GetValue(report) is { } given ? Path.GetFullPath(given) : null };
            var result = await call.Terminal.ProgressAsync("Deciding lines", progress =>
                call.Get<EntryImport>().ImportAsync(path, options, new ImportBytes(progress), actor, stop));
            call.Terminal.Result(result);
            ImportText.Say(call.Terminal, result);
            return !result.Clean ? ExitCode.Findings : ExitCode.Good;
        });
    }
}
