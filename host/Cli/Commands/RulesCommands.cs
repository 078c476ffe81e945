using System.CommandLine;
using OcrWorkflows.Storage.Publishing;

namespace OcrWorkflows.Host.Cli.Commands;

internal static class RulesCommands
{
    public static Command Build(Shell shell)
    {
        var rules = new Command("rules", "Rule sets") { Check(shell), RulesTestCommand.Build(shell), RulesExplainCommand.Build(shell), RulesDiffCommand.Build(shell), RulesSchemaCommand.Build(shell), List(shell), RulesImpactCommand.Build(shell) };
        foreach (var command in new PublishingCommands(ContentKinds.RuleSet).All(shell))
        {
            rules.Add(command);
        }

        return rules;
    }

    internal static Argument<string?> PathArgument() => new("path")
    {
        HelpName = "PATH",
        Description = "Folder of rule sets, one rule set or its name, or a rules.json; the rule sets at hand unless given",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static Command Check(Shell shell)
    {
        var path = PathArgument();
        return shell.Runs(new Command("check", "Every fault of every rule file, with line and column") { path }, (call, _) =>
        {
            var checks = RuleChecks.Load(call, call.Parsed.GetValue(path));
            var diagnostics = checks.SelectMany(c => c.Load.Diagnostics).Concat(RuleChecks.Reference(call, call.Parsed.GetValue(path))).Distinct().ToList(); // a fault of an injected set is met once more in the set that injects it
            call.Terminal.Result(new
            {
                ruleSets = checks.Select(c => new { name = c.Files.Name, rules = c.Load.RuleSet?.Rules.Count, hash = c.Load.RuleSet?.Hash, usable = c.Load.RuleSet is not null }),
                diagnostics,
            });
            foreach (var diagnostic in diagnostics)
            {
                call.Terminal.Say(diagnostic.ToString());
            }

            var faulty = checks.Count(c => c.Load.RuleSet is null);
            var faults = diagnostics.Count(d => d.IsError);
            var warnings = diagnostics.Count - faults;
            call.Terminal.Say(faults == 0
                ? $"{Count(checks.Count, "rule set")}, {Count(checks.Sum(c => c.Load.RuleSet!.Rules.Count(r => r.Set == c.Files.Name)), "rule")}: no faults{(warnings == 0 ? "" : $", {Count(warnings, "warning")}")}."
                : $"{Count(faults, "fault")}; {faulty} of {checks.Count} rule sets cannot be used (one that injects a faulty one cannot either). Nothing was changed.");
            return Task.FromResult(faults == 0 ? ExitCode.Good : ExitCode.Findings);
        });
    }

    private static string Count(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private static Command List(Shell shell) => shell.Runs(new Command("list", "The versions that decide, and whether the files differ"), async (call, stop) =>
    {
        var list = await RuleSetList.ReadAsync(call, stop);
        call.Terminal.Result(list);
        call.Terminal.Table(
            ["Rule set", ">Rules", "Version", "Published", "By", "File", "Cases"],
            list.Select(s => new[]
            {
                s.Name, s.Rules.ToString(System.Globalization.CultureInfo.InvariantCulture), s.Hash[..12], Dates.Instant(s.PublishedAt), $"{s.PublishedBy} ({s.Origin})", s.File,
                s.FailingCases == 0 ? "hold" : $"{s.FailingCases} FAIL",
            }));
        return ExitCode.Good;
    });
}
