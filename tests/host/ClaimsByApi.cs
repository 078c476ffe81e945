using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Tests;

/// <summary>Claims, visits and results as programs send them.</summary>
[TestFixture]
public sealed class ClaimsByApi
{
    private TestServer _server = null!;
    private Claim _sample = null!;
    private string _candidate = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = await TestServer.StartAsync();
        await _server.LoadSampleAsync();
        await using var database = await _server.DatabaseAsync();
        _sample = await database.Set<Claim>().AsNoTracking().OrderBy(c => c.ClaimNumber).FirstAsync();
        _candidate = await EnterAsync(database);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test]
    public async Task A_centre_claims_once_however_often_the_request_is_sent_and_sees_the_visit_move_it_on()
    {
        using var centre = await _server.ClientAsync(RoleNames.Centre, _sample.CentreNumber);
        var officer = new Client.OcrClient(centre);
        var claim = new Client.ClaimRequest(_sample.QualificationCode, [new(_candidate, Grade: "Pass")], Confident: true);
        var first = await officer.Claims.SubmitAsync(claim, "first-claim-of-term");
        var again = await officer.Claims.SubmitAsync(claim, "first-claim-of-term");
        Assert.That((first.Status, again.Status), Is.EqualTo((Client.ClaimSubmitStatus.Submitted, Client.ClaimSubmitStatus.AlreadySubmitted)));
        var number = first.ClaimNumber;
        Assert.That(again.ClaimNumber, Is.EqualTo(number));
        var listed = await officer.Claims.PageAsync(new() { Qualification = _sample.QualificationCode, PageSize = 1 });
        Assert.That((listed.Claims[0].Number, listed.Claims[0].Status, listed.Claims[0].Awards), Is.EqualTo((number, Client.ClaimStatus.Submitted, 1)), "the latest first");

        using var assurer = await _server.ClientAsync(RoleNames.Assurer);
        var told = await PostAsync(assurer, "/api/v1/visits", new { centreNumber = _sample.CentreNumber, qualificationCode = _sample.QualificationCode, visitedOn = "2026-11-20" });
        Assert.That(told.Body.GetProperty("claims").EnumerateArray().Select(c => c.GetString()), Does.Contain(number));
        await using var database = await _server.DatabaseAsync();
        Assert.That((await database.Set<Claim>().AsNoTracking().SingleAsync(c => c.ClaimNumber == number)).VisitedOn, Is.EqualTo(new DateOnly(2026, 11, 20)));
    }

    [Test]
    public async Task Two_centres_that_use_the_same_key_make_two_claims()
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        staff.DefaultRequestHeaders.Add("Idempotency-Key", "1");
        var own = await PostAsync(staff, "/api/v1/claims", Claim());
        await using var database = await _server.DatabaseAsync();
        var other = await database.Set<Candidate>().AsNoTracking().FirstAsync(c => c.CentreNumber != _sample.CentreNumber);
        var elsewhere = await PostAsync(staff, "/api/v1/claims", Claim(other.CentreNumber, other.CandidateNumber));

        Assert.That(own.Status, Is.EqualTo(HttpStatusCode.Created));
        Assert.That(elsewhere.Status, Is.Not.EqualTo(HttpStatusCode.OK), "not taken for the other centre's claim");
    }

    [Test]
    public async Task A_claim_that_the_rules_refuse_names_reason_clause_remedy_and_a_decision_that_can_be_made_again()
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        var claim = new Client.ClaimRequest(_sample.QualificationCode, [new(_candidate, Grade: "Pass")], _sample.CentreNumber);
        var refused = Assert.ThrowsAsync<Client.OcrApiException>(() => new Client.OcrClient(staff).Claims.SubmitAsync(claim, "without-declaration"))!;
        Assert.That((refused.Status, refused.Code), Is.EqualTo((HttpStatusCode.Conflict, "claim-refused")));
        var finding = refused.Findings.Single();
        Assert.Multiple(() =>
        {
            Assert.That(finding.Rule, Is.EqualTo("ConfidenceDeclared"));
            Assert.That(finding.Clauses.Single(), Is.EqualTo("R143"));
            Assert.That(finding.Remedy, Does.StartWith("Make the declaration"));
        });
        using var again = JsonDocument.Parse(await staff.GetStringAsync($"/api/v1/decisions/{refused.Decision}/again"));
        Assert.That(again.RootElement.GetProperty("equal").GetBoolean(), Is.True, again.RootElement.ToString());
    }

    [Test]
    public async Task A_centre_does_not_claim_for_another()
    {
        using var centre = await _server.ClientAsync(RoleNames.Centre, "90999");
        Assert.That((await PostAsync(centre, "/api/v1/claims", Claim())).Code, Is.EqualTo("other-centre"));
    }

    [Test]
    public async Task What_is_missing_or_unknown_is_said()
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        Assert.That((await PostAsync(staff, "/api/v1/claims", new { })).Code, Is.EqualTo("claim-incomplete"));
        Assert.That((await PostAsync(staff, "/api/v1/claims", Claim(candidate: "9998"))).Code, Is.EqualTo("candidate-unknown"));
        Assert.That((await PostAsync(staff, "/api/v1/visits", new { centreNumber = "1" })).Code, Is.EqualTo("visit-incomplete"));
        Assert.That((await PostAsync(staff, "/api/v1/visits", new { centreNumber = _sample.CentreNumber, qualificationCode = "05838", visitedOn = "2099-01-01" })).Code, Is.EqualTo("visit-in-the-future"));
        Assert.That((await PostAsync(staff, "/api/v1/results", new { publishedOn = "2099-01-01" })).Code, Is.EqualTo("results-in-the-future"));
    }

    [TestCase(RoleNames.Centre)]
    [TestCase(RoleNames.Assurer)]
    [TestCase(RoleNames.Auditor)]
    public async Task Results_are_published_by_staff_only(string role)
    {
        using var client = await _server.ClientAsync(role, role == RoleNames.Centre ? _sample.CentreNumber : null);
        Assert.That((await client.PostAsJsonAsync("/api/v1/results", new { })).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task An_entry_is_withdrawn_through_the_API_and_a_ground_is_needed()
    {
        var file = await File.ReadAllTextAsync(_server.EntriesFile);
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        using var content = new StringContent(file, System.Text.Encoding.UTF8, "text/csv");
        (await staff.PostAsync("/api/v1/entries/import", content)).EnsureSuccessStatusCode();
        await using var database = await _server.DatabaseAsync();
        var entry = await database.Set<Entry>().AsNoTracking().FirstAsync(e => e.EntryType == EntryType.Unit || (e.EntryType == EntryType.Test && e.Status == EntryStatus.Accepted && database.Set<Sitting>().Any(s => s.EntryId == e.Id && s.Status == SittingStatus.Booked)));

        Assert.That((await PostAsync(staff, $"/api/v1/entries/{entry.Id}/withdrawal", new { })).Code, Is.EqualTo("withdrawal-without-ground"));
        var withdrawn = await PostAsync(staff, $"/api/v1/entries/{entry.Id}/withdrawal", new { ground = "Other" });
        Assert.That((withdrawn.Status, withdrawn.Body.GetProperty("status").GetString()), Is.EqualTo((HttpStatusCode.OK, "NotRefunded")), withdrawn.Body.ToString());
    }

    private object Claim(string? centre = null, string? candidate = null) => new
    {
        centreNumber = centre ?? _sample.CentreNumber,
        qualificationCode = _sample.QualificationCode,
        confident = true,
        awards = new[] { new { candidateNumber = candidate ?? _candidate, grade = "Pass" } },
    };

    /// <summary>Enters a candidate of the sample centre who claims nothing yet.</summary>
    /// <returns>The candidate's number.</returns>
    private async Task<string> EnterAsync(OcrDbContext database)
    {
        var candidate = await database.Set<Candidate>().AsNoTracking()
            .FirstAsync(c => c.CentreNumber == _sample.CentreNumber && !database.Set<Entry>().Any(e => e.CandidateId == c.Id && e.QualificationCode == _sample.QualificationCode));
        database.Add(new Entry
        {
            Id = Guid.CreateVersion7(),
            CentreNumber = candidate.CentreNumber,
            CandidateId = candidate.Id,
            EntryType = EntryType.Qualification,
            QualificationCode = _sample.QualificationCode,
            UnitCode = "",
            Series = "",
            Attempt = 1,
            Status = EntryStatus.Accepted,
            LineKey = Entry.KeyOf(candidate.CentreNumber, candidate.CandidateNumber, _sample.QualificationCode, "", "", 1, EntryType.Qualification),
            EnteredOn = new DateOnly(2026, 9, 1),
        });
        await database.SaveChangesAsync();
        return candidate.CandidateNumber;
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body, string? Code)> PostAsync(HttpClient client, string path, object body)
    {
        var answer = await client.PostAsJsonAsync(path, body);
        var json = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (answer.StatusCode, json, json.TryGetProperty("code", out var code) ? code.GetString() : null);
    }
}
