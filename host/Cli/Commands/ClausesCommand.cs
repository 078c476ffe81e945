using System.CommandLine;
using System.Globalization;
using OcrWorkflows.Centres.Clauses;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Host.Hosting;

namespace OcrWorkflows.Host.Cli.Commands;

/// <summary><c>ocr clauses</c>: every published statement with what enforces it.</summary>
internal static class ClausesCommand
{
    public static Command Build(Shell shell)
    {
        var command = shell.Runs(new Command("clauses", "The published statements, and the rules, activities and tests that enforce each"), (call, _) =>
        {
            var reference = Reference(call);
            var map = Map(call, reference);
            call.Terminal.Result(Shape(map));
            call.Terminal.Table(["Clause", "State", "Enforced by", "What it says"], map.Clauses.Select(c => new[] { c.Clause.Id, Words(c.State), By(c), c.Clause.Guidance is { } why ? $"{c.Clause.Text} ({why})" : c.Clause.Text }));
            call.Terminal.Say();
            call.Terminal.Say(Summary(map));
            foreach (var fault in map.Faults)
            {
                call.Terminal.Say($"{fault.Code}: {fault.Message} {fault.Suggestion}");
            }

            return Task.FromResult(map.Faults.Count == 0 ? ExitCode.Good : ExitCode.Findings);
        });
        command.Add(ClausesImpactCommand.Build(shell));
        return command;
    }

    /// <exception cref="UsageException">The reference data has faults.</exception>
    public static ReferenceData Reference(Call call)
    {
        var load = ReferenceReader.Read(call.Settings.RuleSetsPath);
        return load.Data ?? throw new UsageException("The reference data has faults:" + Environment.NewLine + string.Join(Environment.NewLine, load.Diagnostics));
    }

    /// <summary>The map of the files as they stand.</summary>
    public static ClauseMap Map(Call call, ReferenceData reference) => ClauseMap.Of(
        reference.Clauses,
        reference.NotYetEnforced,
        [.. ContentFiles.RuleSetsIn(call.Settings.RuleSetsPath).SelectMany(set => Citations.OfRules(set.Name, set.Rules().Span))],
        [.. ContentFiles.DefinitionsIn(call.Settings.DefinitionsPath).SelectMany(file => Citations.OfDefinition(Path.GetFileNameWithoutExtension(file), File.ReadAllBytes(file)))]);

    private static string Summary(ClauseMap map) => string.Create(CultureInfo.InvariantCulture,
        $"{map.Clauses.Count} clauses: {map.Count(ClauseState.Enforced)} enforced, {map.Count(ClauseState.Guidance)} guidance, {map.Count(ClauseState.NotYetEnforced)} not yet enforced, {map.Count(ClauseState.Unaccounted)} unaccounted for.");

    private static string Words(ClauseState state) => state switch
    {
        ClauseState.Enforced => "enforced",
        ClauseState.Guidance => "guidance",
        ClauseState.NotYetEnforced => "not yet enforced",
        _ => "UNACCOUNTED FOR",
    };

    private static string By(MappedClause clause) => string.Join(Environment.NewLine, clause.Rules.Concat(clause.Activities).Select(c => c.ToString()).Concat(clause.Clause.Tests.Select(ShortTest)));

    private static string ShortTest(string test) => test.Contains(": ", StringComparison.Ordinal) ? test : string.Join('.', test.Split('.')[^2..]);

    private static object Shape(ClauseMap map) => new
    {
        enforced = map.Count(ClauseState.Enforced),
        guidance = map.Count(ClauseState.Guidance),
        notYetEnforced = map.Count(ClauseState.NotYetEnforced),
        unaccounted = map.Count(ClauseState.Unaccounted),
        faults = map.Faults,
        clauses = map.Clauses.Select(c => new
        {
            c.Clause.Id,
            c.Clause.Topic,
            c.Clause.Text,
            c.State,
            rules = c.Rules.Select(r => r.ToString()),
            activities = c.Activities.Select(a => a.ToString()),
            c.Clause.Tests,
            c.Clause.Guidance,
        }),
    };
}
