using System.Text;
using OcrWorkflows.Expressions;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Publishing;

/// <summary>One content offered, under the identity its version would have.</summary>
internal sealed class Offer(RuleSetContent content, Guid version)
{
    public RuleSetContent Content { get; } = content;

    public Guid Version { get; } = version;

    public RuleSource Source { get; } = new(content.Name, content.File, content.Rules);

    /// <summary>Why it is refused; warnings of it when it is not.</summary>
    public List<Diagnostic> Diagnostics { get; } = [];

    public List<CaseResult> FailingCases { get; } = [];

    /// <summary>What its own cases showed; null when there are none, or it does not compile.</summary>
    public CaseReport? Report { get; set; }

    public string CasesFile => Path.Combine(Path.GetDirectoryName(Content.File) ?? "", "cases.json");
}

/// <summary>
/// Compiles offered contents together with what is current, and sorts out which stand.
/// Offers are refused by their own faults first, so that one broken file does not take down others that merely inject it.
/// </summary>
internal sealed class RuleSetTrial(RuleSetSnapshot known, IReadOnlyCollection<RuleSetVersionRow> current, IFactsCatalogue facts)
{
    /// <summary>What would decide once the offers that stand are accepted.</summary>
    public RuleSetSnapshot Outcome { get; private set; } = RuleSetSnapshot.Empty;

    /// <returns>The offers that stand; the others hold the diagnostics that refuse them.</returns>
    public IReadOnlyList<Offer> Run(IReadOnlyList<Offer> offers)
    {
        var standing = offers.ToList();
        while (true)
        {
            Outcome = known.With(Together(standing), facts);
            var faults = Faults(standing);
            if (faults.Count == 0)
            {
                standing.ForEach(TakeWarnings);
                standing.ForEach(RunCasesOfInjecting);
                return standing;
            }

            var own = faults.Where(f => f.IsOwn).ToList();
            var counted = own.Count > 0 ? own : faults;
            foreach (var fault in counted)
            {
                fault.Offer.Diagnostics.AddRange(fault.Diagnostics);
                standing.Remove(fault.Offer);
            }
        }
    }

    /// <summary>The same for one content, with all that is found out about it on the way.</summary>
    /// <param name="version">An identity that no version has.</param>
    public DraftCheck Check(RuleSetContent content, Guid version)
    {
        var offer = new Offer(content, version);
        var stands = Run([offer]).Count > 0;
        var affected = stands ? Injecting(content.Name).Select(e => e.Set!).Prepend(Outcome.Entries[content.Name].Set!) : [];
        return new DraftCheck
        {
            Affected = [.. affected],
            Diagnostics = [.. offer.Diagnostics.Distinct()],
            Cases = offer.Report?.Cases.Count ?? 0,
            OwnFailing = offer.Report?.Cases.Count(c => !c.Passed) ?? 0,
            FailingCases = offer.FailingCases,
            UnseenRules = offer.Report?.UnseenRules ?? [],
            BaseVersion = current.FirstOrDefault(row => row.Name == content.Name)?.Id,
        };
    }

    /// <summary>What the cases of a content show: conditions within its rules, and small changes of them.</summary>
    /// <param name="progress">Told after each change; what it throws ends the trial.</param>
    /// <returns>Null when it has no cases, or faults, or a case does not hold: then nothing can be learnt.</returns>
    public CaseStudy? Study(RuleSetContent content, Guid version, IProgress<int>? progress)
    {
        var offer = new Offer(content, version);
        if (content.Cases is not { } cases || facts.For(content.Name) is not { } contract || Run([offer]).Count == 0 || offer.Report is not { Passed: true })
        {
            return null;
        }

        var others = current.Where(row => row.Name != content.Name).ToDictionary(row => row.Name, SourceOf, StringComparer.Ordinal);
        var conditions = RuleCases.Run(Outcome.Entries[content.Name].Set!, offer.CasesFile, cases.Span, conditions: true).Conditions;
        return new CaseStudy(conditions, RuleMutations.Run(offer.Source, others, contract, offer.CasesFile, cases.Span, progress));
    }

