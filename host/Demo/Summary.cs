using OcrWorkflows.Host.Identity;

namespace OcrWorkflows.Host.Demo;

/// <summary>Refusals by one rule. A line refused by two rules counts under both.</summary>
public sealed record RefusalCount(string Rule, IReadOnlyList<string> Clauses, int Lines);

public sealed record ChargeCount(string FeeCode, int Times, long AmountPence);

/// <summary>Something that is due.</summary>
/// <param name="What">The task's title, or what the timer does.</param>
/// <param name="DueAt">First instant at which it is late, or at which the timer fires.</param>
/// <param name="WorkingDays">Working days left, today not counted; null when it is past its time.</param>
public sealed record DueItem(string What, string About, string? CentreNumber, string? Role, DateTimeOffset DueAt, int? WorkingDays, string? Explanation);

/// <summary>How many workflows of one kind stand where.</summary>
public sealed record WorkflowCount(string DefinitionId, int Running, int Finished, int WithIncident);

/// <summary>What a database holds, for people: what was decided, what runs, what is next.</summary>
public sealed record Summary
{
    public required int Centres { get; init; }
    public required int Candidates { get; init; }
    public required int Accepted { get; init; }
    public required int Refused { get; init; }
    public required int Undecided { get; init; }

    /// <summary>Lines of imported files that were not decided for a fault of their own, of the last run of each file.</summary>
    public required int Faulty { get; init; }
    public required long ChargedPence { get; init; }
    public required IReadOnlyList<ChargeCount> Charges { get; init; }

    /// <summary>Most first.</summary>
    public required IReadOnlyList<RefusalCount> RefusedBy { get; init; }
    public required IReadOnlyList<WorkflowCount> Workflows { get; init; }
    public required int TasksWaiting { get; init; }
    public required int TasksOverdue { get; init; }

    /// <summary>Soonest first.</summary>
    public required IReadOnlyList<DueItem> DueNext { get; init; }
    public required int WouldLapse { get; init; }
    public required int LapseExamined { get; init; }
    public required int RuleSets { get; init; }
    public required int Rules { get; init; }
}

/// <summary>What <c>demo run</c> did and found.</summary>
/// <param name="AlreadyThere">The sample data was there before: nothing was loaded again.</param>
/// <param name="Users">Made by this run, with passwords that are shown once; empty on a later run.</param>
public sealed record DemoResult(bool AlreadyThere, Summary Summary, IReadOnlyList<NewUser> Users, string Url, string Database, string? EntriesFile, string? ReportFile);
