using OcrWorkflows.Storage.Operations;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Centres.Lapse;

/// <param name="Scope"><c>Qualification</c>, <c>Suite</c>, or <c>Centre</c> for the vocational approval of the centre as a whole.</param>
/// <param name="ApprovalReference">Empty for the centre as a whole.</param>
/// <param name="LastActivityOn">Null when there never was an entry or a claim.</param>
/// <param name="Reason">Message of the rule that did not hold, or what kept it from being decided or carried out.</param>
public sealed record LapseLine(
    string CentreNumber,
    string Scope,
    string Covers,
    string ApprovalReference,
    DateOnly GrantedOn,
    DateOnly? LastActivityOn,
    DateOnly InactiveSince,
    string Reason,
    IReadOnlyList<string> Clauses)
{
    /// <summary>What is not finished under it.</summary>
    public OpenWork Open { get; init; } = new(0, []);
}

/// <summary>Why a sweep changed nothing: it would have lapsed more than it may by itself, so a person confirms the number first, or another number than the confirmed one. A wrong clock does not lapse the country.</summary>
/// <param name="WouldLapse">Approvals and centres that the rules let lapse.</param>
/// <param name="Most">What a sweep may lapse without being confirmed.</param>
/// <param name="InForce">Approvals and centres in force, of which <paramref name="Most"/> is a share.</param>
/// <param name="Confirmed">The number that a person confirmed, when one did: not <paramref name="WouldLapse"/>.</param>
public sealed record LapseHold(int WouldLapse, int Most, int InForce, int? Confirmed);

/// <summary>Something that lapses soon.</summary>
/// <param name="ApprovalReference">Empty for the vocational approval of the centre as a whole.</param>
/// <param name="LapsesOn">The first day on which the rules do not let it stay.</param>
/// <param name="DaysBefore">The setting by which it is time to write.</param>
public sealed record LapseWarning(string CentreNumber, string Covers, string ApprovalReference, DateOnly InactiveSince, DateOnly LapsesOn, int DaysBefore);

/// <summary>What a sweep did, or in a rehearsal what it would do: the same lists.</summary>
/// <param name="Examined">Approvals and centres that the rules were asked about.</param>
/// <param name="Lapsed">In the order of centre and what is covered.</param>
/// <param name="Undecided">A rule broke: left as they are.</param>
/// <param name="Failed">Decided to lapse, but their workflow could not take it; the next sweep tries again. Empty in a rehearsal.</param>
public sealed record LapseResult(DateOnly AsOf, bool Rehearsed, int Examined, IReadOnlyList<LapseLine> Lapsed, IReadOnlyList<LapseLine> Undecided, IReadOnlyList<LapseLine> Failed)
{
    /// <summary>Set when the sweep held: then <see cref="Lapsed"/> is what would lapse, and nothing was changed.</summary>
    public LapseHold? Held { get; init; }

    /// <summary>Set when sweeps are paused: then nothing was looked at or changed or, when they were paused while it ran, the rest was left as it is.</summary>
    public Pause? Paused { get; init; }

    /// <summary>What lapses soon: whose centre is written to now, or, in a rehearsal, would be unless it has been already.</summary>
    public IReadOnlyList<LapseWarning> Warnings { get; init; } = [];

    /// <summary>In one sentence, as it is kept.</summary>
    internal SweepSummary Summary => this switch
    {
        { Paused: { } pause } => new SweepSummary(SweepOutcome.Paused, $"Paused by {pause.By}: {Lapsed.Count} lapsed before, the rest was left."),
        { Held: { Confirmed: { } confirmed } held } => new SweepSummary(SweepOutcome.Held, $"{held.WouldLapse} of {held.InForce} in force would lapse, not the {confirmed} that was confirmed: rehearse, and confirm the number."),
        { Held: { } held } => new SweepSummary(SweepOutcome.Held, $"{held.WouldLapse} of {held.InForce} in force would lapse, more than the {held.Most} it lapses by itself: rehearse, and confirm the number."),
        _ => new SweepSummary(
            Failed.Count + Undecided.Count == 0 ? SweepOutcome.Done : SweepOutcome.Partly,
            $"{Examined} examined, {Lapsed.Count} lapsed, {Undecided.Count} undecided, {Failed.Count} failed, {Warnings.Count} warned."),
    };
}
