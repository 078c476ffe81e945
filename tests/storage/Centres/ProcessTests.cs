using OcrWorkflows.Centres.Claims;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Rules;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests.Centres;

/// <summary>The shipped processes over the register: what they decide, charge, write and register.</summary>
public sealed class ProcessTests
{
    private CentresHost _host = null!;

    [SetUp]
    public async Task Begin() => _host = await CentresHost.BeginAsync("2026-12-01 10:00");

    [TearDown]
    public async Task End() => await _host.DisposeAsync();

    [Test]
    public async Task An_application_ends_with_a_registered_centre_a_charged_visit_a_letter_and_an_approval_whose_delivery_runs()
    {
        var instance = await StartAsync("centre-approval", ("ApplicationReference", "A-1"), ("Name", "Bredacombe Academy"), ("CentreType", "School"), ("LegalForm", "PublicBody"), ("Nation", "England"), ("CentreNumber", ""),
            ("Line", "Verified"), ("SuiteYear", 0), ("Scope", "Qualification"), ("Covers", "10279"));
        await DoAsync(instance, "check", ("guidanceRead", true), ("formReceived", true), ("evidenceReceived", true), ("termsAccepted", true), ("generalRegulationsAccepted", true), ("furtherPublicationsAccepted", true),
            ("timetabledExams", false), ("referencesSought", false), ("visitAskedFor", false), ("firstReferee", "None"), ("secondReferee", "None"));
        await DoAsync(instance, "visit", ("heldOn", "2026-11-30"), ("satisfactory", true));
        await DoAsync(instance, "interest", ("qualifications", "10279"));

        var centre = (await _host.AllAsync<Centre>()).Single();
        var approval = (await _host.AllAsync<Approval>()).Single();
        var charge = (await _host.AllAsync<Charge>()).Single();
        var decisions = await _host.AllAsync<DecisionRow>(d => d.Subject == "centre-approval:A-1");
        Assert.Multiple(() =>
        {
            Assert.That((centre.Number, centre.Status, centre.Name), Is.EqualTo(("30001", CentreStatus.Approved, "Bredacombe Academy")));
            Assert.That((approval.CentreNumber, approval.Scope, approval.Covers), Is.EqualTo(("30001", ApprovalScope.Qualification, "10279")));
            Assert.That((charge.CentreNumber, charge.FeeCode, charge.EntryId), Is.EqualTo(("30001", "approval-visit", Guid.Empty)));
            Assert.That(decisions.Select(d => d.Outcome), Is.EquivalentTo(new[] { Outcome.Accepted, Outcome.Accepted, Outcome.Refused, Outcome.Accepted }), "complete, credit, a visit is needed, approved");
            Assert.That(decisions.Select(d => d.Id), Does.Contain(charge.DecisionId));
        });
        Assert.That((await _host.AllAsync<InstanceRow>(i => i.Id == approval.DeliveryInstance)).Single().SubStatus, Is.EqualTo(InstanceSubStatus.Suspended));
        Assert.That((await _host.AllAsync<InstanceRow>(i => i.Id == instance)).Single(), Has.Property("SubStatus").EqualTo(InstanceSubStatus.Finished).And.Property("HasIncident").False);
        Assert.That((await _host.AllAsync<OutboxRow>(o => o.Kind == "centre-approved")).Single().Payload, Does.Contain("\"centre\":\"30001\""));
    }

    [Test]
    public async Task A_letter_is_keyed_by_instance_and_activity_run_so_that_each_round_of_a_loop_writes_one()
    {
        await _host.AddCentreAsync();
        var instance = await StartAsync("annual-update", ("CentreNumber", "68199"), ("Year", 2026), ("DueOn", "2026-12-02"));
        await _host.PassToAsync("2026-12-02 23:59");
        Assert.That((await _host.AllAsync<Centre>()).Single().Status, Is.EqualTo(CentreStatus.Approved));

        await _host.PassToAsync("2026-12-03 00:00");
        Assert.That((await _host.AllAsync<Centre>()).Single().Status, Is.EqualTo(CentreStatus.Suspended));

        await DoAsync(instance, "return", ("nothingChanged", true), ("addressOrStorageChanged", false), ("headDeclared", true));
        Assert.That((await _host.AllAsync<Centre>()).Single().Status, Is.EqualTo(CentreStatus.Approved));
        var letters = await _host.AllAsync<OutboxRow>(o => o.InstanceId == instance);
        Assert.That(letters.Select(l => l.Kind), Is.EquivalentTo(new[] { "annual-update-asked", "annual-update-overdue", "annual-update-returned" }));
        Assert.That(letters.Select(l => l.Key), Is.Unique.And.All.Contains(instance.ToString()));
    }

