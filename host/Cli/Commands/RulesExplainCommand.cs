using System.CommandLine;
using OcrWorkflows.Centres.Replay;
using OcrWorkflows.Rules;
using OcrWorkflows.Runtime.Calendars;

namespace OcrWorkflows.Host.Cli.Commands;

/// <summary>What a rule set says to given facts, how it came to it, and what would be accepted instead.</summary>
internal static class RulesExplainCommand
{
    public static Command Build(Shell shell)
    {
        var set = new Argument<string>("ruleset") { HelpName = "RULESET", Description = "Name of a rule set, its folder, or a rules.json" };
        var file = new Option<string>("--facts") { Description = "The facts as JSON", HelpName = "FILE", Required = true };
        var trace = new Option<bool>("--trace") { Description = "Show what each part of each rule that failed or broke came to" };
        var fix = new Option<string[]>("--fixed") { Description = "Members that cannot change, such as Attempts, instead of those that the facts name", HelpName = "PATH", AllowMultipleArgumentsPerToken = true };
        return shell.Runs(new Command("explain", "Decide facts, say why, and what would make them valid") { set, file, trace, fix }, (call, _) =>
        {
            var at = RuleSetAt.Read(call, call.Parsed.GetRequiredValue(set));
            var rules = at.Load();
            var facts = Facts(call.Parsed.GetRequiredValue(file), at.Contract);
            var date = facts.GetType().GetProperty("DecisionDate")?.GetValue(facts) as DateOnly? ?? WorkingCalendar.LocalDate(call.Get<TimeProvider>().GetUtcNow());
            var verdict = rules.Decide([facts], date, new DecideOptions { Trace = call.Parsed.GetValue(trace) });
            var options = call.Parsed.GetValue(fix) is { Length: > 0 } paths ? RemedyOptions.Default with { Fixed = paths } : RemedyOptions.Default;
            var remedies = Remedies.Find(rules, at.Sources, facts, date, options, at.Cases is { } cases ? RuleCases.Facts(rules, at.CasesFile, cases.Span) : null);
            call.Terminal.Result(new
            {
                outcome = verdict.Outcome,
                decisionDate = date,
                rules = TracedRule.Of(rules, verdict),
                remedies = remedies.Remedies,
                remedies.NoneBecause,
            });
            Say(call.Terminal, rules, verdict, remedies, call.Parsed.GetValue(trace));
            return Task.FromResult(verdict.Outcome == Outcome.Accepted ? ExitCode.Good : ExitCode.Findings);
        });
    }

    private static object Facts(string file, FactsContract contract)
    {
        if (!File.Exists(file))
        {
            throw new UsageException($"There is no file {file}.");
        }

        var read = RuleFacts.Read(contract, file, File.ReadAllBytes(file));
        return read.Facts ?? throw new UsageException(
            $"The facts cannot be read; the schema that ./ocr rules schema writes names every member.{Environment.NewLine}{string.Join(Environment.NewLine, read.Diagnostics)}");
    }

    private static void Say(Terminal terminal, RuleSet rules, Verdict verdict, RemedyReport remedies, bool traced)
    {
        terminal.Say($"{verdict.Outcome}");
        TracedRules.Say(terminal, [.. TracedRule.Of(rules, verdict)], traced);
        if (remedies.Remedies.Count > 0)
        {
            terminal.Heading("It would be accepted with");
            foreach (var remedy in remedies.Remedies)
            {
                terminal.Say("  " + remedy.Words);
            }
        }
        else if (remedies.NoneBecause is { } because)
        {
            terminal.Say($"What would be accepted is not known. {because}");
        }

        foreach (var refusal in remedies.Refusals.Where(r => r.Remedy is not null))
        {
            terminal.Say($"{refusal.Rule}: {refusal.Remedy}");
        }
    }
}
