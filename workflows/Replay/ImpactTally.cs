using System.Security.Cryptography;
using System.Text;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Centres.Replay;

/// <summary>One decision, replayed.</summary>
/// <param name="Changed">Null when it would be the same.</param>
internal readonly record struct Replayed(About About, DateOnly Date, ChangedDecision? Changed, bool OtherTexts);

/// <summary>Adds up replayed decisions in their order; memory grows with rules, centres and qualifications, not with decisions.</summary>
internal sealed class ImpactTally(ReferenceData reference) : IDisposable
{
    private const int Shown = 20;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Dictionary<(Outcome, Outcome), long> _outcomes = [];
    private readonly Dictionary<string, RuleImpact> _rules = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ChargeImpact> _charges = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GroupImpact> _centres = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GroupImpact> _qualifications = new(StringComparer.Ordinal);
    private readonly List<ChangedDecision> _first = [];
    private long _changed;
    private long _notEvaluated;
    private long _otherTexts;

    public long All { get; private set; }

    public void Add(Replayed one)
    {
        All++;
        var broken = one.Changed?.Problem is not null;
        var changed = one.Changed is not null && !broken;
        _changed += changed ? 1 : 0;
        _notEvaluated += broken ? 1 : 0;
        _otherTexts += one.OtherTexts && one.Changed is null ? 1 : 0;
        Count(_centres, one.About.Centre, changed, broken);
        Count(_qualifications, one.About.Qualification, changed, broken);
        if (one.Changed is not { } difference)
        {
            return;
        }

        _hash.AppendData(Encoding.UTF8.GetBytes(CanonicalJson.Write(difference)));
        if (_first.Count < Shown)
        {
            _first.Add(difference);
        }

        if (changed)
        {
            Count(difference);
        }
    }

    public ImpactReport Report(string ruleSet, IReadOnlyList<string> replayed, string draft, long stored, bool complete)
    {
        var report = new ImpactReport
        {
            RuleSet = ruleSet,
            Replayed = replayed,
            Draft = draft,
            Complete = complete,
            Stored = stored,
            All = All,
            Same = All - _changed - _notEvaluated,
            Changed = _changed,
            NotEvaluated = _notEvaluated,
            OtherTexts = _otherTexts,
            Outcomes = [.. _outcomes.OrderBy(o => o.Key).Select(o => new OutcomeChange(o.Key.Item1, o.Key.Item2, o.Value))],
            Rules = [.. _rules.Values.OrderByDescending(r => r.NowFailing + r.NoLongerFailing + r.NowBroken + r.NoLongerBroken).ThenBy(r => r.Rule, StringComparer.Ordinal)],
            Charges = [.. _charges.Values.OrderBy(c => c.Fee, StringComparer.Ordinal)],
            Centres = Ordered(_centres),
            Qualifications = Ordered(_qualifications),
            First = _first,
        };
        _hash.AppendData(Encoding.UTF8.GetBytes(CanonicalJson.Write(report)));
        return report with { Hash = Convert.ToHexStringLower(_hash.GetHashAndReset()) };
    }

    public void Dispose() => _hash.Dispose();

    private void Count(ChangedDecision difference)
    {
        if (difference.NewOutcome is { } now && now != difference.OldOutcome)
        {
            _outcomes[(difference.OldOutcome, now)] = _outcomes.GetValueOrDefault((difference.OldOutcome, now)) + 1;
        }

        Each(difference.NowFailing, r => r with { NowFailing = r.NowFailing + 1 });
        Each(difference.NoLongerFailing, r => r with { NoLongerFailing = r.NoLongerFailing + 1 });
        Each(difference.NowBroken, r => r with { NowBroken = r.NowBroken + 1 });
        Each(difference.NoLongerBroken, r => r with { NoLongerBroken = r.NoLongerBroken + 1 });
        var fees = reference.FeesOn(difference.DecisionDate)?.Pence;
        Charge(difference.ChargesAdded, (c, pence) => c with { Added = c.Added + 1, AddedPence = c.AddedPence + pence });
        Charge(difference.ChargesRemoved, (c, pence) => c with { Removed = c.Removed + 1, RemovedPence = c.RemovedPence + pence });

        void Each(IReadOnlyList<string> rules, Func<RuleImpact, RuleImpact> count)
        {
            foreach (var rule in rules)
            {
                _rules[rule] = count(_rules.GetValueOrDefault(rule) ?? new RuleImpact(rule, 0, 0, 0, 0));
            }
        }

        void Charge(IReadOnlyList<string> codes, Func<ChargeImpact, long, ChargeImpact> count)
        {
            foreach (var code in codes)
            {
                _charges[code] = count(_charges.GetValueOrDefault(code) ?? new ChargeImpact(code, 0, 0, 0, 0), fees?.GetValueOrDefault(code) ?? 0);
            }
        }
    }

    private static void Count(Dictionary<string, GroupImpact> groups, string name, bool changed, bool broken)
    {
        var group = groups.GetValueOrDefault(name) ?? new GroupImpact(name, 0, 0, 0);
        groups[name] = group with { All = group.All + 1, Changed = group.Changed + (changed ? 1 : 0), NotEvaluated = group.NotEvaluated + (broken ? 1 : 0) };
    }

    private static List<GroupImpact> Ordered(Dictionary<string, GroupImpact> groups) =>
        [.. groups.Values.OrderByDescending(g => g.Changed + g.NotEvaluated).ThenBy(g => g.Name, StringComparer.Ordinal)];
}
