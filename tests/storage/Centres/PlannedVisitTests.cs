using OcrWorkflows.Centres.Register;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests.Centres;

/// <summary>A planned visit has its workflow from the moment it is planned; an approval visit is charged whatever it ends in.</summary>
public sealed class PlannedVisitTests
{
    private CentresHost _host = null!;

    [SetUp]
    public Task Begin() => BeginAsync(chargeRefused: true);

    [TearDown]
    public async Task End() => await _host.DisposeAsync();

    [Test]
    public async Task The_first_entry_plans_a_visit_whose_workflow_asks_the_assurer_for_a_day_and_half_a_year_later_comes_the_second()
    {
        var granted = await _host.GrantAsync("10279", ApprovalScope.Qualification);
        await _host.Get<Inbox>().DeliverAsync(granted.Instance!.Value, new EventArrived("FirstEntry", new Dictionary<string, object?>()), NewId(), CentresHost.Staff, default);

        var visit = (await VisitsAsync()).Single();
        Assert.That((visit.CorrelationId, visit.CentreNumber, visit.QualificationCode), Is.EqualTo(($"visit:{granted.Reference}/visit-1", "68199", "10279")));
        Assert.That((await _host.AllAsync<TaskRow>(t => t.InstanceId == visit.Id)).Single(), Has.Property("ActivityId").EqualTo("contact").And.Property("Role").EqualTo("Assurer"));
        Assert.That(InstanceState.FromJson(visit.State).Input["PlannedFrom"], Is.EqualTo((await _host.AllAsync<QaVisit>()).Single().PlannedFrom));

        await _host.PassToAsync("2027-06-02 09:00");
        Assert.That((await VisitsAsync()).Select(v => v.CorrelationId), Is.EquivalentTo(new[] { $"visit:{granted.Reference}/visit-1", $"visit:{granted.Reference}/visit-2" }));
        Assert.That(await _host.AllAsync<QaVisit>(), Has.Count.EqualTo(2));
        Assert.That(await _host.AllAsync<IncidentRow>(), Is.Empty);
    }

    [Test]
    public async Task A_visit_that_ends_in_a_refusal_is_charged()
    {
        await RefusedAsync();
        Assert.That((await _host.AllAsync<Charge>()).Single(), Has.Property("FeeCode").EqualTo("approval-visit").And.Property("CentreNumber").EqualTo("68199"));
        Assert.That(await _host.AllAsync<OutboxRow>(o => o.Kind == "approval-refused"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_visit_that_ends_in_a_refusal_is_not_charged_where_the_setting_says_so()
    {
        await _host.DisposeAsync();
        await BeginAsync(chargeRefused: false);
        await RefusedAsync();
        Assert.That(await _host.AllAsync<Charge>(), Is.Empty);
        Assert.That(await _host.AllAsync<OutboxRow>(o => o.Kind == "approval-refused"), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_applicant_that_is_no_centre_is_invoiced_by_hand()
    {
        var instance = await StartAsync("centre-approval", ("ApplicationReference", "A-1"), ("Name", "Bredacombe Academy"), ("CentreType", "School"), ("LegalForm", "PublicBody"), ("Nation", "England"), ("CentreNumber", ""),
            ("Line", "Verified"), ("SuiteYear", 0), ("Scope", "Qualification"), ("Covers", "10279"));
        await DoAsync(instance, "check", ("guidanceRead", true), ("formReceived", true), ("evidenceReceived", true), ("termsAccepted", true), ("generalRegulationsAccepted", true), ("furtherPublicationsAccepted", true),
            ("timetabledExams", false), ("referencesSought", false), ("visitAskedFor", false), ("firstReferee", "None"), ("secondReferee", "None"));
        await DoAsync(instance, "visit", ("heldOn", "2026-11-30"), ("satisfactory", false));

        Assert.That(await _host.AllAsync<Charge>(), Is.Empty);
        Assert.That((await _host.AllAsync<OutboxRow>(o => o.Kind == "fee-to-invoice")).Single().Payload, Does.Contain("approval-visit").And.Contain("centre-approval:A-1"));
        Assert.That(await _host.AllAsync<IncidentRow>(), Is.Empty);
    }

    private async Task BeginAsync(bool chargeRefused)
    {
        _host = await CentresHost.BeginAsync("2026-12-01 10:00", options => options.ChargeRefusedVisits = chargeRefused);
        await _host.AddCentreAsync();
    }

    private async Task RefusedAsync()
    {
        var instance = await StartAsync("qualification-approval", ("RequestReference", "Q-1"), ("CentreNumber", "68199"), ("Line", "Verified"), ("SuiteYear", 0), ("Scope", "Qualification"), ("Covers", "10279"), ("ReceivedOn", "2026-12-01"));
        await DoAsync(instance, "check", ("formReceived", true), ("evidenceReceived", true), ("earlierSuite", false), ("timetabledExams", true));
        await DoAsync(instance, "arrange", ("visitOn", "2026-12-01"));
        await DoAsync(instance, "visit", ("heldOn", "2026-12-01"), ("satisfactory", false));
    }

    private Task<List<InstanceRow>> VisitsAsync() => _host.AllAsync<InstanceRow>(i => i.DefinitionId == "qa-visit");

    private async Task<InstanceId> StartAsync(string definition, params (string Name, object? Value)[] input) =>
        (await _host.Get<Inbox>().StartAsync(new StartRequest(definition, input.ToDictionary(i => i.Name, i => i.Value)), NewId(), CentresHost.Staff, default)).Instance;

    private async Task DoAsync(InstanceId instance, string activity, params (string Name, object? Value)[] answer)
    {
        var task = (await _host.AllAsync<TaskRow>(t => t.InstanceId == instance && t.ActivityId == activity)).SingleOrDefault();
        var incidents = await _host.AllAsync<IncidentRow>(i => i.InstanceId == instance);
        Assert.That(task, Is.Not.Null, $"no task {activity}: {string.Join(' ', incidents.Select(i => i.Message))}");
        await _host.Get<Inbox>().DeliverAsync(instance, new TaskCompleted(task!.BookmarkId, answer.ToDictionary(a => a.Name, a => a.Value)), NewId(), CentresHost.Staff, default);
    }

    private Guid NewId() => _host.Get<IIdSource>().Next();
}
