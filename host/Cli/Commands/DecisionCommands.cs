using System.CommandLine;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Cli.Commands;

internal static class DecisionCommands
{
    public static Command Build(Shell shell) => new("decision", "Decisions") { Show(shell), DecisionAgainCommand.Build(shell) };

    private static Command Show(Shell shell)
    {
        var id = IdArgument.Of("Identity of the decision");
        return shell.Runs(new Command("show", "One decision: facts, rules, what it was made with") { id }, async (call, stop) =>
        {
            call.DemandDatabase();
            await using var database = await call.Get<IDbContextFactory<OcrDbContext>>().CreateDbContextAsync(stop);
            var wanted = call.Parsed.GetRequiredValue(id);
            var row = await database.Set<DecisionRow>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == wanted, stop)
                ?? throw new UsageException($"There is no decision {wanted}.");
            var decision = Decisions.DecisionView.Of(row);
            var linked = await decision.WithLinksAsync(database, stop);
            call.Terminal.Result(linked);
            Say(call.Terminal, linked);
            return ExitCode.Good;
        });
    }

    private static void Say(Terminal terminal, Decisions.DecisionView decision)
    {
        terminal.Say($"{decision.Subject}: {decision.Outcome} on {Dates.Day(decision.DecisionDate)} by {decision.RuleSet} {decision.RuleSetHash[..12]}");
        terminal.Say($"Decided {Dates.Instant(decision.At)} by {decision.By}, host version {decision.HostVersion}");
        if ((decision.ReplacedBy ?? decision.Replaces) is not null)
        {
            terminal.Say(decision.ReplacedBy is { } later ? $"A rule was found wrong since: {later} was made in its place." : $"Made in the place of {decision.Replaces}, after a rule had been found wrong.");
        }

        Json(terminal, "Findings", decision.Findings);
        Json(terminal, "Made with", decision.Used);
        Json(terminal, "Facts", decision.Facts);
    }

    private static void Json(Terminal terminal, string title, JsonElement value)
    {
        terminal.Heading(title);
        terminal.Say(JsonSerializer.Serialize(value, Terminal.Format));
    }
}
