using System.CommandLine;
using System.Text.Json;
using OcrWorkflows.Expressions;
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
            var of = rules.Rules.DistinctBy(r => r.Name).ToDictionary(r => r.Name, StringComparer.Ordinal);
            call.Terminal.Result(new
            {
                outcome = verdict.Outcome,
                decisionDate = date,
                rules = verdict.Results.Select(r => new { r.Rule, r.Status, r.Severity, r.Message, r.Clauses, r.Fee, r.Remedy, r.SkippedBecause, from = of.GetValueOrDefault(r.Rule)?.From, to = of.GetValueOrDefault(r.Rule)?.To, trace = r.Trace is { } t ? Lines(t.Root, 0).ToList() : null }),
                remedies = remedies.Remedies,
                remedies.NoneBecause,
            });
            Say(call.Terminal, verdict, of, remedies, call.Parsed.GetValue(trace));
            return Task.FromResult(verdict.Outcome == Outcome.Accepted ? ExitCode.Good : ExitCode.Findings);
        });
    }

    private static object Facts(string file, FactsContract contract)
    {
        if (!File.Exists(file))
        {
            throw new UsageException($"There is no file {file}.");
        }

        try
        {
            return CanonicalJson.Read(File.ReadAllText(file), contract.FactsType);
        }
        catch (JsonException fault)
        {
            throw new UsageException($"{file} does not hold facts of {contract.FactsType.Name}: {fault.Message}");
        }
    }

    private static void Say(Terminal terminal, Verdict verdict, Dictionary<string, RuleDescription> of, RemedyReport remedies, bool traced)
    {
        terminal.Say($"{verdict.Outcome}");
        terminal.Table(
            ["Rule", "Answer", "Clause", "Says"],
            verdict.Results.Select(r => new[] { r.Rule, r.Status == RuleStatus.Failure ? r.Severity.ToString() : r.Status.ToString(), string.Join(", ", r.Clauses), string.Join(" ", new[] { r.Message ?? r.SkippedBecause, r.SkippedBecause is null && of.GetValueOrDefault(r.Rule) is { } rule ? Dated(rule) : null }.OfType<string>()) }));
        foreach (var result in traced ? verdict.Results.Where(r => r.Trace is not null && r.Status is RuleStatus.Failure or RuleStatus.Error) : [])
        {
            terminal.Heading(result.Rule);
            foreach (var line in Lines(result.Trace!.Root, 0))
            {
                terminal.Say(line);
            }
        }

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

    private static string? Dated(RuleDescription rule) => (rule.From, rule.To) switch
    {
        (null, null) => null,
        ({ } from, null) => $"(in force from {Dates.Day(from)})",
        (null, { } to) => $"(in force until {Dates.Day(to)})",
        ({ } from, { } to) => $"(in force from {Dates.Day(from)} to {Dates.Day(to)})",
    };

    /// <summary>A part on a line of its own, its parts below it, further in.</summary>
    private static IEnumerable<string> Lines(TracedPart part, int depth)
    {
        var element = part.Element is { } index ? $" (element {index})" : "";
        var value = part.Broke is { } broke ? $"broke: {broke}" : part.Evaluated ? Value(part.Value) : "not reached";
        yield return $"{new string(' ', 2 + depth * 2)}{part.Text}{element} = {value}";
        foreach (var line in part.Parts.SelectMany(p => Lines(p, depth + 1)))
        {
            yield return line;
        }
    }

    private static string Value(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool truth => truth ? "true" : "false",
        IFormattable formattable and not System.Collections.IEnumerable => formattable is DateOnly date ? date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : formattable.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        System.Collections.IEnumerable items => $"[{items.Cast<object?>().Count()} items]",
        _ => "{...}",
    };
}
