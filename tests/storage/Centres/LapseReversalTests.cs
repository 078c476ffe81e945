using OcrWorkflows.Centres.Approvals;
using OcrWorkflows.Centres.Claims;
using OcrWorkflows.Centres.Lapse;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests.Centres;

/// <summary>A lapse names what is open, and can be reversed: reinstated from today, or undone as though it had not happened.</summary>
public sealed class LapseReversalTests
{
    private const string Reference = "68199-10279";

    private CentresHost _host = null!;

    [SetUp]
    public Task Begin() => BeginAsync(_ => { });

    [TearDown]
    public async Task End() => await _host.DisposeAsync();

    [Test]
    public async Task The_notice_of_a_lapse_names_the_open_entries_and_claims_and_they_go_on()
    {
        var claim = await ClaimAsync();
        await LapseAsync();

        var notice = (await _host.AllAsync<OutboxRow>(o => o.Kind == "approval-lapsed")).Single();
        Assert.That(notice.Payload, Does.Contain($"\"openClaims\":[\"{claim}\"]").And.Contain("\"openEntries\":1"));
        var told = await _host.Get<ClaimService>().RecordVisitAsync("68199", "10279", new DateOnly(2028, 12, 15), CentresHost.Staff, default);
        Assert.That(told.Claims, Is.EqualTo(new[] { claim }), "the assurer still decides it");
    }

    [Test]
    public async Task A_rehearsal_names_what_is_open_and_the_setting_keeps_the_approval_until_it_is_not()
    {
        await _host.DisposeAsync();
        await BeginAsync(options => options.LapseWithOpenWork = false);
        var claim = await ClaimAsync();
        _host.Clock.MoveTo("2028-12-15 10:00");
        var swept = await _host.Get<LapseSweep>().RunAsync(null, rehearse: false, CentresHost.Staff, default);

        Assert.That(swept.Failed.Single(l => l.ApprovalReference == Reference), Has.Property("Reason").StartsWith("LAP003: 1 entries and 1 claims").And.Property("Open").Property("Claims").EqualTo(new[] { claim }));
        Assert.That((await ApprovalAsync()).Status, Is.EqualTo(ApprovalStatus.Active));

        await _host.ChangeAsync(database =>
        {
            database.Set<Claim>().Single().Status = ClaimStatus.Withdrawn;
            database.Set<Entry>().Single().Status = EntryStatus.Withdrawn;
        });
        await _host.Get<LapseSweep>().RunAsync(null, rehearse: false, CentresHost.Staff, default);
        Assert.That((await ApprovalAsync()).Status, Is.EqualTo(ApprovalStatus.Lapsed));
    }

    [Test]
    public async Task A_reinstated_approval_is_in_force_for_two_years_from_today_with_a_new_workflow_and_a_line_in_the_audit_trail()
    {
        await ClaimAsync();
        await LapseAsync();
        await ReverseCentreAsync();
        var before = (await ApprovalAsync()).DeliveryInstance;

        var reversed = await ReverseAsync(ReversalKind.Reinstate);

        Assert.That(reversed, Has.Property("Status").EqualTo(ReversalStatus.Done).And.Property("Problem").Null);
        var approval = await ApprovalAsync();
        Assert.That((approval.Status, approval.LapsedOn, approval.InactiveSince), Is.EqualTo((ApprovalStatus.Active, (DateOnly?)null, new DateOnly(2028, 12, 15))));
        Assert.That(approval.DeliveryInstance, Is.EqualTo(reversed.Instance).And.Not.EqualTo(before));
        Assert.That((await _host.AllAsync<InstanceRow>(i => i.Id == approval.DeliveryInstance)).Single(), Has.Property("SubStatus").EqualTo(InstanceSubStatus.Suspended).And.Property("CorrelationId").EqualTo($"approval:{Reference}"));
        var line = (await _host.AllAsync<PublishingEventRow>(e => e.RuleSet == LapseReversal.Trail(Reference))).Single();
        Assert.That((line.By, line.Action, line.Text), Is.EqualTo(("staff", "reinstated", "Lapsed on 2028-12-15. The centre asked for a review.")));
        await using (var database = await _host.OpenAsync())
        {
            Assert.That(await AuditTrail.VerifyAsync(database, LapseReversal.Trail(Reference), default), Is.Null);
        }

        Assert.That((await _host.AllAsync<OutboxRow>(o => o.Kind == "approval-reinstated")).Select(o => o.Payload), Has.None.Contains("asked for a review"), "the reason is not sent");

        _host.Clock.MoveTo("2030-12-14 10:00");
        Assert.That((await SweepAsync()).Lapsed.Select(l => l.ApprovalReference), Does.Not.Contain(Reference));
        _host.Clock.MoveTo("2030-12-15 10:00");
        Assert.That((await SweepAsync()).Lapsed.Select(l => l.ApprovalReference), Does.Contain(Reference));
        Assert.That((await ApprovalAsync()).Status, Is.EqualTo(ApprovalStatus.Lapsed), "the new workflow took the lapse");
    }

