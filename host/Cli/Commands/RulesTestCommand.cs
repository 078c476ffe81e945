using System.CommandLine;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Host.Cli.Commands;

/// <summary>The cases beside each rule set: do they hold, what do they show, and what would they miss?</summary>
internal static class RulesTestCommand
{
    public static Command Build(Shell shell)
    {
        var path = RulesCommands.PathArgument();
        var coverage = new Option<bool>("--coverage") { Description = "Also which conditions within the rules were seen true and false" };
        var mutate = new Option<bool>("--mutate") { Description = "Also change the rules in small ways and name each change that no case notices" };
        return shell.Runs(new Command("test", "The cases beside each rule set") { path, coverage, mutate }, async (call, stop) =>
        {
            var tests = new List<RuleTest>();
            foreach (var check in RuleChecks.Load(call, call.Parsed.GetValue(path)))
            {
                var test = RuleChecks.Test(check, call.Parsed.GetValue(coverage));
                tests.Add(call.Parsed.GetValue(mutate) && test is { Good: true, HasCases: true } ? await MutateAsync(call, check, test, stop) : test);
            }

            call.Terminal.Result(new { ruleSets = tests });
            foreach (var test in tests)
            {
                RuleChecks.Say(call.Terminal, test);
                SayConditions(call.Terminal, test);
                SayMutation(call.Terminal, test);
            }

            call.Terminal.Say($"{tests.Sum(r => r.Passed)} cases hold, {tests.Sum(r => r.Failed)} do not.");
            return tests.TrueForAll(r => r.Good) ? ExitCode.Good : ExitCode.Findings;
        });
    }

    private static Task<RuleTest> MutateAsync(Call call, RuleCheck check, RuleTest test, CancellationToken stop) =>
        call.Terminal.ProgressAsync($"{test.Name}: small changes tried", progress => Task.Run(
            () => test with { Mutation = RuleMutations.Run(check.Source, check.Others, check.Contract!, check.Files.CasesFile!, check.Files.Cases()!.Value.Span, new Steps(progress)) }, stop));

    private static void SayConditions(Terminal terminal, RuleTest test)
    {
        if (test.Conditions.Count == 0)
        {
            return;
        }

        foreach (var half in test.Conditions.Where(c => !c.Whole))
        {
            var side = (half.SeenTrue, half.SeenFalse) switch { (false, false) => "never reached", (true, false) => "never false", _ => "never true" };
            terminal.Say($"{test.Name}: {half.Rule}, at {half.Start + 1}: `{half.Condition}` is {side} in the cases");
        }

        terminal.Say($"{test.Name}: {test.Conditions.Count(c => c.Whole)} of {test.Conditions.Count} conditions were seen both ways.");
    }

    private static void SayMutation(Terminal terminal, RuleTest test)
    {
        if (test.Mutation is not { } report)
        {
            return;
        }

        foreach (var unnoticed in report.Unnoticed)
        {
            terminal.Say($"{test.Name} ({unnoticed.Line},{unnoticed.Column}) {unnoticed.Rule}: {unnoticed.What}, and no case noticed. This one would:");
            terminal.Say($"    like '{unnoticed.Boundary!.Like}'{(unnoticed.Boundary.Changes.Count == 0 ? ", with its failing rules and fees expected" : ", but with " + string.Join(", ", unnoticed.Boundary.Changes.Select(c => $"{c.Path} {c.To ?? "left out"}")))}");
            terminal.Say($"    as it stands: {unnoticed.Boundary.Expect}");
            terminal.Say($"    changed:      {unnoticed.Boundary.Changed}");
        }

        foreach (var alike in report.Alike)
        {
            terminal.Say($"{test.Name} ({alike.Line},{alike.Column}) {alike.Rule}: {alike.What}; no facts were found that tell the two apart, so it is not counted");
        }

        terminal.Say($"{test.Name}: the cases notice {report.Noticed} of {report.Noticed + report.Unnoticed.Count} small changes ({report.Score:P0}); {report.Alike.Count} more could not be told apart.");
    }

    private sealed class Steps(IProgress<WorkDone> progress) : IProgress<int>
    {
        public void Report(int value) => progress.Report(new WorkDone(value, null));
    }
}
