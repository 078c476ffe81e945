namespace OcrWorkflows.Centres.Register;

/// <summary>A fee that a decision added.</summary>
public sealed class Charge
{
    public Guid Id { get; set; }
    public required string CentreNumber { get; set; }

    /// <summary>Code in the fees list, such as <c>test-resit</c>.</summary>
    public required string FeeCode { get; set; }
    public long AmountPence { get; set; }

    /// <summary>The entry that it is for; empty for a fee that belongs to none, such as that of an approval visit.</summary>
    public Guid EntryId { get; set; }
    public Guid DecisionId { get; set; }
    public DateOnly ChargedOn { get; set; }
    public bool IsSample { get; set; }
}