    /// <summary>Good sets of the outcome that inject the named one.</summary>
    private IEnumerable<RuleSetEntry> Injecting(string name) =>
        Outcome.Entries.Values.Where(e => e is { IsBroken: false, Set: not null } && e.Source.Name != name && e.Set.Used.ContainsKey(name));

    private List<(Guid, RuleSource)> Together(List<Offer> standing)
    {
        var offered = standing.Select(o => o.Content.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. current.Where(row => !offered.Contains(row.Name)).Select(row => (row.Id, SourceOf(row))),
            .. standing.Select(o => (o.Version, o.Source)),
        ];
    }

    public static RuleSource SourceOf(RuleSetVersionRow row) => new(row.Name, $"{row.Name}/rules.json", Encoding.UTF8.GetBytes(row.Rules));

    private List<(Offer Offer, bool IsOwn, IReadOnlyList<Diagnostic> Diagnostics)> Faults(List<Offer> standing)
    {
        var faults = new List<(Offer Offer, bool IsOwn, IReadOnlyList<Diagnostic> Diagnostics)>();
        foreach (var broken in Outcome.Compiled.Select(name => Outcome.Entries[name]).Where(e => e.IsBroken))
        {
            if (standing.Find(o => o.Content.Name == broken.Source.Name) is { } offer)
            {
                faults.Add((offer, broken.Diagnostics.Any(d => d.IsError && d.File == offer.Content.File), broken.Diagnostics));
            }
            else
            {
                faults.AddRange(standing.Where(o => IsInjected(o, broken)).Select(o => (o, true, broken.Diagnostics)));
            }
        }

        foreach (var offer in standing)
        {
            if (Outcome.Entries[offer.Content.Name] is { IsBroken: false, Set: { } set } && RunCases(offer, set) is { Count: > 0 } wrong)
            {
                faults.Add((offer, true, wrong));
            }
        }

        return faults;
    }

    /// <summary>True when a set that was good until now injects the offered one.</summary>
    private bool IsInjected(Offer offer, RuleSetEntry broken) =>
        known.Entries.TryGetValue(broken.Source.Name, out var before) && !before.IsBroken && before.Set!.Used.ContainsKey(offer.Content.Name);

    private static List<Diagnostic> RunCases(Offer offer, RuleSet set)
    {
        offer.FailingCases.Clear();
        if (offer.Content.Cases is not { } cases)
        {
            return [];
        }

        var report = RuleCases.Run(set, offer.CasesFile, cases.Span);
        offer.Report = report;
        offer.FailingCases.AddRange(report.Cases.Where(c => !c.Passed));
        return [.. report.Diagnostics.Where(d => d.IsError)];
    }

    private void TakeWarnings(Offer offer) => offer.Diagnostics.AddRange(Outcome.Entries[offer.Content.Name].Diagnostics);

    /// <summary>Cases of the sets that inject the offered one: those that held before and do not now are failing cases of the offer.</summary>
    private void RunCasesOfInjecting(Offer offer)
    {
        foreach (var entry in Injecting(offer.Content.Name))
        {
            if (current.FirstOrDefault(row => row.Name == entry.Source.Name) is not { Cases: { } text } || known.Entries.GetValueOrDefault(entry.Source.Name)?.Set is not { } before)
            {
                continue;
            }

            var utf8 = Encoding.UTF8.GetBytes(text);
            var held = RuleCases.Run(before, entry.Source.Name, utf8).Cases.Where(c => c.Passed).Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
            offer.FailingCases.AddRange(RuleCases.Run(entry.Set!, entry.Source.Name, utf8).Cases
                .Where(c => !c.Passed && held.Contains(c.Name)).Select(c => c with { Name = $"{entry.Source.Name}: {c.Name}" }));
        }
    }
}