    [Test]
    public async Task A_lapse_by_a_wrong_clock_is_undone_as_though_it_had_not_happened()
    {
        await _host.ChangeAsync(database => database.Set<Approval>().Single().FirstEntryOn = new DateOnly(2026, 9, 1));
        await LapseAsync("2036-12-15 10:00");
        _host.Clock.MoveTo("2026-12-15 10:00");
        await ReverseCentreAsync(ReversalKind.UndoLapse);

        Assert.That((await ReverseAsync(ReversalKind.UndoLapse)).Status, Is.EqualTo(ReversalStatus.Done));

        var approval = await ApprovalAsync();
        Assert.That((approval.Status, approval.InactiveSince), Is.EqualTo((ApprovalStatus.Active, new DateOnly(2026, 9, 1))), "the two years are as they were");
        Assert.That(approval.Assurer, Is.Not.Null, "the new workflow knows of the first entry");
        Assert.That((await ReverseAsync(ReversalKind.UndoLapse)).Status, Is.EqualTo(ReversalStatus.InForce));
    }

    [TestCase(null, CentreStatus.Suspended)]
    [TestCase("Approved", CentreStatus.Approved)]
    public async Task A_suspended_centre_lapses_too_and_an_undone_lapse_leaves_it_as_it_would_stand(string? lifted, CentreStatus stands)
    {
        await _host.ChangeAsync(database => database.Set<Centre>().Single().Status = CentreStatus.Suspended);
        await LapseAsync("2036-12-15 10:00");
        Assert.That((await _host.AllAsync<Centre>()).Single(), Has.Property("Status").EqualTo(CentreStatus.Lapsed).And.Property("StatusBeforeLapse").EqualTo(CentreStatus.Suspended));
        if (lifted is not null)
        {
            await _host.ChangeAsync(database => database.Set<Centre>().Single().StatusBeforeLapse = Enum.Parse<CentreStatus>(lifted));
        }

        _host.Clock.MoveTo("2026-12-15 10:00");
        await ReverseCentreAsync(ReversalKind.UndoLapse);

        Assert.That((await _host.AllAsync<Centre>()).Single(), Has.Property("Status").EqualTo(stands).And.Property("StatusBeforeLapse").Null);
    }

    [Test]
    public async Task A_lapse_that_was_right_is_not_undone_and_an_approval_waits_for_its_centre()
    {
        await LapseAsync();
        Assert.That((await ReverseAsync(ReversalKind.Reinstate)).Problem, Does.StartWith("APR005"));
        Assert.That((await ReverseAsync(ReversalKind.UndoLapse, "68199")).Problem, Does.StartWith("APR006"));
        await ReverseCentreAsync();
        Assert.That((await ReverseAsync(ReversalKind.UndoLapse)).Problem, Does.StartWith("APR006"));
        Assert.That((await ApprovalAsync()).Status, Is.EqualTo(ApprovalStatus.Lapsed));
        Assert.That((await _host.AllAsync<Centre>()).Single().Status, Is.EqualTo(CentreStatus.Approved));
        Assert.That((await SweepAsync()).Lapsed, Is.Empty, "the centre that was reinstated today does not lapse today");
    }

    [TestCase("", Reference, "APR002")]
    [TestCase("why", "68199-none", "APR003")]
    public async Task What_cannot_be_reversed_says_why(string why, string subject, string code)
    {
        var reversed = await _host.Get<LapseReversal>().RunAsync(new Reversal(subject, ReversalKind.Reinstate, why), CentresHost.Staff, default);
        Assert.That(reversed.Problem, Does.StartWith(code));
    }

    [Test]
    public async Task A_withdrawn_approval_is_not_reinstated()
    {
        await _host.ChangeAsync(database => database.Set<Approval>().Single().Status = ApprovalStatus.Withdrawn);
        Assert.That((await ReverseAsync(ReversalKind.Reinstate)).Problem, Does.StartWith("APR004"));
    }

    private async Task BeginAsync(Action<OcrWorkflows.Centres.CentresOptions> configure)
    {
        _host = await CentresHost.BeginAsync("2026-12-01 10:00", configure);
        await _host.AddCentreAsync();
        await _host.GrantAsync("10279", ApprovalScope.Qualification, "2026-09-01");
    }

    private async Task<string> ClaimAsync()
    {
        var submitted = await _host.Get<ClaimService>().SubmitAsync(new ClaimSubmission("68199", "10279", [new ClaimedAward(await _host.AddEnteredAsync("10279"), "", "Pass")], "C-1"), CentresHost.Staff, default);
        Assert.That(submitted.Status, Is.EqualTo(ClaimSubmitStatus.Submitted), submitted.Problem);
        return submitted.ClaimNumber!;
    }

    private async Task LapseAsync(string at = "2028-12-15 10:00")
    {
        _host.Clock.MoveTo(at);
        Assert.That((await SweepAsync()).Failed, Is.Empty);
        Assert.That((await ApprovalAsync()).Status, Is.EqualTo(ApprovalStatus.Lapsed));
        Assert.That((await _host.AllAsync<Centre>()).Single().Status, Is.EqualTo(CentreStatus.Lapsed));
    }

    private Task<LapseResult> SweepAsync() => _host.Get<LapseSweep>().RunAsync(null, rehearse: false, CentresHost.Staff, default);

    private async Task ReverseCentreAsync(ReversalKind kind = ReversalKind.Reinstate) => Assert.That((await ReverseAsync(kind, "68199")).Status, Is.EqualTo(ReversalStatus.Done));

    private Task<Reversed> ReverseAsync(ReversalKind kind, string subject = Reference) =>
        _host.Get<LapseReversal>().RunAsync(new Reversal(subject, kind, "The centre asked for a review."), CentresHost.Staff, default);

    private async Task<Approval> ApprovalAsync() => (await _host.AllAsync<Approval>()).Single();
}
