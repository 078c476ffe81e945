using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Facts;
using OcrWorkflows.Centres.Identifiers;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Rules;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Claims;

/// <summary>Claims of centres (R94) and what happens around them: each claim row changes in the transaction of its workflow's turn.</summary>
public sealed class ClaimService(
    IDbContextFactory<OcrDbContext> databases, ReferenceLibrary references, RuleSetLibrary rules, Inbox inbox, IIdSource ids, CentresOptions options, TimeProvider time)
{
    private readonly ClaimDecider _decider = new(references, rules, ids, options);
    private readonly Completion _completion = new(references, inbox);

    /// <summary>
    /// Asks <c>rule-sets/claims</c> whether the centre may claim, and keeps the decision whatever it is. A claim that is taken is stored and its workflow started,
    /// both or neither; it counts as activity under the approval (R136).
    /// </summary>
    public async Task<ClaimSubmitted> SubmitAsync(ClaimSubmission submission, Actor actor, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(submission);
        await using var database = await databases.CreateDbContextAsync(stop);
        await using var transaction = await database.Database.BeginTransactionAsync(stop);
        var number = submission.ClaimNumber ?? $"C{ids.Next():N}"[..20].ToUpperInvariant();
        if (await database.Set<Claim>().AsNoTracking().FirstOrDefaultAsync(c => c.ClaimNumber == number, stop) is { } there)
        {
            if (there.CentreNumber != submission.CentreNumber)
            {
                return new ClaimSubmitted(ClaimSubmitStatus.Refused, null, null, Refusal("CLM007", "The claim number is taken. Leave it out, and the claim is given one."));
            }

            return new ClaimSubmitted(ClaimSubmitStatus.AlreadySubmitted, number, there.Instance, null);
        }

        var centre = await database.Set<Centre>().AsNoTracking().FirstOrDefaultAsync(c => c.Number == submission.CentreNumber, stop);
        var qualification = references.Current.Qualifications.GetValueOrDefault(submission.QualificationCode);
        var approval = qualification is null ? null : await database.Set<Approval>()
            .FirstOrDefaultAsync(a => a.CentreNumber == submission.CentreNumber && a.Covers == qualification.CoveredBy && a.Status == ApprovalStatus.Active, stop);
        if (await ProblemAsync(database, submission, centre, qualification, stop) is { } problem)
        {
            return new ClaimSubmitted(ClaimSubmitStatus.Refused, null, null, problem);
        }

        var now = time.GetUtcNow();
        var decision = await _decider.DecideAsync(database, new ClaimFactsBuilder(submission, number, centre!, qualification!, approval), now, actor, stop);
        if (decision.Outcome != Outcome.Accepted)
        {
            await transaction.CommitAsync(stop);
            return decision.NotTaken();
        }

        approval!.ActiveOn(WorkingCalendar.LocalDate(now));
        var claim = Add(database, submission, number, centre!.IsSample, now, actor);
        await database.SaveChangesAsync(stop);
        var candidates = submission.Awards.Select(a => a.CandidateId).Distinct().Count();
        var started = await inbox.StartWithinAsync(database, Begin(claim, ClaimFactsBuilder.RouteOf(submission, qualification!), candidates), RequestIds.For($"Claim:{number}"), actor, stop);
        await database.Set<Claim>().Where(c => c.ClaimNumber == number).ExecuteUpdateAsync(set => set.SetProperty(c => c.Instance, started.Instance), stop);
        await transaction.CommitAsync(stop);
        return new ClaimSubmitted(ClaimSubmitStatus.Submitted, number, started.Instance, null) { Decision = decision.Id, Findings = decision.Findings };
    }

    /// <summary>Records a visit and tells the claims that wait for it: their five working days begin (R104).</summary>
    /// <param name="visitedOn">Local date of the visit, day 0.</param>
    public async Task<ClaimsTold> RecordVisitAsync(string centreNumber, string qualificationCode, DateOnly visitedOn, Actor actor, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        await NoteVisitAsync(database, centreNumber, qualificationCode, visitedOn, stop);
        var waiting = await database.Set<Claim>().AsNoTracking()
            .Where(c => c.CentreNumber == centreNumber && c.QualificationCode == qualificationCode && c.Status == ClaimStatus.Submitted && c.VisitedOn == null)
            .OrderBy(c => c.SubmittedAt).ToListAsync(stop);
        return await TellAsync(waiting, new EventArrived("VisitHeld", new Dictionary<string, object?> { ["visitedOn"] = Text(visitedOn) }), actor,
            (set, number) => set.Where(c => c.ClaimNumber == number).ExecuteUpdateAsync(u => u.SetProperty(c => c.VisitedOn, visitedOn).SetProperty(c => c.Version, c => c.Version + 1), stop), stop);
    }

    /// <summary>Publishes the results of decided claims: certificates follow five working days later (R109).</summary>
    /// <param name="claimNumbers">Null for all that are confirmed or edited and not yet published.</param>
    public async Task<ClaimsTold> PublishResultsAsync(IReadOnlyCollection<string>? claimNumbers, DateOnly publishedOn, Actor actor, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var decided = await database.Set<Claim>().AsNoTracking()
            .Where(c => (c.Status == ClaimStatus.Confirmed || c.Status == ClaimStatus.Edited) && (claimNumbers == null || claimNumbers.Contains(c.ClaimNumber)))
            .OrderBy(c => c.SubmittedAt).ToListAsync(stop);
        return await TellAsync(decided, new EventArrived("ResultsPublished", new Dictionary<string, object?> { ["publishedOn"] = Text(publishedOn) }), actor,
            (set, number) => set.Where(c => c.ClaimNumber == number).ExecuteUpdateAsync(u => u
                .SetProperty(c => c.Status, ClaimStatus.Finalised).SetProperty(c => c.ResultsPublishedOn, publishedOn).SetProperty(c => c.Version, c => c.Version + 1), stop), stop,
            (within, claim) => _completion.CheckAsync(within, claim, publishedOn, actor, stop));
    }

    /// <summary>Records a visit under an approval within the caller's transaction, and tells every claim that waits for it.</summary>
    /// <returns>Numbers of the claims that were told.</returns>
    internal async Task<IReadOnlyList<string>> RecordVisitWithinAsync(OcrDbContext database, Approval approval, DateOnly visitedOn, Actor actor, CancellationToken stop)
    {
        var codes = references.Current.Qualifications.Values.Where(q => q.CoveredBy == approval.Covers).Select(q => q.Code).ToList();
        await NoteVisitAsync(database, approval.CentreNumber, codes.FirstOrDefault() ?? approval.Covers, visitedOn, stop);
        var waiting = await database.Set<Claim>()
            .Where(c => c.CentreNumber == approval.CentreNumber && codes.Contains(c.QualificationCode) && c.Status == ClaimStatus.Submitted && c.VisitedOn == null && c.Instance != null)
            .OrderBy(c => c.SubmittedAt).ToListAsync(stop);
        var told = new List<string>();
        foreach (var claim in waiting)
        {
            var arrived = new EventArrived("VisitHeld", new Dictionary<string, object?> { ["visitedOn"] = Text(visitedOn) });
            var delivery = await inbox.DeliverWithinAsync(database, claim.Instance!.Value, arrived, RequestIds.For($"{arrived.Name}:{claim.ClaimNumber}"), actor, stop);
            if (delivery.Status == DeliveryStatus.Delivered)
            {
                claim.VisitedOn = visitedOn;
                claim.Version++;
                told.Add(claim.ClaimNumber);
            }
        }

        return told;
    }

    private async Task<ClaimsTold> TellAsync(List<Claim> claims, EventArrived arrived, Actor actor, Func<DbSet<Claim>, string, Task<int>> change, CancellationToken stop,
        Func<OcrDbContext, Claim, Task>? then = null)
    {
        var told = new List<string>();
        var others = new List<string>();
        foreach (var claim in claims)
        {
            await using var database = await databases.CreateDbContextAsync(stop);
            await using var transaction = await database.Database.BeginTransactionAsync(stop);
            await change(database.Set<Claim>(), claim.ClaimNumber);
            var delivery = claim.Instance is { } instance
                ? await inbox.DeliverWithinAsync(database, instance, arrived, RequestIds.For($"{arrived.Name}:{claim.ClaimNumber}"), actor, stop)
                : null;
            if (delivery?.Status == DeliveryStatus.Delivered)
            {
                if (then is not null)
                {
                    await then(database, claim);
                }

                await transaction.CommitAsync(stop);
                told.Add(claim.ClaimNumber);
            }
            else
            {
                await transaction.RollbackAsync(stop);
                others.Add(claim.ClaimNumber);
            }
        }

        return new ClaimsTold(told, others);
    }

    private async Task NoteVisitAsync(OcrDbContext database, string centreNumber, string qualificationCode, DateOnly visitedOn, CancellationToken stop)
    {
        var covers = references.Current.Qualifications.GetValueOrDefault(qualificationCode)?.CoveredBy ?? qualificationCode;
        var visits = database.Set<QaVisit>().Where(v => v.CentreNumber == centreNumber && v.Covers == covers);
        if (await visits.AnyAsync(v => v.HeldOn == visitedOn, stop))
        {
            return;
        }

        var planned = await visits.Where(v => v.HeldOn == null).OrderBy(v => v.PlannedFrom).FirstOrDefaultAsync(stop);
        if (planned is not null)
        {
            planned.HeldOn = visitedOn;
        }
        else if (await database.Set<Approval>().AsNoTracking().FirstOrDefaultAsync(a => a.CentreNumber == centreNumber && a.Covers == covers, stop) is { } approval)
        {
            database.Add(new QaVisit
            {
                Id = ids.Next(),
                ApprovalReference = approval.Reference,
                CentreNumber = centreNumber,
                Covers = covers,
                Assurer = approval.Assurer,
                PlannedFrom = visitedOn,
                PlannedTo = visitedOn,
                HeldOn = visitedOn,
                PlanKey = $"unplanned/{approval.Reference}/{Text(visitedOn)}",
                IsSample = approval.IsSample,
            });
        }

        await database.SaveChangesAsync(stop);
    }

    private static async Task<string?> ProblemAsync(OcrDbContext database, ClaimSubmission submission, Centre? centre, QualificationReference? qualification, CancellationToken stop)
    {
        if (centre is null)
        {
            return Refusal("CLM001", "No centre has this number. Check the number.");
        }

        if (qualification is null)
        {
            return Refusal("CLM002", "The qualification code is not known. Look it up in the entry codes booklet.");
        }

        if (submission.Awards.FirstOrDefault(a => a.UnitCode.Length > 0 && !qualification.Mandatory.ContainsKey(a.UnitCode)) is { } wrong)
        {
            return Refusal("CLM005", $"{qualification.Code} has no unit {Mask.Plain(wrong.UnitCode)}. Check the unit.");
        }

        var candidates = submission.Awards.Select(a => a.CandidateId).Distinct().ToList();
        var known = await database.Set<Candidate>().CountAsync(c => c.CentreNumber == centre.Number && candidates.Contains(c.Id), stop);
        return known == candidates.Count ? null : Refusal("CLM006", "A candidate of the claim is not one of this centre. Enter the candidate first.");
    }

    private static string Refusal(string code, string message) => $"{code}: {message}";

    /// <summary>Verified claims wait for a visit; those of on-demand lines go to an examiner-moderator (R138).</summary>
    private StartRequest Begin(Claim claim, string route, int candidates)
    {
        var isRemote = route == ClaimFactsBuilder.Remote;
        var input = new Dictionary<string, object?>
        {
            ["ClaimNumber"] = claim.ClaimNumber,
            ["CentreNumber"] = claim.CentreNumber,
            ["QualificationCode"] = claim.QualificationCode,
        };
        if (isRemote)
        {
            input["SubmittedAt"] = claim.SubmittedAt;
            input["Candidates"] = candidates;
            input["AllowedMethods"] = options.RemoteMethods.Cast<object?>().ToArray();
            input["Moderator"] = options.Moderator;
        }
        else
        {
            input["Direct"] = route == ClaimFactsBuilder.Direct;
        }

        return new StartRequest(isRemote ? "claim-remote-moderation" : "claim", input, $"claim:{claim.ClaimNumber}", claim.CentreNumber, claim.QualificationCode);
    }

    private static Claim Add(OcrDbContext database, ClaimSubmission submission, string number, bool sample, DateTimeOffset now, Actor actor)
    {
        var claim = new Claim
        {
            ClaimNumber = number,
            CentreNumber = submission.CentreNumber,
            QualificationCode = submission.QualificationCode,
            Status = ClaimStatus.Submitted,
            SubmittedAt = now,
            SubmittedBy = actor.Name,
            IsSample = sample,
        };
        database.Add(claim);
        database.AddRange(submission.Awards.Select((award, i) => new ClaimLine
        {
            ClaimNumber = number,
            LineNumber = i + 1,
            CandidateId = award.CandidateId,
            UnitCode = award.UnitCode,
            Grade = award.Grade,
            IsSample = sample,
        }));
        return claim;
    }

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
