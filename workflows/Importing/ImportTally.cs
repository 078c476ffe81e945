namespace OcrWorkflows.Centres.Importing;

/// <summary>Adds up the outcomes of committed batches.</summary>
internal sealed class ImportTally(int problemsShown)
{
    private readonly int[] _byStatus = new int[Enum.GetValues<LineStatus>().Length];
    private readonly Dictionary<string, RuleCount> _rules = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, FeeCount> _fees = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, ProblemCount> _problems = new(StringComparer.Ordinal);
    private readonly List<ImportProblem> _first = [];

    public int Lines { get; private set; }

    public int Undelivered { get; set; }

    /// <summary>True while every line that was stored belonged to a sample centre.</summary>
    public bool OnlySample { get; set; } = true;

    public IReadOnlyList<RuleCount> RefusedByRule => [.. _rules.Values.OrderByDescending(r => r.Count).ThenBy(r => r.Rule, StringComparer.Ordinal)];

    public IReadOnlyList<FeeCount> Charges => [.. _fees.Values];

    public IReadOnlyList<ProblemCount> BadByCode => [.. _problems.Values.OrderByDescending(p => p.Count)];

    public IReadOnlyList<ImportProblem> Problems => _first;

    public int Of(LineStatus status) => _byStatus[(int)status];

    public void Add(LineOutcome outcome)
    {
        Lines++;
        _byStatus[(int)outcome.Status]++;
        if (outcome.Problem is { } problem)
        {
            var count = _problems.GetValueOrDefault(problem.Code) ?? new ProblemCount(problem.Code, problem.Message, 0);
            _problems[problem.Code] = count with { Count = count.Count + 1 };
            if (_first.Count < problemsShown)
            {
                _first.Add(problem);
            }
        }

        if (outcome.Status == LineStatus.Refused)
        {
            foreach (var refusal in outcome.Refusals)
            {
                var count = _rules.GetValueOrDefault(refusal.Rule) ?? new RuleCount(refusal.Rule, refusal.Clauses, 0);
                _rules[refusal.Rule] = count with { Count = count.Count + 1 };
            }
        }

        foreach (var charge in outcome.Charges)
        {
            var count = _fees.GetValueOrDefault(charge.FeeCode) ?? new FeeCount(charge.FeeCode, 0, 0);
            _fees[charge.FeeCode] = count with { Count = count.Count + 1, AmountPence = count.AmountPence + charge.Pence };
        }
    }
}
