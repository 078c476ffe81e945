using OcrWorkflows.Centres;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Expressions;
using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Rules;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Cli;

/// <summary>A rule set of a folder as it loads.</summary>
/// <param name="Contract">Null when no facts are known for a set of that name.</param>
internal sealed record RuleCheck(RuleSetFiles Files, RuleSetLoad Load, RuleSource Source, IReadOnlyDictionary<string, RuleSource> Others, FactsContract? Contract);

/// <summary>What the cases of one rule set showed.</summary>
internal sealed record RuleTest(string Name, bool Usable, bool HasCases, IReadOnlyList<CaseResult> Cases, IReadOnlyList<string> UnseenRules, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>Every condition of the rules and the answers that were seen; empty unless asked for.</summary>
    public IReadOnlyList<ConditionCoverage> Conditions { get; init; } = [];

    /// <summary>What small changes of the rules the cases noticed; null unless asked for.</summary>
    public MutationReport? Mutation { get; init; }

    public int Passed => Cases.Count(c => c.Passed);

    public int Failed => Cases.Count - Passed;

    public bool Good => Usable && Failed == 0 && Diagnostics.All(d => !d.IsError);
}

/// <summary>Loads rule files without any database.</summary>
internal static class RuleChecks
{
    /// <exception cref="UsageException">There is nothing to check at that path.</exception>
    public static IReadOnlyList<RuleCheck> Load(Call call, string? path)
    {
        var at = path is null ? call.Settings.RuleSetsPath : Path.GetFullPath(path);
        var sets = ContentFiles.RuleSetsIn(at);
        if (sets.Count == 0 && path is not null && Path.GetFileName(path) == path)
        {
            sets = ContentFiles.RuleSetsIn(Path.Combine(call.Settings.RuleSetsPath, path)); // a name, as the other commands take it
        }

        if (sets.Count == 0)
        {
            throw new UsageException($"There is no rule set at {at}: no rules.json there or in a folder below it.");
        }

        var contracts = call.Get<IFactsCatalogue>();
        var sources = Neighbours(sets).ToDictionary(s => s.Name, Source, StringComparer.Ordinal);
        return [.. sets.Select(set => Load(set, sources, contracts))];
    }

    /// <summary>Faults of fees, qualifications, series and calendars, when a whole folder of rule sets is checked.</summary>
    public static IReadOnlyList<Diagnostic> Reference(Call call, string? path)
    {
        var at = path is null ? call.Settings.RuleSetsPath : Path.GetFullPath(path);
        var calendar = Path.Combine(at, "calendars", "bank-holidays.json");
        return !Directory.Exists(Path.Combine(at, "qualifications")) ? [] :
        [
            .. new ReferenceLibrary(new CentresOptions { RuleSetsPath = at }).Reload(),
            .. File.Exists(calendar) ? WorkingCalendar.Read(calendar, File.ReadAllBytes(calendar), call.Settings.CalendarDivision).Diagnostics : [],
        ];
    }

    /// <param name="conditions">Looks into each rule for the conditions that the cases show both ways.</param>
    public static RuleTest Test(RuleCheck check, bool conditions = false)
    {
        if (check.Load.RuleSet is not { } set)
        {
            return new RuleTest(check.Files.Name, false, check.Files.CasesFile is not null, [], [], check.Load.Diagnostics);
        }

        if (check.Files.Cases() is not { } cases)
        {
            return new RuleTest(check.Files.Name, true, false, [], [], []);
        }

        var report = RuleCases.Run(set, check.Files.CasesFile!, cases.Span, conditions);
        return new RuleTest(check.Files.Name, true, true, report.Cases, report.UnseenRules, report.Diagnostics) { Conditions = report.Conditions };
    }

    public static void Say(Terminal terminal, RuleTest test)
    {
        foreach (var diagnostic in test.Diagnostics)
        {
            terminal.Say(diagnostic.ToString());
        }

        foreach (var failing in test.Cases.Where(c => !c.Passed))
        {
            terminal.Say($"{test.Name}: '{failing.Name}' does not hold: {failing.Difference}");
        }

        foreach (var unseen in test.UnseenRules)
        {
            terminal.Say($"{test.Name}: not shown by the cases: {unseen}");
        }

        terminal.Say(test switch
        {
            { Usable: false } => $"{test.Name}: has faults, so its cases were not run.",
            { HasCases: false } => $"{test.Name}: no cases.json.",
            _ => $"{test.Name}: {test.Passed} of {test.Cases.Count} cases hold.",
        });
    }

    private static RuleCheck Load(RuleSetFiles set, Dictionary<string, RuleSource> sources, IFactsCatalogue contracts)
    {
        var contract = contracts.For(set.Name);
        var others = sources.Where(s => s.Key != set.Name).ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal);
        var load = contract is null ? WithoutFacts(set, sources[set.Name], others) : RuleSetLoader.Load(sources[set.Name], others, contract);
        return new RuleCheck(set, load, sources[set.Name], others, contract);
    }

    private static RuleSetLoad WithoutFacts(RuleSetFiles set, RuleSource source, Dictionary<string, RuleSource> others)
    {
        var unknown = new Diagnostic("HST001", DiagnosticSeverity.Error, source.File, 1, 1, "$", $"No facts are known for a rule set named {set.Name}.", "Name the folder as one of the rule sets that the product decides by.");
        return new RuleSetLoad(null, [unknown, .. RuleSetLoader.CheckWithoutFacts(source, others)]);
    }

    /// <summary>All sets of the folder around: one set alone may inject its neighbours.</summary>
    private static IEnumerable<RuleSetFiles> Neighbours(IReadOnlyList<RuleSetFiles> sets) =>
        sets is [var only] && Path.GetDirectoryName(Path.GetDirectoryName(Path.GetFullPath(only.RulesFile))) is { } parent
            ? ContentFiles.RuleSetsIn(parent).Where(s => s.Name != only.Name).Append(only)
            : sets;

    public static RuleSource Source(RuleSetFiles set) => new(set.Name, Path.GetRelativePath(Directory.GetCurrentDirectory(), set.RulesFile), set.Rules());
}
