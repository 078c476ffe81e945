using OcrWorkflows.Centres.Identifiers;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Centres.Register;

namespace OcrWorkflows.Centres.Importing;

/// <summary>A line that could be read: its codes are known and its identifiers, where given, are well formed.</summary>
internal sealed record EntryLine
{
    public required int Number { get; init; }
    public required string CentreNumber { get; init; }
    public required string CandidateNumber { get; init; }
    public required string? Uci { get; init; }
    public required string? Uln { get; init; }
    public required string Surname { get; init; }
    public required string Forenames { get; init; }
    public required DateOnly? DateOfBirth { get; init; }
    public required EntryType EntryType { get; init; }
    public required QualificationReference Qualification { get; init; }
    public required UnitReference? Unit { get; init; }
    public required string Series { get; init; }
    public required int Attempt { get; init; }

    public string CandidateKey => Candidate.KeyOf(CentreNumber, CandidateNumber);

    public string LineKey => Entry.KeyOf(CentreNumber, CandidateNumber, Qualification.Code, Unit?.Code ?? "", Series, Attempt, EntryType);

    public IdentifierCheck UciCheck => Uci is null ? IdentifierCheck.Missing : IdentifierCheck.Valid;

    public IdentifierCheck UlnCheck => Uln is null ? IdentifierCheck.Missing : IdentifierCheck.Valid;
}
