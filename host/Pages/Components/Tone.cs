using OcrWorkflows.Centres.Register;
using OcrWorkflows.Rules;
using OcrWorkflows.Runtime;

namespace OcrWorkflows.Host.Pages.Components;

/// <summary>How a status is to be read. Always shown with a sign and a word beside the colour.</summary>
public enum Tone
{
    Neutral,
    Active,
    Good,
    Attention,
    Bad,

    /// <summary>Costs something.</summary>
    Charge,
}

/// <summary>Tone of each status the pages show.</summary>
public static class Tones
{
    public static Tone Of(InstanceSubStatus status) => status switch
    {
        InstanceSubStatus.Finished => Tone.Good,
        InstanceSubStatus.Faulted => Tone.Bad,
        InstanceSubStatus.Cancelled => Tone.Neutral,
        InstanceSubStatus.OnHold => Tone.Attention,
        _ => Tone.Active,
    };

    public static Tone Of(CentreStatus status) => status switch
    {
        CentreStatus.Approved => Tone.Good,
        CentreStatus.Suspended => Tone.Attention,
        _ => Tone.Neutral,
    };

    public static Tone Of(ApprovalStatus status) => status == ApprovalStatus.Active ? Tone.Good : Tone.Neutral;

    public static Tone Of(EntryStatus status) => status switch
    {
        EntryStatus.Accepted or EntryStatus.Closed => Tone.Good,
        EntryStatus.Refused => Tone.Bad,
        EntryStatus.Undecided => Tone.Attention,
        _ => Tone.Neutral,
    };

    public static Tone Of(ClaimStatus status) => status switch
    {
        ClaimStatus.Submitted => Tone.Active,
        ClaimStatus.Withdrawn => Tone.Neutral,
        _ => Tone.Good,
    };

    public static Tone Of(Outcome outcome) => outcome switch
    {
        Outcome.Accepted => Tone.Good,
        Outcome.Refused => Tone.Bad,
        _ => Tone.Attention,
    };

    public static Tone Of(RuleSeverity severity) => severity switch
    {
        RuleSeverity.Refuse => Tone.Bad,
        RuleSeverity.Warn => Tone.Attention,
        RuleSeverity.Charge => Tone.Charge,
        _ => Tone.Neutral,
    };

    /// <summary>What staff call the state of an instance.</summary>
    public static string WordFor(InstanceSubStatus status) => status switch
    {
        InstanceSubStatus.Suspended => "Waiting",
        InstanceSubStatus.OnHold => "Suspended",
        InstanceSubStatus.Executing or InstanceSubStatus.Pending => "Running",
        _ => status.ToString(),
    };
}