    [Test]
    public async Task A_visit_that_is_held_tells_the_claims_that_wait_for_it()
    {
        await _host.AddCentreAsync();
        var granted = await _host.GrantAsync("10279", ApprovalScope.Qualification);
        var candidate = await _host.AddEnteredAsync("10279");
        await _host.Get<ClaimService>().SubmitAsync(new ClaimSubmission("68199", "10279", [new ClaimedAward(candidate, "", "Pass")], "C-1"), CentresHost.Staff, default);
        var visit = await StartAsync("qa-visit", ("VisitReference", "V-1"), ("ApprovalReference", granted.Reference), ("CentreNumber", "68199"), ("QualificationCode", "10279"),
            ("PlannedFrom", "2026-12-10"), ("PlannedTo", "2026-12-24"), ("VisitsInYear", 0));
        await DoAsync(visit, "contact", ("visitOn", "2026-12-21"), ("agreed", true));
        await _host.PassToAsync("2026-12-21 15:00");
        await DoAsync(visit, "hold", ("heldOn", "2026-12-21"), ("candidatesAvailable", true), ("staffAvailable", true), ("workAvailable", true), ("workSampled", 3), ("newPresent", false), ("newSampled", false),
            ("partWayPresent", true), ("partWaySampled", true), ("completePresent", false), ("completeSampled", false), ("certificatedPresent", false), ("certificatedSampled", false));

        Assert.That((await _host.AllAsync<Claim>()).Single().VisitedOn, Is.EqualTo(new DateOnly(2026, 12, 21)));
        var decide = (await _host.AllAsync<TaskRow>(t => t.Name == "DecideClaim")).Single();
        Assert.That(decide.DueOn, Is.EqualTo(new DateOnly(2026, 12, 30)), "25 and 28 December are bank holidays");
        Assert.That((await _host.AllAsync<QaVisit>()).Single().HeldOn, Is.EqualTo(new DateOnly(2026, 12, 21)));
    }

