using System.CommandLine;
using OcrWorkflows.Rules;
using OcrWorkflows.Rules.Analysis;

namespace OcrWorkflows.Host.Cli.Commands;

/// <summary>Two versions of a rule set compared in words, with examples that both were run on.</summary>
internal static class RulesDiffCommand
{
    public static Command Build(Shell shell)
    {
        var before = new Argument<string>("before") { HelpName = "A", Description = "Name of a rule set, its folder, or a rules.json" };
        var after = new Argument<string>("after") { HelpName = "B", Description = "The other version" };
        return shell.Runs(new Command("diff", "What changes between two versions, in words and with examples") { before, after }, (call, _) =>
        {
            var (a, b) = (RuleSetAt.Read(call, call.Parsed.GetRequiredValue(before)), RuleSetAt.Read(call, call.Parsed.GetRequiredValue(after)));
            if (a.Source.Name != b.Source.Name)
            {
                throw new UsageException($"{a.Source.File} is the rule set {a.Source.Name}, and {b.Source.File} is {b.Source.Name}; two versions of one set are compared.");
            }

            a.Load();
            b.Load();
            var difference = RuleSetComparison.Compare(Side(a), Side(b), a.Contract);
            call.Terminal.Result(difference);
            Say(call.Terminal, difference);
            return Task.FromResult(difference.None ? ExitCode.Good : ExitCode.Findings);
        });
    }

    private static ComparedRules Side(RuleSetAt at) => new(at.Source, at.Others, at.CasesFile, at.Cases);

    private static void Say(Terminal terminal, RuleSetDifference difference)
    {
        foreach (var rule in difference.Rules)
        {
            terminal.Say(rule.Words);
            Example(terminal, "  now holds", rule.NowHolds);
            Example(terminal, "  now fails", rule.NowFails);
        }

        if (difference.None)
        {
            terminal.Say("No rule answers otherwise or says anything else.");
            return;
        }

        Example(terminal, "Newly accepted", difference.NewlyAccepted);
        Example(terminal, "Newly refused", difference.NewlyRefused);
        if (difference is { NewlyAccepted: null, NewlyRefused: null })
        {
            terminal.Say("No facts were found that are accepted by one version and refused by the other.");
        }
    }

    private static void Example(Terminal terminal, string what, ComparedFacts? example)
    {
        if (example is not null)
        {
            terminal.Say($"{what}: like '{example.Like}'{(example.Changes.Count == 0 ? "" : ", but with " + string.Join(", ", example.Changes.Select(Words)))}");
        }
    }

    private static string Words(FactChange change) => $"{change.Path} {change.To ?? "left out"}";
}
