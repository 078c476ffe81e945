using OcrWorkflows.Centres.Claims;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests.Centres;

public sealed class ClaimStoryTests
{
    private CentresHost _host = null!;
    private Guid _candidate;

    [SetUp]
    public async Task Begin_with_a_claim_that_waits_for_its_visit()
    {
        _host = await CentresHost.BeginAsync("2026-12-14 10:00");
        await _host.AddCentreAsync();
        await _host.GrantAsync("10279", ApprovalScope.Qualification);
        _candidate = await _host.AddEnteredAsync("10279");
        var submitted = await SubmitAsync();
        Assert.That(submitted.Status, Is.EqualTo(ClaimSubmitStatus.Submitted), submitted.Problem);
    }

    [TearDown]
    public async Task End() => await _host.DisposeAsync();

    [Test]
    public async Task A_claim_not_decided_within_five_working_days_of_the_visit_is_overdue_and_can_still_be_decided()
    {
        _host.Clock.MoveTo("2026-12-21 15:00");
        var told = await _host.Get<ClaimService>().RecordVisitAsync("68199", "10279", new DateOnly(2026, 12, 21), CentresHost.Staff, default);
        Assert.That(told.Claims, Is.EqualTo(new[] { "C-1" }));
        var task = (await _host.AllAsync<TaskRow>()).Single();
        Assert.That((task.Role, task.DueOn), Is.EqualTo(("Assurer", (DateOnly?)new DateOnly(2026, 12, 30))));

        await _host.PassToAsync("2026-12-30 23:59"); // 25 and 28 December are bank holidays: 22, 23, 24, 29, 30
        Assert.That((await ClaimAsync()).OverdueSince, Is.Null);

        await _host.PassToAsync("2026-12-31 00:00");
        Assert.That((await ClaimAsync()).OverdueSince, Is.EqualTo(_host.Clock.GetUtcNow()));
        Assert.That(await _host.AllAsync<OutboxRow>(o => o.Kind == "claim-overdue"), Has.Count.EqualTo(1));

        await DecideAsync("Confirmed");
        Assert.That((await ClaimAsync()), Has.Property("Status").EqualTo(ClaimStatus.Confirmed).And.Property("DecidedBy").EqualTo("assurer-one"));
    }

    [Test]
    public async Task Certificates_are_issued_five_working_days_after_the_results_are_published()
    {
        await _host.Get<ClaimService>().RecordVisitAsync("68199", "10279", new DateOnly(2026, 12, 14), CentresHost.Staff, default);
        await DecideAsync("Edited");
        var told = await _host.Get<ClaimService>().PublishResultsAsync(null, new DateOnly(2026, 12, 15), CentresHost.Staff, default);
        Assert.That(told.Claims, Is.EqualTo(new[] { "C-1" }));
        Assert.That((await ClaimAsync()).Status, Is.EqualTo(ClaimStatus.Finalised));

        await _host.PassToAsync("2026-12-22 23:59"); // 16, 17, 18, 21, 22
        Assert.That(await _host.AllAsync<Certificate>(), Is.Empty);

        await _host.PassToAsync("2026-12-23 00:00");
        Assert.That((await _host.AllAsync<Certificate>()).Single().CandidateId, Is.EqualTo(_candidate));
        Assert.That((await ClaimAsync()).Status, Is.EqualTo(ClaimStatus.Processed));
        Assert.That((await _host.AllAsync<InstanceRow>(i => i.DefinitionId == "claim")).Single().SubStatus, Is.EqualTo(InstanceSubStatus.Finished));
    }

    [Test]
    public async Task A_withdrawn_claim_ends_and_gets_no_certificates()
    {
        await _host.Get<ClaimService>().RecordVisitAsync("68199", "10279", new DateOnly(2026, 12, 14), CentresHost.Staff, default);
        await DecideAsync("Withdrawn");

        Assert.That((await ClaimAsync()).Status, Is.EqualTo(ClaimStatus.Withdrawn));
        Assert.That((await _host.AllAsync<InstanceRow>(i => i.DefinitionId == "claim")).Single().Status, Is.EqualTo(InstanceStatus.Finished));
        await _host.PassToAsync("2027-01-31 10:00");
        Assert.That(await _host.AllAsync<Certificate>(), Is.Empty);
    }

    [Test]
    public async Task The_same_claim_number_again_is_the_same_claim()
    {
        Assert.That((await SubmitAsync()).Status, Is.EqualTo(ClaimSubmitStatus.AlreadySubmitted));
        Assert.That(await _host.AllAsync<InstanceRow>(i => i.DefinitionId == "claim"), Has.Count.EqualTo(1));
    }

    [TestCase("12345", "10279", "CLM001")]
    [TestCase("68199", "99999", "CLM002")]
    [TestCase("68199", "10176", "CLM003")]
    public async Task A_claim_that_cannot_be_taken_says_why_and_leaves_nothing(string centre, string qualification, string code)
    {
        var refused = await _host.Get<ClaimService>().SubmitAsync(new ClaimSubmission(centre, qualification, [new ClaimedAward(_candidate, "", null)]), CentresHost.Staff, default);

        Assert.That((refused.Status, refused.Problem![..6]), Is.EqualTo((ClaimSubmitStatus.Refused, code)));
        Assert.That(await _host.AllAsync<Claim>(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_claim_keeps_the_approval_alive()
    {
        Assert.That((await _host.AllAsync<Approval>()).Single().LastActivityOn, Is.EqualTo(new DateOnly(2026, 12, 14)));
    }

    private Task<ClaimSubmitted> SubmitAsync() => _host.Get<ClaimService>().SubmitAsync(
        new ClaimSubmission("68199", "10279", [new ClaimedAward(_candidate, "", "Pass")], "C-1"), CentresHost.Staff, default);

    private async Task<Claim> ClaimAsync() => (await _host.AllAsync<Claim>()).Single();

    private async Task DecideAsync(string decision)
    {
        var task = (await _host.AllAsync<TaskRow>()).Single();
        var delivery = await _host.Get<Inbox>().DeliverAsync(task.InstanceId, new TaskCompleted(task.BookmarkId, new Dictionary<string, object?> { ["decision"] = decision }),
            Guid.CreateVersion7(_host.Clock.GetUtcNow()), new Actor("assurer-one"), default);
        Assert.That(delivery.Status, Is.EqualTo(DeliveryStatus.Delivered));
    }
}
