using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Register;
using OcrWorkflows.Runtime.Calendars;

namespace OcrWorkflows.Host.Tests;

/// <summary>Lists of visits and of certificates, as staff and as centres see them.</summary>
[TestFixture]
public sealed class VisitsAndCertificates
{
    private const string Ours = "11111";
    private const string Theirs = "22222";

    private static readonly Viewer Everyone = new("staff", null);

    private TestServer _server = null!;
    private DateOnly _today;

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = await TestServer.StartAsync();
        _today = WorkingCalendar.LocalDate(_server.Get<TimeProvider>().GetUtcNow());
        await using var database = await _server.DatabaseAsync();
        database.AddRange(
            Visit("held-lately", Ours, -60, -40, held: -45), Visit("held-before", Theirs, -200, -180, held: -190),
            Visit("missed", Ours, -30, -1), Visit("last-day", Theirs, -19, 0), Visit("first-day", Ours, 0, 20), Visit("to-come", Theirs, 1, 21));
        database.AddRange(
            Certificate(1, Ours, "", -3), Certificate(2, Ours, "M/507/4999", -3), Certificate(3, Theirs, "", -1), Certificate(4, Theirs, "", -9));
        await database.SaveChangesAsync();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test]
    public async Task Visits_to_be_held_come_first_by_the_end_of_their_window_then_those_held_latest_first()
    {
        Assert.That(await NamesAsync(new VisitFilter()), Is.EqualTo(new[] { "missed", "last-day", "first-day", "to-come", "held-lately", "held-before" }));
    }

    [TestCase(VisitState.Missed, "missed")]
    [TestCase(VisitState.Open, "last-day", "first-day")]
    [TestCase(VisitState.Planned, "to-come")]
    [TestCase(VisitState.Held, "held-lately", "held-before")]
    public async Task The_window_counts_its_first_and_its_last_day(VisitState state, params string[] names)
    {
        Assert.That(await NamesAsync(new VisitFilter { State = state }), Is.EqualTo(names));
        Assert.That((await Visits.ListAsync(Everyone, new VisitFilter { State = state }, _today, default)).Visits.Select(v => v.State), Is.All.EqualTo(state));
        Assert.That(await Visits.CountAsync(Everyone, new VisitFilter { State = state }, _today, 100, default), Is.EqualTo(names.Length));
    }

    [Test]
    public async Task A_list_is_paged_without_loss_or_repeat()
    {
        var seen = new List<string>();
        for (int? skip = 0; skip is { } at;)
        {
            var page = await Visits.ListAsync(Everyone, new VisitFilter { Limit = 4, Skip = at }, _today, default);
            seen.AddRange(page.Visits.Select(v => v.Covers));
            skip = page.Next;
        }

        Assert.That(seen, Has.Count.EqualTo(6).And.Unique);
        var certificates = new List<string>();
        string? cursor = null;
        do
        {
            var page = await Certificates.ListAsync(Everyone, new CertificateFilter { Limit = 1, After = DayCursor.TryParse(cursor, out var after) ? after : null }, default);
            certificates.AddRange(page.Certificates.Select(c => c.Claim));
            cursor = page.Next;
        }
        while (cursor is not null);
        Assert.That(certificates, Has.Count.EqualTo(4).And.Unique);
        Assert.That((certificates[0], certificates[^1]), Is.EqualTo(("CLM-3", "CLM-4")));
    }

    [Test]
    public async Task Each_month_has_its_visits_to_hold_and_those_held()
    {
        var months = await Visits.MonthsAsync(Everyone, new VisitFilter { State = VisitState.Held }, _today.AddMonths(-8), 12, default);
        Assert.That(months, Has.Count.EqualTo(12));
        Assert.That((months.Sum(m => m.Waiting), months.Sum(m => m.Held)), Is.EqualTo((4, 2)));
        var held = months.Single(m => m.Month == new DateOnly(_today.AddDays(-45).Year, _today.AddDays(-45).Month, 1));
        Assert.That(await NamesAsync(new VisitFilter { Month = held.Month, State = VisitState.Held }), Does.Contain("held-lately").And.Not.Contain("held-before"));
    }

    [TestCase(null, 4)]
    [TestCase(true, 3)]
    [TestCase(false, 1)]
    public async Task Certificates_are_told_apart_by_award_and_unit(bool? full, int count) =>
        Assert.That(await Certificates.CountAsync(Everyone, new CertificateFilter { Full = full }, 100, default), Is.EqualTo(count));

    [Test]
    public async Task The_client_reads_certificates_page_by_page_and_by_award_and_unit()
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        var officer = new Client.OcrClient(staff);
        var claims = new List<string>();
        await foreach (var certificate in officer.Certificates.AllAsync(new() { PageSize = 1 }))
        {
            claims.Add(certificate.Claim);
        }

        Assert.That(claims, Is.Unique.And.EquivalentTo(new[] { "CLM-1", "CLM-2", "CLM-3", "CLM-4" }));
        Assert.That((claims[0], claims[^1]), Is.EqualTo(("CLM-3", "CLM-4")));
        var units = await officer.Certificates.PageAsync(new() { Centre = Ours, Qualification = "05838", Full = false });
        Assert.That(units.Certificates.Select(c => (c.Claim, c.Unit, c.IssuedOn)), Is.EqualTo(new[] { ("CLM-2", "M/507/4999", _today.AddDays(-3)) }));
        Assert.That((await officer.Certificates.PageAsync(new() { Candidate = "0001" })).Certificates, Is.Empty);
    }

    [Test]
    public async Task A_centres_user_sees_the_visits_and_certificates_of_that_centre_alone()
    {
        using var centre = await _server.ClientAsync(RoleNames.Centre, Ours);
        Assert.That((await centre.GetFromJsonAsync<VisitPage>("/api/v1/visits", Json))!.Visits.Select(v => v.Centre).ToList(), Has.Count.EqualTo(3).And.All.EqualTo(Ours));
        Assert.That((await centre.GetFromJsonAsync<CertificatePage>("/api/v1/certificates", Json))!.Certificates.Select(c => c.Centre).ToList(), Has.Count.EqualTo(2).And.All.EqualTo(Ours));
        foreach (var list in new[] { "visits", "certificates" })
        {
            Assert.That((await centre.GetAsync($"/api/v1/{list}?centre={Theirs}")).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), list);
            Assert.That(await centre.GetStringAsync($"/{list}?centre={Theirs}"), Does.Not.Contain(Theirs + "<"), list);
        }
    }

    [TestCase("/api/v1/visits?limit=0")]
    [TestCase("/api/v1/visits?skip=10001")]
    [TestCase("/api/v1/certificates?limit=501")]
    [TestCase("/api/v1/certificates?cursor=elsewhere")]
    public async Task What_cannot_be_listed_is_refused(string path)
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        Assert.That((await staff.GetAsync(path)).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    private static System.Text.Json.JsonSerializerOptions Json { get; } = new(System.Text.Json.JsonSerializerDefaults.Web) { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter() } };

    private VisitQueries Visits => _server.Get<VisitQueries>();

    private CertificateQueries Certificates => _server.Get<CertificateQueries>();

    private async Task<IEnumerable<string>> NamesAsync(VisitFilter filter) => (await Visits.ListAsync(Everyone, filter, _today, default)).Visits.Select(v => v.Covers);

    private QaVisit Visit(string name, string centre, int from, int to, int? held = null) => new()
    {
        Id = Guid.CreateVersion7(),
        ApprovalReference = $"{centre}-{name}",
        CentreNumber = centre,
        Covers = name,
        PlannedFrom = _today.AddDays(from),
        PlannedTo = _today.AddDays(to),
        HeldOn = held is { } days ? _today.AddDays(days) : null,
        PlanKey = name,
    };

    private Certificate Certificate(int number, string centre, string unit, int issued) => new()
    {
        Id = Guid.CreateVersion7(),
        ClaimNumber = $"CLM-{number}",
        ClaimLineNumber = 1,
        CentreNumber = centre,
        CandidateId = Guid.CreateVersion7(),
        QualificationCode = "05838",
        UnitCode = unit,
        IssuedOn = _today.AddDays(issued),
    };
}
