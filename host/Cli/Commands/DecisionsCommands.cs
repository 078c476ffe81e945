using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Centres.Remaking;
using OcrWorkflows.Centres.Replay;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Cli.Commands;

/// <summary>Many decisions at once: those that a wrong rule made are made again.</summary>
internal static class DecisionsCommands
{
    private const int MostListed = 500;

    public static Command Build(Shell shell) => new("decisions", "Decisions that a wrong rule made") { Remake(shell), Remade(shell) };

    private static Command Remake(Shell shell)
    {
        var name = new Option<string>("--rule-set") { Description = "Name of the rule set that was wrong; the sets that inject it are looked at too", Required = true, HelpName = "NAME" };
        var since = new Option<string>("--since") { Description = "First day whose decisions are made again, such as 2026-11-01", Required = true, HelpName = "DATE" };
        var version = new Option<string?>("--version") { Description = "Beginning of the hash of the version to decide with (the one that decides now)", HelpName = "HASH" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Show the difference and nothing more, as without --confirm" };
        var confirm = new Option<int?>("--confirm") { Description = "Carry it out: the number of decisions that would change, once you have looked at them", HelpName = "NUMBER" };
        var reason = new Option<string?>("--reason") { Description = "Why; kept in the audit trail of the rule set; needed with --confirm", HelpName = "TEXT" };
        var report = new Option<string?>("--report") { Description = "CSV with a row for each changed decision", HelpName = "FILE" };
        return shell.Runs(new Command("remake", "Make a rule set's decisions again, and carry out what changes") { name, since, version, dryRun, confirm, reason, report }, async (call, stop) =>
        {
            var confirmed = call.Parsed.GetValue(dryRun) ? null : call.Parsed.GetValue(confirm);
            if (confirmed is not null && string.IsNullOrWhiteSpace(call.Parsed.GetValue(reason)))
            {
                throw new UsageException("Say why with --reason: it stands in the audit trail.");
            }

            await call.LoadLibrariesAsync(stop);
            var actor = await call.ActorAsync(Policies.RollBack, stop);
            var remaking = call.Get<DecisionRemaking>();
            var request = new RemakeRequest(call.Parsed.GetRequiredValue(name), Day(call.Parsed.GetRequiredValue(since)), call.Parsed.GetValue(version));
            var plan = await PlanAsync(call, remaking, request, stop);
            Write(call, plan);
            if (call.Parsed.GetValue(report) is { } path)
            {
                Report(plan, Path.GetFullPath(path));
            }

            if (confirmed is null)
            {
                call.Terminal.Result(new { version = plan.Version, toMake = plan.ToMake, plan.Report });
                call.Terminal.Say(plan.ToMake == 0 ? "Nothing would change." : $"Nothing was changed. To carry it out: add --confirm {plan.ToMake} --reason TEXT");
                return plan.ToMake + plan.Report.NotEvaluated > 0 ? ExitCode.Findings : ExitCode.Good;
            }

            return confirmed == plan.ToMake
                ? await CarryOutAsync(call, remaking, plan, actor, call.Parsed.GetValue(reason)!, stop)
                : throw new UsageException($"{plan.ToMake} decisions would change now, and --confirm says {confirmed}. Look again, then confirm that number.");
        });
    }

    private static async Task<RemakePlan> PlanAsync(Call call, DecisionRemaking remaking, RemakeRequest request, CancellationToken stop)
    {
        try
        {
            return await call.Terminal.ProgressAsync("decisions made again", progress => remaking.PlanAsync(request, new ReplayWork(progress), stop));
        }
        catch (Exception fault) when (fault is KeyNotFoundException or InvalidOperationException)
        {
            throw new UsageException(fault.Message);
        }
    }

    private static void Write(Call call, RemakePlan plan)
    {
        call.Terminal.Say($"Version {plan.Version[..12]} of {plan.Request.RuleSet}, decisions dated {Dates.Day(plan.Request.Since)} or later that stand:");
        ImpactText.Say(call.Terminal, plan.Report);
    }

    private static void Report(RemakePlan plan, string path)
    {
        using var file = new ImpactFile(path);
        foreach (var changed in plan.Changed)
        {
            file.Add(changed);
        }

        file.Complete();
    }

    private static async Task<int> CarryOutAsync(Call call, DecisionRemaking remaking, RemakePlan plan, Actor actor, string reason, CancellationToken stop)
    {
        var result = await call.Terminal.ProgressAsync("new decisions", progress => remaking.CarryOutAsync(plan, reason, actor, new ReplayWork(progress), stop));
        call.Terminal.Result(result);
        call.Terminal.Say($"{Dates.Count(result.Made)} decisions made anew for {Dates.Count(result.Centres)} centres; {Dates.Money(result.CreditedPence)} credited, {Dates.Money(result.ChargedPence)} charged.");
        if (result.LeftToDo > 0)
        {
            call.Terminal.Say($"{Dates.Count(result.LeftToDo)} of them leave something to a person: ./ocr decisions remade --left");
        }

        if (!result.Complete)
        {
            call.Terminal.Say("STOPPED. What was committed stays; the same command goes on with what is left.");
        }

        return !result.Complete ? ExitCode.Failure : result.LeftToDo > 0 ? ExitCode.Findings : ExitCode.Good;
    }

    private static Command Remade(Shell shell)
    {
        var left = new Option<bool>("--left") { Description = "Only those that leave something to a person" };
        return shell.Runs(new Command("remade", "Decisions that were made anew, newest first") { left }, async (call, stop) =>
        {
            call.DemandDatabase();
            await using var database = await call.Get<IDbContextFactory<OcrDbContext>>().CreateDbContextAsync(stop);
            var remade = database.Set<RemadeDecision>().AsNoTracking();
            var shown = await (call.Parsed.GetValue(left) ? remade.Where(r => r.LeftToDo != null) : remade).OrderByDescending(r => r.NewDecision).Take(MostListed).ToListAsync(stop);
            call.Terminal.Result(shown);
            call.Terminal.Table(["Old decision", "New decision", "Centre", ">Credited", ">Charged", "Left to do"],
                shown.Select(r => new[] { r.OldDecision.ToString(), r.NewDecision.ToString(), r.CentreNumber, Dates.Money(r.CreditedPence), Dates.Money(r.ChargedPence), r.LeftToDo }));
            call.Terminal.Say($"{shown.Count} shown, at most {MostListed}.");
            return ExitCode.Good;
        });
    }

    private static DateOnly Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        ? day
        : throw new UsageException($"'{text}' is not a date; write it as year-month-day, such as 2026-11-01.");
}
