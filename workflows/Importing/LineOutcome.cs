using OcrWorkflows.Rules;

namespace OcrWorkflows.Centres.Importing;

internal enum LineStatus
{
    Accepted,
    Refused,
    Undecided,
    Bad,
    Already,
}

/// <summary>A fee that was charged for a line.</summary>
internal readonly record struct LineCharge(string FeeCode, long Pence);

/// <summary>What became of one line, for the report and the counts; without personal data.</summary>
internal sealed record LineOutcome(int Line, LineStatus Status)
{
    public ImportProblem? Problem { get; init; }
    public IReadOnlyList<Finding> Findings { get; init; } = [];
    public IReadOnlyList<LineCharge> Charges { get; init; } = [];

    public IEnumerable<Finding> Refusals => Findings.Where(f => f is { Status: RuleStatus.Failure, Severity: RuleSeverity.Refuse });

    public static LineOutcome Bad(ImportProblem problem) => new(problem.Line, LineStatus.Bad) { Problem = problem };
}