    [Test]
    public async Task A_claim_of_an_on_demand_line_goes_to_the_moderator_and_is_chased_after_24_hours()
    {
        await _host.AddCentreAsync();
        await _host.GrantAsync("99303", ApprovalScope.Qualification);
        var submitted = await _host.Get<ClaimService>().SubmitAsync(new ClaimSubmission("68199", "99303", [new ClaimedAward(await _host.AddEnteredAsync("99303"), "", "Pass")], "C-2"), CentresHost.Staff, default);
        Assert.That((await _host.AllAsync<InstanceRow>(i => i.Id == submitted.Instance)).Single().DefinitionId, Is.EqualTo("claim-remote-moderation"));

        await _host.PassToAsync("2026-12-02 09:59");
        Assert.That(await _host.AllAsync<OutboxRow>(o => o.Kind == "claim-work-overdue"), Is.Empty);
        await _host.PassToAsync("2026-12-02 10:00");
        Assert.That(await _host.AllAsync<OutboxRow>(o => o.Kind == "claim-work-overdue"), Has.Count.EqualTo(1));

        var work = new Dictionary<string, object?> { ["sentAt"] = "2026-12-02T11:00:00Z", ["candidates"] = 1L, ["method"] = "Post", ["moderator"] = "moderator" };
        await _host.Get<Inbox>().DeliverAsync(submitted.Instance!.Value, new EventArrived("WorkSent", work), NewId(), CentresHost.Staff, default);
        await DoAsync(submitted.Instance.Value, "moderate", ("decision", "Edited"));
        Assert.That((await _host.AllAsync<Claim>()).Single().Status, Is.EqualTo(ClaimStatus.Edited));
        Assert.That(await _host.AllAsync<OutboxRow>(o => o.Kind == "claim-sent-for-processing"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_appeal_runs_on_its_own_and_the_request_ends_with_it()
    {
        await _host.AddCentreAsync();
        var request = await StartAsync("post-results", ("RequestReference", "P-1"), ("CentreNumber", "68199"), ("Line", "General"), ("Service", "ReviewOfMarking"), ("ReceivedOn", "2026-11-30"), ("ResultsOn", "2026-08-20"),
            ("Deadline", "2026-11-30"), ("PriorityOffered", false), ("CandidateConsent", true), ("LodgedBy", "Centre"));
        await DoAsync(request, "carryOut", ("gradeChanged", false), ("completedOn", "2026-12-01"));
        Assert.That((await _host.AllAsync<Charge>()).Single().FeeCode, Is.EqualTo("review-of-marking"));

        await _host.Get<Inbox>().DeliverAsync(request, new EventArrived("AppealLodged", new Dictionary<string, object?> { ["receivedOn"] = "2026-12-31", ["lodgedBy"] = "Centre" }), NewId(), CentresHost.Staff, default);
        var appeal = (await _host.AllAsync<InstanceRow>(i => i.DefinitionId == "appeal")).Single();
        Assert.That((appeal.ParentId, appeal.CorrelationId), Is.EqualTo(((InstanceId?)request, "appeal:P-1")));
        await DoAsync(appeal.Id, "preliminary", ("upheld", true));
        Assert.That((await _host.AllAsync<InstanceRow>(i => i.Id == request)).Single().SubStatus, Is.EqualTo(InstanceSubStatus.Finished));
    }

    [Test]
    public async Task Facts_that_are_not_those_of_the_rule_set_are_an_incident_and_no_decision()
    {
        await _host.AddCentreAsync();
        var claim = await StartAsync("claim-remote-moderation", ("ClaimNumber", "C-9"), ("CentreNumber", "68199"), ("QualificationCode", "10279"), ("SubmittedAt", "2026-12-01T09:00:00Z"), ("Candidates", 1),
            ("AllowedMethods", new object?[] { "Post" }), ("Moderator", "moderator-one"));
        await _host.Get<Inbox>().DeliverAsync(claim, new EventArrived("WorkSent", new Dictionary<string, object?> { ["sentAt"] = "yesterday", ["candidates"] = 1L, ["method"] = "Post", ["moderator"] = "moderator-one" }), NewId(), CentresHost.Staff, default);

        Assert.That((await _host.AllAsync<IncidentRow>()).Single().Message, Does.StartWith("EFF008").And.Contains("DispatchedAt"));
        Assert.That(await _host.AllAsync<DecisionRow>(), Is.Empty);
    }

    private async Task<InstanceId> StartAsync(string definition, params (string Name, object? Value)[] input)
    {
        var centre = input.FirstOrDefault(i => i.Name == "CentreNumber").Value as string;
        var started = await _host.Get<Inbox>().StartAsync(new StartRequest(definition, input.ToDictionary(i => i.Name, i => i.Value), null, string.IsNullOrEmpty(centre) ? null : centre), NewId(), CentresHost.Staff, default);
        return started.Instance;
    }

    private async Task DoAsync(InstanceId instance, string activity, params (string Name, object? Value)[] answer)
    {
        var task = (await _host.AllAsync<TaskRow>(t => t.InstanceId == instance && t.ActivityId == activity)).SingleOrDefault();
        var incidents = await _host.AllAsync<IncidentRow>(i => i.InstanceId == instance);
        Assert.That(task, Is.Not.Null, $"no task {activity}: {string.Join(' ', incidents.Select(i => i.Message))}");
        var delivery = await _host.Get<Inbox>().DeliverAsync(instance, new TaskCompleted(task!.BookmarkId, answer.ToDictionary(a => a.Name, a => a.Value)), NewId(), CentresHost.Staff, default);
        Assert.That(delivery.Status, Is.EqualTo(DeliveryStatus.Delivered));
    }

    private Guid NewId() => _host.Get<IIdSource>().Next();
}
