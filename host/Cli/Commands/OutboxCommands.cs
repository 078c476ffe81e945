using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Operations;
using OcrWorkflows.Storage.Outgoing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Cli.Commands;

/// <summary>What is to leave the house.</summary>
internal static class OutboxCommands
{
    private const int MostListed = 500;

    public static Command Build(Shell shell) => new("outbox", "What is to leave the house") { List(shell), Send(shell), Retry(shell) };

    private static Command List(Shell shell)
    {
        var all = new Option<bool>("--all") { Description = "Also what was sent" };
        return shell.Runs(new Command("list", "Messages that were not sent yet, and why") { all }, async (call, stop) =>
        {
            call.DemandDatabase();
            await using var database = await call.Get<IDbContextFactory<OcrDbContext>>().CreateDbContextAsync(stop);
            var messages = database.Set<OutboxRow>().AsNoTracking();
            var shown = await (call.Parsed.GetValue(all) ? messages : messages.Where(m => m.SentAt == null))
                .OrderByDescending(m => m.GivenUpAt != null).ThenBy(m => m.CreatedAt).Take(MostListed)
                .Select(m => new { m.Id, m.Kind, m.Key, m.CreatedAt, m.SentAt, m.Attempts, m.NextAttemptAt, m.GivenUpAt, m.LastError }).ToListAsync(stop);
            call.Terminal.Result(shown);
            call.Terminal.Table(["Identity", "Kind", ">Tries", "State", "Last error"], shown.Select(m => new[]
            {
                m.Id.ToString(), m.Kind, m.Attempts.ToString(CultureInfo.InvariantCulture),
                m.SentAt is not null ? $"sent {Dates.Instant(m.SentAt)}" : m.GivenUpAt is not null ? "GIVEN UP" : $"next try {Dates.Instant(m.NextAttemptAt)}", m.LastError,
            }));
            var given = shown.Count(m => m.GivenUpAt is not null);
            call.Terminal.Say($"{shown.Count} messages, {given} of them given up.");
            return given == 0 ? ExitCode.Good : ExitCode.Findings;
        });
    }

    private static Command Send(Shell shell) => shell.Runs(new Command("send", "Send what is due now"), async (call, stop) =>
    {
        await call.LoadLibrariesAsync(stop);
        await call.ActorAsync(Policies.Sweep, stop);
        var run = await call.Get<OutboxSender>().SendAsync(stop);
        var pause = await call.Get<PauseSwitch>().CurrentAsync(stop);
        call.Terminal.Result(new { run.Sent, run.Failed, paused = pause is not null });
        call.Terminal.Say($"{run.Sent} messages sent, {run.Failed} failed.");
        if (pause is not null)
        {
            call.Terminal.Say($"PAUSED: letters wait. By {pause.By} since {Dates.Instant(pause.Since)}: {pause.Reason}. ./ocr pause off ends it.");
        }

        return run.Failed == 0 && pause is null ? ExitCode.Good : ExitCode.Findings;
    });

    private static Command Retry(Shell shell)
    {
        var id = IdArgument.Of("Identity of the message");
        id.Arity = ArgumentArity.ZeroOrOne;
        var kind = new Option<string>("--kind") { Description = "Every message of this kind that was given up, such as claim-overdue", HelpName = "KIND" };
        return shell.Runs(new Command("retry", "Set a message going again that was given up, or all of a kind") { id, kind }, async (call, stop) =>
        {
            call.DemandDatabase();
            await call.ActorAsync(Policies.Sweep, stop);
            var sender = call.Get<OutboxSender>();
            if (call.Parsed.GetResult(id) is { Tokens.Count: > 0 } == call.Parsed.GetValue(kind) is { Length: > 0 })
            {
                throw new UsageException("Name either the identity of a message or --kind KIND; ./ocr outbox list shows both.");
            }

            if (call.Parsed.GetValue(kind) is { Length: > 0 } all)
            {
                var set = await sender.RetryAsync(all, stop);
                call.Terminal.Result(new { kind = all, set });
                call.Terminal.Say($"{set} messages of the kind {all} are due now: a serving host sends them, or ./ocr outbox send.");
                return ExitCode.Good;
            }

            var wanted = call.Parsed.GetRequiredValue(id);
            if (!await sender.RetryAsync(wanted, stop))
            {
                throw new UsageException($"There is no unsent message {wanted}; ./ocr outbox list shows them.");
            }

            call.Terminal.Result(new { id = wanted, due = "now" });
            call.Terminal.Say("It is due now: a serving host sends it, or ./ocr outbox send.");
            return ExitCode.Good;
        });
    }
}
