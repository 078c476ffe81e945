using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Register;

public enum ApprovalScope
{
    /// <summary>General qualifications: the centre as a whole.</summary>
    Centre,

    /// <summary>A subject suite, such as IT (2016 suite, R9).</summary>
    Suite,

    /// <summary>One qualification (2012 suite, verified qualifications, R113).</summary>
    Qualification,
}

public enum ApprovalStatus
{
    Active,
    Lapsed,
    Withdrawn,
}

public enum DirectClaimStatus
{
    None,
    Recommended,
    Granted,
    Withdrawn,
}

/// <summary>What a centre may offer.</summary>
public sealed class Approval
{
    /// <summary>Such as <c>12345-IT-2016</c>: centre, what it covers, and a count when it was granted again.</summary>
    public required string Reference { get; set; }
    public required string CentreNumber { get; set; }
    public ApprovalScope Scope { get; set; }

    /// <summary>Suite or five-digit code; empty for the centre as a whole.</summary>
    public required string Covers { get; set; }
    public DateOnly GrantedOn { get; set; }
    public ApprovalStatus Status { get; set; }
    public DirectClaimStatus DirectClaimStatus { get; set; }
    /// <summary>Level of the sanction in force, 0 for none; what each level means was not found.</summary>
    public int SanctionLevel { get; set; }
    public DateOnly? LapsedOn { get; set; }

    /// <summary>Last entry or claim under it; null when there was none (R136).</summary>
    public DateOnly? LastActivityOn { get; set; }

    /// <summary>The later of grant and last activity, kept by <see cref="ActiveOn"/>: the two years of R134 are counted from it.</summary>
    public DateOnly InactiveSince { get; set; }

    /// <summary>Day of the first accepted entry; null before it.</summary>
    public DateOnly? FirstEntryOn { get; set; }

    /// <summary>User name of the allocated quality assurer; null before allocation (R90).</summary>
    public string? Assurer { get; set; }

    /// <summary>The delivery workflow that accompanies it from grant to lapse.</summary>
    public InstanceId? DeliveryInstance { get; set; }
    public bool IsSample { get; set; }

    /// <summary>Counts changes; the lock.</summary>
    public int Version { get; set; }

    /// <summary>Notes an entry or a claim; an earlier day than one already noted changes nothing.</summary>
    /// <returns>True when something changed.</returns>
    public bool ActiveOn(DateOnly day)
    {
        if (LastActivityOn >= day)
        {
            return false;
        }

        LastActivityOn = day;
        InactiveSince = day > GrantedOn ? day : GrantedOn;
        Version++;
        return true;
    }
}
