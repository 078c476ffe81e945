using OcrWorkflows.Centres.Claims;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests.Centres;

/// <summary>Results that make a qualification complete start the certification, once; its full certificate follows five working days later.</summary>
public sealed class CompletionTests
{
    private CentresHost _host = null!;

    [SetUp]
    public async Task Begin()
    {
        _host = await CentresHost.BeginAsync("2026-12-14 10:00");
        await _host.AddCentreAsync();
        await _host.GrantAsync("10279", ApprovalScope.Qualification);
        await _host.GrantAsync("Business");
    }

    [TearDown]
    public async Task End() => await _host.DisposeAsync();

    [Test]
    public async Task The_unit_that_completes_the_combination_brings_the_full_certificate_once_and_five_working_days_later()
    {
        var candidate = await _host.AddEnteredAsync("10279");
        await PublishAsync("10279", candidate, "U1");
        await PublishAsync("10279", candidate, "U2");
        Assert.That(await _host.AllAsync<InstanceRow>(i => i.DefinitionId == "certification"), Has.Count.EqualTo(1), "U1 is all that is required; U2 comes on top");

        await _host.PassToAsync("2026-12-21 23:59"); // 15, 16, 17, 18, 21
        Assert.That(await FullAsync(), Is.Empty);
        await _host.PassToAsync("2026-12-22 00:00");
        Assert.That((await FullAsync()).Single(), Has.Property("CandidateId").EqualTo(candidate).And.Property("IssuedOn").EqualTo(new DateOnly(2026, 12, 22)));
        Assert.That(await _host.AllAsync<OutboxRow>(o => o.Kind == "full-certificate"), Has.Count.EqualTo(1));
        Assert.That(await _host.AllAsync<OutboxRow>(o => o.Kind == "unit-certificates"), Is.Empty, "those come with the claims");
        Assert.That(await _host.AllAsync<IncidentRow>(), Is.Empty);
        Assert.That((await _host.AllAsync<Certificate>()).Count(c => c.UnitCode.Length > 0), Is.EqualTo(2));
    }

    [Test]
    public async Task A_unit_that_is_not_required_completes_nothing()
    {
        await PublishAsync("10279", await _host.AddEnteredAsync("10279"), "U2");
        Assert.That(await _host.AllAsync<InstanceRow>(i => i.DefinitionId == "certification"), Is.Empty);
    }

    [Test]
    public async Task Who_is_entered_for_units_alone_gets_no_full_certificate()
    {
        var candidate = await _host.AddEnteredAsync("10279");
        await _host.ChangeAsync(database =>
        {
            database.Remove(database.Set<Entry>().Single());
            database.Add(_host.EntryOf(candidate, "10279", type: EntryType.Unit, unit: "U1"));
        });
        await PublishAsync("10279", candidate, "U1");
        Assert.That(await _host.AllAsync<InstanceRow>(i => i.DefinitionId == "certification"), Is.Empty);
    }

    [Test]
    public async Task A_full_award_that_is_claimed_itself_gets_its_certificate_from_the_claim_alone()
    {
        var candidate = await _host.AddEnteredAsync("10279");
        await PublishAsync("10279", candidate, "");
        Assert.That(await _host.AllAsync<InstanceRow>(i => i.DefinitionId == "certification"), Is.Empty);
    }

    [Test]
    public async Task Units_achieved_under_the_original_entry_count_under_the_re_entry()
    {
        var candidate = await _host.AddEnteredAsync("05837");
        var original = (await _host.AllAsync<Entry>()).Single();
        await _host.ChangeAsync(database =>
        {
            database.Add(new Sitting { EntryId = _host.Get<IIdSource>().Next(), CentreNumber = "68199", CandidateId = candidate, QualificationCode = "05837", UnitCode = "U1", Series = "6b26", UnderEntryId = original.Id, Status = SittingStatus.Passed });
            database.Set<Entry>().Single().Status = EntryStatus.Closed;
            database.Add(_host.EntryOf(candidate, "05837", type: EntryType.ReEntry));
        });

        await PublishAsync("05837", candidate, "U22");

        var certification = (await _host.AllAsync<InstanceRow>(i => i.DefinitionId == "certification")).Single();
        Assert.That(InstanceState.FromJson(certification.State).Input["UnitsAchieved"], Is.EqualTo(2), "U1 from the entry before, U22 from this one");
    }

    private async Task PublishAsync(string qualification, Guid candidate, string unit)
    {
        var claims = _host.Get<ClaimService>();
        var submitted = await claims.SubmitAsync(new ClaimSubmission("68199", qualification, [new ClaimedAward(candidate, unit, "Pass")]), CentresHost.Staff, default);
        Assert.That(submitted.Status, Is.EqualTo(ClaimSubmitStatus.Submitted), submitted.Problem);
        await claims.RecordVisitAsync("68199", qualification, new DateOnly(2026, 12, 14), CentresHost.Staff, default);
        var task = (await _host.AllAsync<TaskRow>(t => t.InstanceId == submitted.Instance)).Single();
        await _host.Get<Inbox>().DeliverAsync(task.InstanceId, new TaskCompleted(task.BookmarkId, new Dictionary<string, object?> { ["decision"] = "Confirmed" }), _host.Get<IIdSource>().Next(), CentresHost.Staff, default);
        var told = await claims.PublishResultsAsync([submitted.ClaimNumber!], new DateOnly(2026, 12, 14), CentresHost.Staff, default);
        Assert.That(told.Claims, Has.Count.EqualTo(1));
    }

    private async Task<List<Certificate>> FullAsync() => await _host.AllAsync<Certificate>(c => c.UnitCode == "");
}
