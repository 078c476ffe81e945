using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Host.Identity;

namespace OcrWorkflows.Host.Tests;

/// <summary>Entries and claims as programs see them: those of staff, and those of a centre.</summary>
[TestFixture]
public sealed class EntriesByApi
{
    private const string Header = "centre_number,candidate_number,uci,uln,surname,forenames,date_of_birth,entry_type,qualification_code,unit_code,series,attempt";

    private TestServer _server = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = await TestServer.StartAsync();
        await _server.LoadSampleAsync(centres: 30, candidates: 400, lines: 300);
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        (await ImportAsync(staff, await File.ReadAllTextAsync(_server.EntriesFile))).EnsureSuccessStatusCode();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test]
    public async Task Pages_of_entries_put_together_are_all_entries_with_the_reasons_of_the_refused()
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        var read = new List<Client.EntrySummary>();
        await foreach (var entry in new Client.OcrClient(staff).Entries.AllAsync(new() { PageSize = 70 }))
        {
            read.Add(entry);
        }

        await using var database = await _server.DatabaseAsync();
        Assert.That(read, Has.Count.GreaterThan(70), "more than one page");
        Assert.That(read.Select(e => e.Id), Is.Unique.And.EquivalentTo(await database.Set<Entry>().Select(e => e.Id).ToListAsync()));
        var refused = read.Where(e => e.Status == Client.EntryStatus.Refused).ToList();
        Assert.That(refused, Is.Not.Empty);
        Assert.That(refused.Select(e => e.Reasons.Count), Has.All.GreaterThan(0));
    }

    [Test]
    public async Task A_centre_sees_its_own_entries_alone_and_is_told_so_when_it_asks_for_others()
    {
        await using var database = await _server.DatabaseAsync();
        var own = await database.Set<Entry>().Select(e => e.CentreNumber).OrderBy(c => c).FirstAsync();
        using var centre = await _server.ClientAsync(RoleNames.Centre, own);
        var seen = (await centre.GetFromJsonAsync<JsonElement>("/api/v1/entries?limit=500")).GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("centre").GetString());
        Assert.That(seen.Distinct(), Is.EqualTo(new[] { own }));
        Assert.That((await centre.GetAsync("/api/v1/entries?centre=99999")).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task A_centre_sends_entries_for_itself_and_no_line_of_another_centre_is_taken()
    {
        await using var database = await _server.DatabaseAsync();
        var two = await database.Set<Centre>().Where(c => c.Status == CentreStatus.Approved).OrderBy(c => c.Number).Select(c => c.Number).Take(2).ToListAsync();
        using var centre = await _server.ClientAsync(RoleNames.Centre, two[0]);
        using var file = new MemoryStream(Encoding.UTF8.GetBytes($"{Header}\n{two[0]},9001,,,Bredabeck,Callox,2009-05-31,Qualification,05838,,,\n{two[1]},9002,,,Bredabeck,Callox,2009-05-31,Qualification,05838,,,\n"));
        var officer = new Client.OcrClient(centre);
        var result = await officer.Entries.ImportAsync(file);
        Assert.That((result.Bad, result.Clean), Is.EqualTo((1, false)));
        Assert.That(result.Problems.Select(p => p.Code), Does.Contain("IMP033"));
        var made = await officer.Entries.PageAsync(new() { Import = result.ImportId });
        Assert.That(made.Entries.Select(e => (e.Centre, e.CandidateNumber)), Is.EqualTo(new[] { (two[0], "9001") }));
        Assert.That(await database.Set<Candidate>().Where(c => c.CandidateNumber == "9001" || c.CandidateNumber == "9002").Select(c => c.CentreNumber).ToListAsync(), Is.EqualTo(new[] { two[0] }));
    }

    [Test]
    public async Task The_history_of_claims_begins_with_the_latest_and_is_filtered_by_qualification_and_ordered_by_any_column()
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        var all = await ClaimsAsync(staff, "");
        Assert.That(all, Has.Count.GreaterThan(2));
        Assert.That(all.Select(c => c.GetProperty("submittedAt").GetDateTimeOffset()), Is.Ordered.Descending);

        var code = all[0].GetProperty("qualification").GetString()!;
        Assert.That((await ClaimsAsync(staff, $"?qualification={code}")).Select(c => c.GetProperty("qualification").GetString()).Distinct(), Is.EqualTo(new[] { code }));
        Assert.That(await ClaimsAsync(staff, "?qualification=00000"), Is.Empty);

        foreach (var (order, member) in new[] { ("Number", "number"), ("Centre", "centre"), ("Qualification", "qualification") })
        {
            Assert.That((await ClaimsAsync(staff, $"?order={order}")).Select(c => c.GetProperty(member).GetString()), Is.Ordered.Using<string?>(StringComparer.Ordinal), order);
            Assert.That((await ClaimsAsync(staff, $"?order={order}&reversed=true")).Select(c => c.GetProperty(member).GetString()), Is.Ordered.Descending.Using<string?>(StringComparer.Ordinal), order);
        }

        Assert.That((await ClaimsAsync(staff, "?limit=2")).Concat(await ClaimsAsync(staff, "?limit=2&skip=2")).Select(Number), Is.EqualTo(all.Take(4).Select(Number)));
    }

    [TestCase("/api/v1/entries?limit=0", "bad-limit")]
    [TestCase("/api/v1/entries?cursor=x", "bad-cursor")]
    [TestCase("/api/v1/claims?limit=501", "bad-limit")]
    [TestCase("/api/v1/claims?skip=10001", "bad-limit")]
    public async Task A_wrong_question_is_refused_with_its_code(string address, string code)
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        var answer = await staff.GetAsync(address);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString(), Is.EqualTo(code));
    }

    [Test]
    public async Task A_refused_entry_says_what_would_make_it_valid()
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        var officer = new Client.OcrClient(staff);
        var entry = (await officer.Entries.PageAsync(new() { Status = Client.EntryStatus.Refused, PageSize = 1 })).Entries.Single();
        var decision = await officer.Decisions.GetAsync(entry.Decision!.Value);
        Assert.That((decision.Outcome, decision.CentreNumber), Is.EqualTo((Client.Outcome.Refused, entry.Centre)));
        var would = await officer.Decisions.RemediesAsync(decision.Id);
        Assert.That(would.Changes.Count > 0 || would.NoneBecause is { Length: > 0 }, Is.True, would.ToString());
    }

    [Test]
    public async Task What_the_host_refuses_the_client_says_with_its_code()
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        using var stranger = _server.Stranger();
        var officer = new Client.OcrClient(staff);
        using var file = new MemoryStream("not,an,entries,file\n"u8.ToArray());
        var unusable = Assert.ThrowsAsync<Client.OcrApiException>(() => officer.Entries.ImportAsync(file))!;
        Assert.That((unusable.Status, unusable.Code), Is.EqualTo((HttpStatusCode.BadRequest, "file-unusable")));
        Assert.That(unusable.Problems, Is.Not.Empty);
        Assert.That(file.CanRead, Is.True, "left open");
        Assert.That(Assert.ThrowsAsync<Client.OcrApiException>(() => officer.Entries.PageAsync(new() { PageSize = 501 }))!.Code, Is.EqualTo("bad-limit"));
        Assert.That(Assert.ThrowsAsync<Client.OcrApiException>(() => officer.Decisions.GetAsync(Guid.Empty))!.Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(Assert.ThrowsAsync<Client.OcrApiException>(() => new Client.OcrClient(stranger).Entries.PageAsync(new()))!.Code, Is.EqualTo("not-signed-in"));
    }

    [Test]
    public async Task A_decision_says_how_each_rule_came_to_its_answer_and_that_a_strange_one_is_unknown()
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        var entry = (await staff.GetFromJsonAsync<JsonElement>("/api/v1/entries?status=Refused&limit=1")).GetProperty("entries")[0];
        var traced = await staff.GetFromJsonAsync<JsonElement>($"/api/v1/decisions/{entry.GetProperty("decision").GetString()}/trace");
        Assert.That((traced.GetProperty("outcome").GetString(), traced.GetProperty("noneBecause").ValueKind), Is.EqualTo(("Refused", JsonValueKind.Null)));
        var against = traced.GetProperty("rules").EnumerateArray().Where(r => r.GetProperty("status").GetString() == "Failure" && r.GetProperty("severity").GetString() == "Refuse").ToList();
        Assert.That(against.Select(r => r.GetProperty("expression").GetProperty("value").GetString()), Is.Not.Empty.And.All.EqualTo("false"));
        Assert.That((await staff.GetAsync($"/api/v1/decisions/{Guid.Empty}/trace")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    private static string? Number(JsonElement claim) => claim.GetProperty("number").GetString();

    private static async Task<IReadOnlyList<JsonElement>> ClaimsAsync(HttpClient client, string query) =>
        [.. (await client.GetFromJsonAsync<JsonElement>("/api/v1/claims" + query)).GetProperty("claims").EnumerateArray()];

    private static Task<HttpResponseMessage> ImportAsync(HttpClient client, string csv) =>
        client.PostAsync("/api/v1/entries/import", new StringContent(csv, Encoding.UTF8, "text/csv"));
}
