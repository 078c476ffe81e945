using System.CommandLine;
using OcrWorkflows.Centres.Replay;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Cli.Commands;

internal static class RulesImpactCommand
{
    public static Command Build(Shell shell)
    {
        var name = PublishingCommands.NameArgument(Storage.Publishing.ContentKinds.RuleSet);
        var draft = new Option<string?>("--draft") { Description = "The changed rules.json (the one under the rule sets' folder)", HelpName = "FILE" };
        var report = new Option<string?>("--report") { Description = "CSV with a row for each changed decision", HelpName = "FILE" };
        return shell.Runs(new Command("impact", "Replay every stored decision against a draft") { name, draft, report }, async (call, stop) =>
        {
            await call.LoadLibrariesAsync(stop);
            var content = RuleDrafts.Content(call, call.Parsed.GetRequiredValue(name), call.Parsed.GetValue(draft));
            var check = await call.Get<RuleSetLibrary>().CheckAsync(content, stop);
            foreach (var diagnostic in check.Diagnostics)
            {
                call.Terminal.Say(diagnostic.ToString());
            }

            if (check.HasErrors)
            {
                call.Terminal.Result(new { diagnostics = check.Diagnostics });
                call.Terminal.Say("The draft has faults, so nothing was replayed.");
                return ExitCode.Findings;
            }

            var path = call.Parsed.GetValue(report) is { } given ? Path.GetFullPath(given) : null;
            return await RunAsync(call, check.Affected, path, stop);
        });
    }

    private static async Task<int> RunAsync(Call call, IReadOnlyList<Rules.RuleSet> affected, string? path, CancellationToken stop)
    {
        var time = call.Get<TimeProvider>();
        using var file = path is null ? null : new ImpactFile(path);
        var began = time.GetTimestamp();
        var report = await call.Terminal.ProgressAsync("decisions replayed", progress =>
            call.Get<ImpactReplay>().RunAsync(affected, file is null ? null : file.Add, new ReplayWork(progress), stop));
        var seconds = time.GetElapsedTime(began).TotalSeconds;
        if (report.Complete)
        {
            file?.Complete();
        }

        call.Terminal.Result(new { report, seconds, decisionsPerSecond = seconds > 0 ? Math.Round(report.All / seconds) : 0, reportFile = report.Complete ? path : file?.Partial });
        ImpactText.Say(call.Terminal, report);
        call.Terminal.Say($"{report.All / Math.Max(seconds, 0.001):N0} decisions a second.");
        if (path is not null)
        {
            call.Terminal.Say(report.Complete ? $"Every changed decision: {path}" : $"The changed decisions up to there: {file!.Partial}");
        }

        return !report.Complete ? ExitCode.Failure : report.Changed + report.NotEvaluated > 0 ? ExitCode.Findings : ExitCode.Good;
    }
}
