using OcrWorkflows.Centres.Claims;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Centres.Replay;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests.Centres;

/// <summary>Who may claim what is decided by <c>rule-sets/claims</c>, from what the register says.</summary>
public sealed class ClaimDecisionTests
{
    private CentresHost _host = null!;
    private Guid _entered;

    [SetUp]
    public async Task Begin()
    {
        _host = await CentresHost.BeginAsync("2026-12-01 10:00");
        await _host.AddCentreAsync();
        await _host.GrantAsync("10279", ApprovalScope.Qualification);
        _entered = await _host.AddEnteredAsync("10279");
    }

    [TearDown]
    public async Task End() => await _host.DisposeAsync();

    [Test]
    public async Task A_claim_that_is_taken_keeps_its_decision_which_comes_out_the_same_again()
    {
        var taken = await ClaimAsync(new ClaimedAward(_entered, "", "Pass"));

        var decision = (await _host.AllAsync<DecisionRow>()).Single();
        Assert.That((taken.Status, taken.Decision, decision.Outcome, decision.Subject), Is.EqualTo((ClaimSubmitStatus.Submitted, (Guid?)decision.Id, Outcome.Accepted, $"claim:{taken.ClaimNumber}")));
        Assert.That((await _host.Get<DecisionsAgain>().MakeAsync(decision.Id, default))!.Equal, Is.True);
    }

    [Test]
    public async Task A_claim_without_awards_is_refused() => Assert.That(await FailingAsync(), Does.Contain("CandidatesGiven"));

    [Test]
    public async Task A_claim_for_somebody_who_is_not_entered_is_refused_with_clause_and_remedy_and_leaves_its_decision_alone()
    {
        var other = await AddCandidateAsync("2059");
        var refused = await ClaimAsync(new ClaimedAward(_entered, "", "Pass"), new ClaimedAward(other, "", "Pass"));

        var finding = refused.Findings.Single();
        Assert.That((refused.Status, finding.Rule), Is.EqualTo((ClaimSubmitStatus.Refused, "CandidatesEntered")));
        Assert.That(finding.Clauses, Does.Contain("R87"));
        Assert.That(refused.Problem, Does.StartWith("CLM003: 1 of 2 candidates").And.Contains(finding.Remedy));
        Assert.That(await _host.AllAsync<Claim>(), Is.Empty);
        Assert.That((await _host.AllAsync<DecisionRow>()).Single(), Has.Property("Outcome").EqualTo(Outcome.Refused).And.Property("Id").EqualTo(refused.Decision));
    }

    [Test]
    public async Task An_entry_for_a_unit_lets_that_unit_be_claimed_and_no_other_and_not_the_whole()
    {
        var candidate = await AddCandidateAsync("2059");
        await _host.ChangeAsync(database => database.Add(_host.EntryOf(candidate, "10279", "2059", type: EntryType.Unit, unit: "U1")));

        Assert.That(await FailingAsync(new ClaimedAward(candidate, "U2", "Pass")), Is.EqualTo(new[] { "CandidatesEntered" }));
        Assert.That(await FailingAsync(new ClaimedAward(candidate, "", "Pass")), Is.EqualTo(new[] { "EnteredForWhatIsClaimed" }));
        Assert.That(await FailingAsync(new ClaimedAward(candidate, "U1", "Pass")), Is.Empty);
    }

    [Test]
    public async Task An_entry_that_was_withdrawn_is_none()
    {
        await _host.ChangeAsync(database => database.Set<Entry>().Single().Status = EntryStatus.Withdrawn);
        Assert.That(await FailingAsync(new ClaimedAward(_entered, "", "Pass")), Is.EqualTo(new[] { "CandidatesEntered" }));
    }

    [Test]
    public async Task What_was_confirmed_is_not_claimed_again_and_what_was_withdrawn_may_be()
    {
        var first = await ClaimAsync(new ClaimedAward(_entered, "U1", "Pass"));
        await SetAsync(first, ClaimStatus.Confirmed);
        Assert.That(await FailingAsync(new ClaimedAward(_entered, "U1", "Pass")), Is.EqualTo(new[] { "NotAwardedBefore" }));
        Assert.That(await FailingAsync(new ClaimedAward(_entered, "U2", "Pass")), Is.Empty);

        await SetAsync(first, ClaimStatus.Withdrawn);
        Assert.That(await FailingAsync(new ClaimedAward(_entered, "U1", "Pass")), Is.Empty);
    }

