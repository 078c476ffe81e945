using System.CommandLine;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Replay;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Cli.Commands;

internal static class DecisionCommands
{
    public static Command Build(Shell shell) => new("decision", "Decisions") { Show(shell), DecisionAgainCommand.Build(shell), AppealPackCommands.Make(shell), AppealPackCommands.Check(shell) };

    private static Command Show(Shell shell)
    {
        var id = IdArgument.Of("Identity of the decision");
        var trace = new Option<bool>("--trace") { Description = "Ask the same rules about the same facts again, and show what each part of each rule that does not hold came to" };
        return shell.Runs(new Command("show", "One decision: what the rules said, what would have been accepted, what it was made with") { id, trace }, async (call, stop) =>
        {
            call.DemandDatabase();
            await using var database = await call.Get<IDbContextFactory<OcrDbContext>>().CreateDbContextAsync(stop);
            var wanted = call.Parsed.GetRequiredValue(id);
            var row = await database.Set<DecisionRow>().AsNoTracking().FirstOrDefaultAsync(d => d.Id == wanted, stop)
                ?? throw new UsageException($"There is no decision {wanted}.");
            var decision = Decisions.DecisionView.Of(row);
            var linked = await decision.WithLinksAsync(database, stop);
            var explanations = call.Get<DecisionExplanations>();
            var would = row.Outcome == Outcome.Refused ? await explanations.RemediesAsync(row) : null;
            var traced = call.Parsed.GetValue(trace) ? await explanations.TraceAsync(row) : null;
            call.Terminal.Result(new { decision = linked, whatWouldDo = would, trace = traced });
            Say(call.Terminal, linked);
            Explain(call.Terminal, Pages.Decisions.DecisionView.Of(row), would, traced);
            Json(call.Terminal, "Made with", linked.Used);
            Json(call.Terminal, "Facts", linked.Facts);
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

    }

    private static void Explain(Terminal terminal, Pages.Decisions.DecisionView decision, WhatWouldDo? would, TracedDecision? traced)
    {
        terminal.Heading("What the rules said");
        if (traced is { NoneBecause: null })
        {
            TracedRules.Say(terminal, traced.Rules, traced: true);
        }
        else
        {
            terminal.Table(
                ["Rule", "Answer", "Clause", "Says"],
                decision.Findings.Select(f => new[] { f.Rule, f.Status == nameof(RuleStatus.Failure) ? f.Severity : f.Status, string.Join(", ", f.Clauses), f.Message }));
        }

        if (traced?.NoneBecause is { } because)
        {
            terminal.Say($"There is no trace. {because}");
        }

        var advice = decision.Findings.Where(f => f.Remedy.Length > 0).ToList();
        if (advice.Count > 0)
        {
            terminal.Heading("What to do");
            foreach (var finding in advice)
            {
                terminal.Say($"  {finding.Remedy} ({finding.Rule})");
            }
        }

        if (would is not null)
        {
            terminal.Heading("It would have been accepted with");
            foreach (var change in would.Changes.DefaultIfEmpty(would.NoneBecause ?? ""))
            {
                terminal.Say("  " + change);
            }
        }
    }

    private static void Json(Terminal terminal, string title, JsonElement value)
    {
        terminal.Heading(title);
        terminal.Say(JsonSerializer.Serialize(value, Terminal.Format));
    }
}
