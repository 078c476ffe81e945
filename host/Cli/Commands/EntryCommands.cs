using System.CommandLine;
using System.Globalization;
using OcrWorkflows.Centres.Withdrawals;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Runtime.Calendars;

namespace OcrWorkflows.Host.Cli.Commands;

internal static class EntryCommands
{
    public static Command Build(Shell shell) => new("entry", "Entries") { Withdraw(shell) };

    private static Command Withdraw(Shell shell)
    {
        var id = IdArgument.Of("Identity of the entry");
        var ground = new Option<WithdrawalGround>("--ground") { Description = "Medical, Bereavement or Other; the first two are refunded when in time", Required = true };
        var on = new Option<string?>("--on") { Description = "Day of the withdrawal, such as 2027-06-01 (today)", HelpName = "DATE" };
        return shell.Runs(new Command("withdraw", "Withdraw an entry, and refund it where the rules say so") { id, ground, on }, async (call, stop) =>
        {
            call.DemandDatabase();
            await call.LoadLibrariesAsync(stop);
            var actor = await call.ActorAsync(Policies.WithdrawEntries, stop);
            var day = Day(call.Parsed.GetValue(on)) ?? WorkingCalendar.LocalDate(call.Get<TimeProvider>().GetUtcNow());
            var withdrawal = await call.Get<WithdrawalService>().WithdrawAsync(call.Parsed.GetRequiredValue(id), call.Parsed.GetValue(ground), day, actor, stop);
            call.Terminal.Result(withdrawal);
            Say(call.Terminal, withdrawal);
            return withdrawal.Status is WithdrawalStatus.Refused or WithdrawalStatus.Undecided ? ExitCode.Findings : ExitCode.Good;
        });
    }

    private static DateOnly? Day(string? text) =>
        text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new UsageException($"'{text}' is not a date; write it as year-month-day, such as 2027-06-01.");

    private static void Say(Terminal terminal, Withdrawal withdrawal)
    {
        terminal.Say(withdrawal.Status switch
        {
            WithdrawalStatus.Refunded => $"Withdrawn; {Dates.Money(withdrawal.RefundPence)} refunded. Decision {withdrawal.DecisionId}",
            WithdrawalStatus.NotRefunded => $"Withdrawn; nothing is refunded. Decision {withdrawal.DecisionId}",
            WithdrawalStatus.AlreadyWithdrawn => "The entry was withdrawn before; nothing was changed.",
            WithdrawalStatus.Undecided => "A rule broke, so nothing was changed:",
            _ => withdrawal.Problem!,
        });
        foreach (var finding in withdrawal.Findings)
        {
            terminal.Say($"  {finding.Rule} ({string.Join(", ", finding.Clauses)}): {finding.Message} {finding.Remedy}".TrimEnd());
        }
    }
}