    [Test]
    public async Task The_assessment_is_complete_and_the_centre_confident()
    {
        Assert.That(await FailingAsync(new ClaimedAward(_entered, "", "Pass", Assessed: false)), Is.EqualTo(new[] { "AssessmentComplete" }));
        var doubtful = await _host.Get<ClaimService>().SubmitAsync(new ClaimSubmission("68199", "10279", [new ClaimedAward(_entered, "", "Pass")]) { Confident = false }, CentresHost.Staff, default);
        Assert.That(doubtful.Findings.Single().Rule, Is.EqualTo("ConfidenceDeclared"));
    }

    [Test]
    public async Task A_direct_claim_takes_direct_claim_status_and_is_confirmed_without_a_visit()
    {
        Assert.That((await DirectAsync()).Findings.Single().Rule, Is.EqualTo("DirectClaimStatusHeld"));

        await _host.ChangeAsync(database => database.Set<Approval>().Single().DirectClaimStatus = OcrWorkflows.Centres.Register.DirectClaimStatus.Granted);
        var taken = await DirectAsync();
        Assert.That(taken.Status, Is.EqualTo(ClaimSubmitStatus.Submitted), taken.Problem);
        Assert.That((await _host.AllAsync<Claim>()).Single(), Has.Property("Status").EqualTo(ClaimStatus.Confirmed).And.Property("VisitedOn").Null);

        var told = await _host.Get<ClaimService>().PublishResultsAsync(null, new DateOnly(2026, 12, 1), CentresHost.Staff, default);
        Assert.That(told.Claims, Is.EqualTo(new[] { taken.ClaimNumber }));
    }

    [Test]
    public async Task A_sanction_in_force_stops_direct_claims_and_no_others()
    {
        await _host.ChangeAsync(database =>
        {
            var approval = database.Set<Approval>().Single();
            (approval.DirectClaimStatus, approval.SanctionLevel) = (OcrWorkflows.Centres.Register.DirectClaimStatus.Granted, 1);
        });

        Assert.That((await DirectAsync()).Findings.Single().Rule, Is.EqualTo("NoSanctionOnDirectClaims"));
        Assert.That(await FailingAsync(new ClaimedAward(_entered, "", "Pass")), Is.Empty);
    }

    [Test]
    public async Task A_lapsed_approval_and_a_suspended_centre_refuse_the_claim()
    {
        await _host.ChangeAsync(database => database.Set<Approval>().Single().Status = ApprovalStatus.Lapsed);
        Assert.That(await FailingAsync(new ClaimedAward(_entered, "", "Pass")), Is.EqualTo(new[] { "QualificationApproved" }));
        await _host.ChangeAsync(database =>
        {
            database.Set<Approval>().Single().Status = ApprovalStatus.Active;
            database.Set<Centre>().Single().Status = CentreStatus.Suspended;
        });
        Assert.That(await FailingAsync(new ClaimedAward(_entered, "", "Pass")), Is.EqualTo(new[] { "CentreStanding" }));
    }

    private Task<ClaimSubmitted> DirectAsync() =>
        _host.Get<ClaimService>().SubmitAsync(new ClaimSubmission("68199", "10279", [new ClaimedAward(_entered, "", "Pass")]) { Direct = true }, CentresHost.Staff, default);

    private Task<ClaimSubmitted> ClaimAsync(params ClaimedAward[] awards) =>
        _host.Get<ClaimService>().SubmitAsync(new ClaimSubmission("68199", "10279", awards), CentresHost.Staff, default);

    private async Task<IEnumerable<string>> FailingAsync(params ClaimedAward[] awards) => (await ClaimAsync(awards)).Findings.Select(f => f.Rule);

    private Task SetAsync(ClaimSubmitted claim, ClaimStatus status) => _host.ChangeAsync(database => database.Set<Claim>().Single(c => c.ClaimNumber == claim.ClaimNumber).Status = status);

    private async Task<Guid> AddCandidateAsync(string number)
    {
        var candidate = _host.Get<IIdSource>().Next();
        await _host.ChangeAsync(database => database.Add(new Candidate
        {
            Id = candidate,
            CentreNumber = "68199",
            CandidateNumber = number,
            Key = Candidate.KeyOf("68199", number),
            Surname = "Bredabeck",
            Forenames = "Callox",
        }));
        return candidate;
    }
}
