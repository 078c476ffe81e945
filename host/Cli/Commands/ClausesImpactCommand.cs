using System.CommandLine;
using System.Globalization;
using OcrWorkflows.Centres.Clauses;
using OcrWorkflows.Centres.Reference;

namespace OcrWorkflows.Host.Cli.Commands;

/// <summary><c>ocr clauses impact</c>: what a new edition of the statements touches.</summary>
internal static class ClausesImpactCommand
{
    private const int LongestText = 70;

    public static Command Build(Shell shell)
    {
        var file = new Argument<string>("file") { Description = "The new edition, in the layout of rule-sets/clauses.json", HelpName = "NEW.json" };
        return shell.Runs(new Command("impact", "Which rules, running workflows and past decisions a new edition touches") { file }, async (call, stop) =>
        {
            var path = Path.GetFullPath(call.Parsed.GetRequiredValue(file));
            var (edition, diagnostics) = ReferenceReader.ReadClauses(path);
            if (edition is null)
            {
                throw new UsageException("The new edition has faults:" + Environment.NewLine + string.Join(Environment.NewLine, diagnostics));
            }

            call.DemandDatabase();
            var reference = ClausesCommand.Reference(call);
            var changes = ClauseChange.Between(reference.Clauses, edition);
            var mapped = ClausesCommand.Map(call, reference).Clauses.ToDictionary(c => c.Clause.Id, StringComparer.Ordinal);
            var touches = await call.Get<ClauseImpact>().OfAsync([.. changes.Select(c => c.Id)], stop);
            var all = changes.Zip(touches, (change, touched) => (Change: change, Now: mapped.GetValueOrDefault(change.Id), Touched: touched)).ToList();
            call.Terminal.Result(new { changes = all.Select(a => Shape(a.Change, a.Now, a.Touched)) });
            foreach (var (change, now, touched) in all)
            {
                Say(call.Terminal, change, now, touched);
            }

            call.Terminal.Say(changes.Count == 0 ? "The new edition says the same." : $"{changes.Count} clauses differ.");
            return changes.Count == 0 ? ExitCode.Good : ExitCode.Findings;
        });
    }

    private static void Say(Terminal terminal, ClauseChange change, MappedClause? now, ClauseTouches touched)
    {
        terminal.Heading($"{change.Id} {change.Kind.ToString().ToLowerInvariant()}");
        terminal.Say($"  before     {Short(change.Before)}");
        terminal.Say($"  after      {Short(change.After)}");
        terminal.Say($"  rules      {List(now?.Rules.Select(r => r.ToString()))}");
        terminal.Say($"  activities {List(now?.Activities.Select(a => a.ToString()))}");
        terminal.Say($"  running    {Counts(touched.Instances)}");
        terminal.Say($"  decided    {Counts(touched.Decisions)}; in {Number(touched.Named)} of them it stood in the way, cost something or was said"
            + (touched.Unknown > 0 ? $"; {Number(touched.Unknown)} were made with rules that are no longer stored" : ""));
    }

    private static string Short(Clause? clause) => clause is null ? "(none)" : clause.Text.Length <= LongestText ? clause.Text : clause.Text[..LongestText] + "...";

    private static string List(IEnumerable<string>? names) => names is not null && string.Join(", ", names) is { Length: > 0 } text ? text : "(none)";

    private static string Counts(IReadOnlyDictionary<string, long> counts) => counts.Count == 0 ? "(none)" : string.Join(", ", counts.Select(c => $"{c.Key}: {Number(c.Value)}"));

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static object Shape(ClauseChange change, MappedClause? now, ClauseTouches touched) => new
    {
        change.Id,
        change.Kind,
        before = change.Before?.Text,
        after = change.After?.Text,
        rules = now?.Rules.Select(r => r.ToString()) ?? [],
        activities = now?.Activities.Select(a => a.ToString()) ?? [],
        running = touched.Instances,
        decisions = touched.Decisions,
        named = touched.Named,
        madeWithUnknownRules = touched.Unknown,
    };
}
