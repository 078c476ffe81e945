using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Approvals;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Cli.Commands;

/// <summary>What the office does to approvals by hand.</summary>
internal static class ApprovalCommands
{
    public static Command Build(Shell shell) => new("approval", "Approvals that have lapsed")
    {
        Reverse(shell, "reinstate", "Put a lapsed approval in force again from today; its two years begin anew", ReversalKind.Reinstate),
        Reverse(shell, "undo-lapse", "Undo a lapse made in error, as though it had not happened", ReversalKind.UndoLapse),
        History(shell),
    };

    private static Argument<string> Subject() => new("approval") { Description = "Reference of the approval, or the number of a centre for its vocational approval as a whole", HelpName = "REFERENCE" };

    private static Command Reverse(Shell shell, string name, string description, ReversalKind kind)
    {
        var subject = Subject();
        var reason = new Option<string>("--reason") { Description = "Why; kept in the audit trail", Required = true, HelpName = "TEXT" };
        return shell.Runs(new Command(name, description) { subject, reason }, async (call, stop) =>
        {
            await call.LoadLibrariesAsync(stop);
            var actor = await call.ActorAsync(Policies.Operate, stop);
            var reversed = await call.Get<LapseReversal>().RunAsync(new Reversal(call.Parsed.GetRequiredValue(subject), kind, call.Parsed.GetRequiredValue(reason)), actor, stop);
            call.Terminal.Result(reversed);
            call.Terminal.Say(reversed.Status switch
            {
                ReversalStatus.Done => $"{reversed.Subject} is in force again{(reversed.Instance is { } instance ? $", accompanied by {instance}" : "")}.",
                ReversalStatus.InForce => $"{reversed.Subject} is in force; nothing was changed.",
                _ => reversed.Problem!,
            });
            return reversed.Problem is null ? ExitCode.Good : ExitCode.Findings;
        });
    }

    private static Command History(Shell shell)
    {
        var subject = Subject();
        return shell.Runs(new Command("history", "Who reinstated it or undid its lapse, and why") { subject }, async (call, stop) =>
        {
            call.DemandDatabase();
            var trail = LapseReversal.Trail(call.Parsed.GetRequiredValue(subject));
            await using var database = await call.Get<IDbContextFactory<OcrDbContext>>().CreateDbContextAsync(stop);
            var lines = await database.Set<PublishingEventRow>().AsNoTracking().Where(e => e.RuleSet == trail).OrderBy(e => e.Sequence).ToListAsync(stop);
            call.Terminal.Result(lines.Select(l => new { l.At, l.By, l.Action, l.Text }));
            call.Terminal.Table(["When", "Who", "What", "Why"], lines.Select(l => new[] { Dates.Instant(l.At), l.By, l.Action, l.Text }));
            call.Terminal.Say($"{lines.Count} lines.");
            return ExitCode.Good;
        });
    }
}
