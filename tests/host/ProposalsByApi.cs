using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Importing;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Tests;

/// <summary>A rule set changed through the API: proposed by one person, approved by another.</summary>
[TestFixture]
public sealed class ProposalsByApi
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, string> _shipped = [];
    private TestServer _server = null!;
    private HttpClient _administrator = null!;
    private HttpClient _approver = null!;
    private HttpClient _staff = null!;

    [SetUp]
    public async Task Start()
    {
        _shipped.Clear();
        _server = await TestServer.StartAsync(settings: ("RuleSets:FileChanges", "propose"));
        _administrator = await _server.ClientAsync(RoleNames.Administrator);
        _approver = await _server.ClientAsync(RoleNames.Approver);
        _staff = await _server.ClientAsync(RoleNames.Staff);
    }

    [TearDown]
    public async Task Stop()
    {
        _administrator.Dispose();
        _approver.Dispose();
        _staff.Dispose();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task A_change_goes_live_on_another_host_too_and_into_the_file_once_a_second_person_approves_what_they_saw()
    {
        await _server.LoadSampleAsync();
        await _server.Get<EntryImport>().ImportAsync(_server.EntriesFile, new ImportOptions(), null, new Actor("test"), default);
        await using var other = await TestServer.StartAsync(settings: ("Database:Connection", _server.Folder.Database));
        var before = other.Get<RuleSetLibrary>().Current("entries-2016").Hash;

        var proposed = await ProposeAsync(_administrator, Changed("resit"));
        Assert.That(proposed.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        var address = proposed.Headers.Location!;
        var (view, tag) = await ReplayedAsync(address);
        var impact = view.GetProperty("impact");
        await using var database = await _server.DatabaseAsync();
        Assert.That(impact.GetProperty("all").GetInt64(), Is.EqualTo(await database.Set<DecisionRow>().CountAsync(d => d.RuleSet == "entries-2016")).And.Positive);
        Assert.That(impact.GetProperty("same").GetInt64(), Is.EqualTo(impact.GetProperty("all").GetInt64()));
        Assert.That(view.GetProperty("rulesDifference").EnumerateArray().Select(l => l.GetProperty("change").GetString()), Does.Contain("Added"));

        var approved = await DecideAsync(_approver, address, "approval", tag);
        Assert.That(approved.StatusCode, Is.EqualTo(HttpStatusCode.OK), await approved.Content.ReadAsStringAsync());
        Assert.That((await approved.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString(), Is.EqualTo("Published"));
        Assert.That(await Eventually.Is(() => other.Get<RuleSetLibrary>().Current("entries-2016").Hash != before, TimeSpan.FromSeconds(2)), Is.True, "live within two seconds");
        Assert.That(other.Get<RuleSetLibrary>().Current("entries-2016").Hash, Is.EqualTo(_server.Get<RuleSetLibrary>().Current("entries-2016").Hash));
        Assert.That(File.ReadAllText(Path.Combine(_server.Folder.RuleSets, "resit", "rules.json")), Is.EqualTo(Changed("resit")), "the file follows");

        var versions = await _staff.GetFromJsonAsync<JsonElement>("/api/v1/rule-sets/resit/versions");
        Assert.That(versions[0].GetProperty("approvedBy").GetString(), Does.StartWith("approver"));
        var audit = await _staff.GetFromJsonAsync<JsonElement>("/api/v1/rule-sets/resit/audit");
        Assert.That(audit.EnumerateArray().Select(e => e.GetProperty("action").GetString()), Is.EqualTo(new[] { "published", "proposed", "approved", "published" }));
    }

    [Test]
    public async Task An_administrator_does_not_approve_a_change_of_their_own_and_staff_approve_none()
    {
        var address = (await ProposeAsync(_administrator, Changed("lapse"), "lapse")).Headers.Location!;
        var (_, tag) = await ReplayedAsync(address);
        await RefusedAsync(await DecideAsync(_administrator, address, "approval", tag), HttpStatusCode.Forbidden, "own-change");
        Assert.That((await DecideAsync(_staff, address, "approval", tag)).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        await RefusedAsync(await DecideAsync(_approver, address, "approval", null), HttpStatusCode.PreconditionRequired, "without-if-match");
        await RefusedAsync(await DecideAsync(_approver, address, "approval", "\"0\""), HttpStatusCode.PreconditionFailed, "changed-meanwhile");
        await RefusedAsync(await DecideAsync(_approver, address, "sending-back", tag, comment: ""), HttpStatusCode.BadRequest, "without-comment");
        await RefusedAsync(await DecideAsync(_approver, address, "publication", tag), HttpStatusCode.Conflict, "not-approved");
        Assert.That((await DecideAsync(_approver, address, "sending-back", tag, comment: "Why now?")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_repeat_makes_nothing_new_and_what_cannot_be_proposed_says_why()
    {
        var key = "7d9a1c2e-4b1f-4f0e-9a6d-2f5f0f6f1a77";
        var first = await ProposeAsync(_staff, Changed("lapse"), "lapse", key: key);
        var again = await ProposeAsync(_staff, Changed("lapse"), "lapse", key: key);
        Assert.That(again.Headers.Location, Is.EqualTo(first.Headers.Location));
        await RefusedAsync(await ProposeAsync(_staff, Changed("lapse"), "lapse", key: "no-uuid"), HttpStatusCode.BadRequest, "bad-idempotency-key");
        await RefusedAsync(await ProposeAsync(_staff, Changed("lapse"), "lapse"), HttpStatusCode.Conflict, "already-proposed");
        await RefusedAsync(await ProposeAsync(_staff, OnDisk("resit")), HttpStatusCode.Conflict, "no-change");
        await RefusedAsync(await ProposeAsync(_staff, Changed("resit"), why: " "), HttpStatusCode.BadRequest, "without-why");
        var faulty = await ProposeAsync(_staff, OnDisk("resit").Replace("entry.Qualification.Level ", "entry.Qualification.Levl ", StringComparison.Ordinal));
        var problem = await RefusedAsync(faulty, HttpStatusCode.UnprocessableEntity, "has-faults");
        Assert.That(problem.GetProperty("diagnostics")[0].GetProperty("line").GetInt32(), Is.Positive);
        await RefusedAsync(await _staff.GetAsync($"/api/v1/rule-sets/lapse/proposals/{Guid.Empty}"), HttpStatusCode.NotFound, "proposal-unknown");
        await RefusedAsync(await _staff.GetAsync(first.Headers.Location!.ToString().Replace("/lapse/", "/resit/", StringComparison.Ordinal)), HttpStatusCode.NotFound, "proposal-unknown");
    }

    [Test]
    public async Task Another_text_in_its_place_takes_the_tag_of_the_one_it_replaces()
    {
        var proposed = await ProposeAsync(_staff, Changed("lapse"), "lapse");
        var address = proposed.Headers.Location!;
        Assert.That(proposed.Headers.ETag!.Tag, Is.Not.Empty);
        var (_, tag) = await ReplayedAsync(address);
        var revised = await PutAsync(_staff, address, Changed("lapse") + "\n", tag);
        Assert.That(revised.StatusCode, Is.EqualTo(HttpStatusCode.OK), await revised.Content.ReadAsStringAsync());
        await RefusedAsync(await PutAsync(_staff, address, Changed("lapse") + "\n\n", tag), HttpStatusCode.PreconditionFailed, "changed-meanwhile");
    }

    [Test]
    public async Task A_lone_administrator_goes_back_to_an_approved_version_loudly_and_an_approver_does_not()
    {
        var shipped = (await _staff.GetFromJsonAsync<JsonElement>("/api/v1/rule-sets/resit/versions"))[0].GetProperty("id").GetGuid();
        var address = (await ProposeAsync(_administrator, Changed("resit"))).Headers.Location!;
        var (_, tag) = await ReplayedAsync(address);
        await DecideAsync(_approver, address, "approval", tag);
        var before = _server.Get<RuleSetLibrary>().Current("resit").Hash;

        var way = $"/api/v1/rule-sets/resit/versions/{shipped}/rollback";
        Assert.That((await _approver.PostAsJsonAsync(way, new { reason = "Please" })).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        await RefusedAsync(await _administrator.PostAsJsonAsync(way, new { reason = " " }), HttpStatusCode.BadRequest, "without-reason");
        await RefusedAsync(await _administrator.PostAsJsonAsync($"/api/v1/rule-sets/resit/versions/{Guid.Empty}/rollback", new { reason = "Please" }), HttpStatusCode.NotFound, "version-unknown");
        Assert.That(_server.Get<RuleSetLibrary>().Current("resit").Hash, Is.EqualTo(before));

        var back = await _administrator.PostAsJsonAsync(way, new { reason = "It refused the wrong entries" });
        Assert.That(back.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(_server.Get<RuleSetLibrary>().Current("resit").Hash, Is.Not.EqualTo(before));
        Assert.That(_server.Log.All, Has.Some.StartsWith("Warning").And.Some.Contains("alone rolled back"));
        Assert.That(OnDisk("resit") + "\n", Is.EqualTo(Changed("resit")), "the file follows");
        var audit = await _staff.GetFromJsonAsync<JsonElement>("/api/v1/rule-sets/resit/audit");
        var last = audit.EnumerateArray().Last();
        Assert.That((last.GetProperty("action").GetString(), last.GetProperty("by").GetString()!.StartsWith("administrator", StringComparison.Ordinal)), Is.EqualTo(("rolled-back", true)));
    }

    [Test]
    public async Task A_file_with_a_change_of_its_own_is_left_alone_by_a_publish_and_the_drift_is_shown()
    {
        var address = (await ProposeAsync(_administrator, Changed("resit"))).Headers.Location!;
        var (_, tag) = await ReplayedAsync(address);
        var file = Path.Combine(_server.Folder.RuleSets, "resit", "rules.json");
        var own = File.ReadAllText(file) + "\n\n\n";
        File.WriteAllText(file, own);
        Assert.That((await DecideAsync(_approver, address, "approval", tag)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(File.ReadAllText(file), Is.EqualTo(own));
        Assert.That(_server.Log.All, Has.Some.Contains("differs from what decides"));
    }

    [Test]
    public async Task A_decision_is_made_again_and_shown_equal()
    {
        await _server.LoadSampleAsync();
        await _server.Get<EntryImport>().ImportAsync(_server.EntriesFile, new ImportOptions(), null, new Actor("test"), default);
        await using var database = await _server.DatabaseAsync();
        var id = await database.Set<DecisionRow>().Select(d => d.Id).FirstAsync();
        var again = await _staff.GetFromJsonAsync<JsonElement>($"/api/v1/decisions/{id}/again");
        Assert.That((again.GetProperty("equal").GetBoolean(), again.GetProperty("differences").GetArrayLength()), Is.EqualTo((true, 0)));
        using var stranger = await _server.ClientAsync(RoleNames.Centre, "00000");
        await RefusedAsync(await stranger.GetAsync($"/api/v1/decisions/{id}/again"), HttpStatusCode.NotFound, "decision-unknown");
    }

    private string OnDisk(string set) => File.ReadAllText(Path.Combine(_server.Folder.RuleSets, set, "rules.json"));

    /// <summary>The text as it was shipped, with a line more.</summary>
    private string Changed(string set)
    {
        _shipped.TryAdd(set, OnDisk(set));
        return _shipped[set] + "\n";
    }

    private static async Task<HttpResponseMessage> ProposeAsync(HttpClient client, string rules, string set = "resit", string why = "Because", string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/rule-sets/{set}/proposals") { Content = JsonContent.Create(new { rules, why }) };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await client.SendAsync(request);
    }

    private static Task<HttpResponseMessage> PutAsync(HttpClient client, Uri address, string rules, string tag) =>
        SendAsync(client, HttpMethod.Put, address.ToString(), new { rules, why = "Better so" }, tag);

    private static Task<HttpResponseMessage> DecideAsync(HttpClient client, Uri address, string what, string? tag, string? comment = null) =>
        SendAsync(client, HttpMethod.Post, $"{address}/{what}", new { comment }, tag);

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, string address, object body, string? tag)
    {
        using var request = new HttpRequestMessage(method, address) { Content = JsonContent.Create(body) };
        if (tag is not null)
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue(tag));
        }

        return await client.SendAsync(request);
    }

    /// <summary>The proposal once a host has replayed it, and its tag.</summary>
    private async Task<(JsonElement View, string Tag)> ReplayedAsync(Uri address)
    {
        var id = Guid.Parse(address.ToString().Split('/')[^1]);
        Assert.That(await Eventually.Is(() =>
        {
            using var database = _server.Get<IDbContextFactory<OcrDbContext>>().CreateDbContext();
            return database.Set<ProposalRow>().Any(p => p.Id == id && p.Impact != null);
        }, Soon), Is.True, "a host replays it");
        var answer = await _staff.GetAsync(address);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(), answer.Headers.ETag!.Tag);
    }

    private static async Task<JsonElement> RefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(status), text);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.That(problem.GetProperty("code").GetString(), Is.EqualTo(code));
        return problem;
    }
}
