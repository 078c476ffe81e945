using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;

namespace OcrWorkflows.Centres.Export;

/// <summary>The lists of the register.</summary>
internal static class RegisterLists
{
    /// <summary>Columns that are masked for whoever may not see personal data.</summary>
    internal static IReadOnlyList<string> Masked { get; } = ["uci", "uln", "surname", "forenames"];

    private static IReadOnlyList<string> Person { get; } = ["candidate_number", .. Masked];

    public static ExportList Centres { get; } = new("centres", "the day on which the vocational approval was granted",
        ["centre", "name", "type", "legal_form", "nation", "status", "approval_granted_on", "approval_lapsed_on", "sample"],
        (database, scope) => database.Set<Centre>().AsNoTracking()
            .Where(c => (scope.Centre == null || c.Number == scope.Centre) && (scope.Since == null || c.VocationalApprovalGrantedOn >= scope.Since)).OrderBy(c => c.Number)
            .AsAsyncEnumerable().Select(c => Row(c.Number, c.Name, c.Type, c.LegalForm, c.Nation, c.Status, c.VocationalApprovalGrantedOn, c.VocationalApprovalLapsedOn, c.IsSample)));

    public static ExportList Entries { get; } = new("entries", "the day of the entry",
        ["entry", "centre", .. Person, "type", "qualification", "unit", "series", "attempt", "status", "result", "entered_on", "decision", "sample"],
        (database, scope) => (
                from e in database.Set<Entry>().AsNoTracking()
                join c in database.Set<Candidate>() on e.CandidateId equals c.Id
                where (scope.Centre == null || e.CentreNumber == scope.Centre) && (scope.Since == null || e.EnteredOn >= scope.Since)
                orderby e.EnteredOn, e.Id
                select new { Entry = e, Candidate = c })
            .AsAsyncEnumerable().Select(r => Row(
                [r.Entry.Id, r.Entry.CentreNumber, .. Of(r.Candidate, scope), r.Entry.EntryType, r.Entry.QualificationCode, r.Entry.UnitCode, r.Entry.Series, r.Entry.Attempt, r.Entry.Status, r.Entry.Result, r.Entry.EnteredOn, r.Entry.DecisionId, r.Entry.IsSample])));

    public static ExportList Claims { get; } = new("claims", "the day on which the claim was submitted",
        ["claim", "centre", "qualification", "status", "submitted_at", "submitted_by", "awards", "visited_on", "overdue_since", "decided_on", "decided_by", "results_published_on", "instance", "sample"],
        (database, scope) => database.Set<Claim>().AsNoTracking()
            .Where(c => (scope.Centre == null || c.CentreNumber == scope.Centre) && (scope.From == null || c.SubmittedAt >= scope.From)).OrderBy(c => c.SubmittedAt).ThenBy(c => c.ClaimNumber)
            .Select(c => new { Claim = c, Awards = database.Set<ClaimLine>().Count(l => l.ClaimNumber == c.ClaimNumber) })
            .AsAsyncEnumerable().Select(r => Row(
                r.Claim.ClaimNumber, r.Claim.CentreNumber, r.Claim.QualificationCode, r.Claim.Status, r.Claim.SubmittedAt, r.Claim.SubmittedBy, r.Awards, r.Claim.VisitedOn, r.Claim.OverdueSince,
                r.Claim.DecidedOn, r.Claim.DecidedBy, r.Claim.ResultsPublishedOn, r.Claim.Instance?.Value, r.Claim.IsSample)));

    public static ExportList Charges { get; } = new("charges", "the day of the charge",
        ["charge", "centre", "fee", "pounds", "entry", "decision", "charged_on", "sample"],
        (database, scope) => database.Set<Charge>().AsNoTracking()
            .Where(c => (scope.Centre == null || c.CentreNumber == scope.Centre) && (scope.Since == null || c.ChargedOn >= scope.Since)).OrderBy(c => c.ChargedOn).ThenBy(c => c.Id)
            .AsAsyncEnumerable().Select(c => Row(c.Id, c.CentreNumber, c.FeeCode, c.AmountPence / 100m, c.EntryId == Guid.Empty ? null : c.EntryId, c.DecisionId, c.ChargedOn, c.IsSample)));

    public static ExportList Visits { get; } = new("visits", "the first day of the window in which the visit is planned",
        ["visit", "approval", "centre", "covers", "assurer", "planned_from", "planned_to", "held_on", "sample"],
        (database, scope) => database.Set<QaVisit>().AsNoTracking()
            .Where(v => (scope.Centre == null || v.CentreNumber == scope.Centre) && (scope.Since == null || v.PlannedFrom >= scope.Since)).OrderBy(v => v.PlannedFrom).ThenBy(v => v.Id)
            .AsAsyncEnumerable().Select(v => Row(v.Id, v.ApprovalReference, v.CentreNumber, v.Covers, v.Assurer, v.PlannedFrom, v.PlannedTo, v.HeldOn, v.IsSample)));

    public static ExportList Certificates { get; } = new("certificates", "the day of issue",
        ["certificate", "claim", "line", "centre", .. Person, "qualification", "unit", "grade", "issued_on", "sample"],
        (database, scope) => (
                from e in database.Set<Certificate>().AsNoTracking()
                join c in database.Set<Candidate>() on e.CandidateId equals c.Id
                where (scope.Centre == null || e.CentreNumber == scope.Centre) && (scope.Since == null || e.IssuedOn >= scope.Since)
                orderby e.IssuedOn, e.Id
                select new { Certificate = e, Candidate = c })
            .AsAsyncEnumerable().Select(r => Row(
                [r.Certificate.Id, r.Certificate.ClaimNumber, r.Certificate.ClaimLineNumber, r.Certificate.CentreNumber, .. Of(r.Candidate, scope), r.Certificate.QualificationCode, r.Certificate.UnitCode, r.Certificate.Grade, r.Certificate.IssuedOn, r.Certificate.IsSample])));

    private static object?[] Row(params object?[] values) => values;

    /// <summary>The number at the centre is shown to whoever sees the list; the rest is masked unless the person may see it.</summary>
    private static object?[] Of(Candidate candidate, ExportScope scope) =>
        [candidate.CandidateNumber, Shown(candidate.Uci, scope), Shown(candidate.Uln, scope), Shown(candidate.Surname, scope), Shown(candidate.Forenames, scope)];

    private static string? Shown(string? value, ExportScope scope) => scope.Personal || string.IsNullOrEmpty(value) ? value : "***";
}
