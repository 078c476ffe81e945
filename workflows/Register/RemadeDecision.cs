namespace OcrWorkflows.Centres.Register;

/// <summary>A decision that was made again because a rule had been wrong, and what followed. The old decision stays as it was.</summary>
public sealed class RemadeDecision
{
    public Guid OldDecision { get; set; }
    public Guid NewDecision { get; set; }

    /// <summary>The command it belongs to: the same rule set, version and first day are the same one.</summary>
    public Guid Remake { get; set; }
    public required string RuleSet { get; set; }

    /// <summary>Empty when the decision is about no centre.</summary>
    public required string CentreNumber { get; set; }
    public DateTimeOffset At { get; set; }
    public required string By { get; set; }

    /// <summary>Given back by credit notes, in pence, 0 or more.</summary>
    public long CreditedPence { get; set; }

    /// <summary>Charged anew, in pence, 0 or more.</summary>
    public long ChargedPence { get; set; }

    /// <summary>What a person has to do because it could not follow by itself; null when nothing is left.</summary>
    public string? LeftToDo { get; set; }
    public bool IsSample { get; set; }
}
