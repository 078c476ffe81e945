using System.CommandLine;
using OcrWorkflows.Centres.Replay;

namespace OcrWorkflows.Host.Cli.Commands;

/// <summary>Past decisions, made again.</summary>
internal static class DecisionAgainCommand
{
    public static Command Build(Shell shell)
    {
        var id = IdArgument.Of("Identity of the decision; --all or --newest for many");
        id.Arity = ArgumentArity.ZeroOrOne;
        var all = new Option<bool>("--all") { Description = "Every stored decision" };
        var newest = new Option<long?>("--newest") { Description = "The newest so many", HelpName = "N" };
        newest.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<long?>() < 1)
            {
                result.AddError("--newest takes a number from 1.");
            }
        });
        var command = new Command("again", "Make a past decision again from what was stored, and compare it byte for byte") { id, all, newest };
        return shell.Runs(command, async (call, stop) =>
        {
            await call.LoadLibrariesAsync(stop);
            var many = call.Parsed.GetValue(all) || call.Parsed.GetValue(newest) is not null;
            if (many == (call.Parsed.GetResult(id) is { Tokens.Count: > 0 }))
            {
                throw new UsageException("Give the identity of one decision, or --all, or --newest N.");
            }

            return many ? await ManyAsync(call, call.Parsed.GetValue(newest), stop) : await OneAsync(call, call.Parsed.GetValue(id), stop);
        });
    }

    private static async Task<int> OneAsync(Call call, Guid id, CancellationToken stop)
    {
        var again = await call.Get<DecisionsAgain>().MakeAsync(id, stop) ?? throw new UsageException($"There is no decision {id}.");
        call.Terminal.Result(again);
        Say(call.Terminal, again);
        if (again.Equal)
        {
            call.Terminal.Say($"facts     sha256 {again.FactsHash}");
            call.Terminal.Say($"findings  sha256 {again.FindingsHash}");
        }

        return again.Equal ? ExitCode.Good : ExitCode.Findings;
    }

    private static async Task<int> ManyAsync(Call call, long? newest, CancellationToken stop)
    {
        var time = call.Get<TimeProvider>();
        var began = time.GetTimestamp();
        var report = await call.Terminal.ProgressAsync("decisions made again", progress => call.Get<DecisionsAgain>().MakeManyAsync(newest, new ReplayWork(progress), stop));
        var seconds = time.GetElapsedTime(began).TotalSeconds;
        call.Terminal.Result(new { report, seconds, decisionsPerSecond = seconds > 0 ? Math.Round(report.All / seconds) : 0 });
        foreach (var different in report.First)
        {
            Say(call.Terminal, different);
        }

        call.Terminal.Say($"{(report.Complete ? "" : $"STOPPED after {report.All:N0} of {report.Stored:N0}: ")}{report.All:N0} decisions made again: {report.Equal:N0} equal byte for byte, {report.Different:N0} not. {report.All / Math.Max(seconds, 0.001):N0} a second.");
        return !report.Complete ? ExitCode.Failure : report.Different > 0 ? ExitCode.Findings : ExitCode.Good;
    }

    private static void Say(Terminal terminal, DecisionAgain again)
    {
        terminal.Say($"{again.Decision} {again.Subject}: {(again.Equal ? "equal, byte for byte" : "NOT EQUAL")}: {again.Outcome} on {Dates.Day(again.DecisionDate)} by {again.RuleSet} {again.RuleSetHash[..12]}{(again.IsCurrent ? "" : ", which is not what decides now")}");
        foreach (var difference in again.Differences)
        {
            terminal.Say($"  {difference.What}{(difference.Place.Length > 0 ? $" {difference.Place}" : "")}: stored {difference.Stored}, again {difference.Again}");
        }
    }
}
