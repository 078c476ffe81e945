using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Host.Identity;

namespace OcrWorkflows.Host.Tests;

/// <summary>Programs that act as a person, within scopes.</summary>
[TestFixture]
public sealed class TokensByApi
{
    private TestServer _server = null!;

    [OneTimeSetUp]
    public async Task Start() => _server = await TestServer.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test]
    public async Task A_token_does_what_its_scopes_say_and_nothing_else_its_owner_may_do()
    {
        using var owner = await _server.ClientAsync(RoleNames.Administrator);
        using var program = With((await MakeAsync(owner, "read")).Secret);
        Assert.That((await program.GetAsync("/api/v1/instances")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await program.GetAsync("/api/v1/rule-sets")).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), "another scope");
        foreach (var personal in new[] { "/api/v1/users", "/api/v1/account/tokens" })
        {
            Assert.That((await program.GetAsync(personal)).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), personal);
        }

        var started = await program.PostAsJsonAsync("/api/v1/instances", new { definition = "claim" });
        Assert.That((await started.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString(), Is.EqualTo("not-allowed"));
    }

    [Test]
    public async Task Its_owner_cannot_give_away_more_than_the_owner_has_nor_what_a_person_must_do()
    {
        using var auditor = await _server.ClientAsync(RoleNames.Auditor);
        using var admin = await _server.ClientAsync(RoleNames.Administrator);
        Assert.That(await FaultAsync(auditor, "import-entries"), Does.StartWith("You cannot give away import-entries"));
        Assert.That(await FaultAsync(admin, "approve"), Does.StartWith("You cannot give away approve"));
        Assert.That(await FaultAsync(admin), Does.StartWith("Choose at least one scope"));
        Assert.That(Scopes.All, Has.None.AnyOf("approve", "publish", "roll-back", "manage-users", "own-account"));
    }

    [TestCase(0)]
    [TestCase(ApiTokens.MostDays + 1)]
    public async Task A_life_beyond_the_bounds_is_refused(int days)
    {
        using var owner = await _server.ClientAsync(RoleNames.Staff);
        var answer = await owner.PostAsJsonAsync("/api/v1/account/tokens", new { name = "x", scopes = new[] { "read" }, days });
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task A_token_revoked_is_refused_from_then_on_and_only_its_owner_can_revoke_it()
    {
        using var owner = await _server.ClientAsync(RoleNames.Staff);
        using var other = await _server.ClientAsync(RoleNames.Administrator);
        var made = await MakeAsync(owner, "read");
        using var program = With(made.Secret);
        Assert.That((await other.DeleteAsync($"/api/v1/account/tokens/{made.Id}")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await program.GetAsync("/api/v1/instances")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await owner.DeleteAsync($"/api/v1/account/tokens/{made.Id}")).StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        var refused = await program.GetAsync("/api/v1/instances");
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString(), Is.EqualTo("token-not-good"));
    }

    [Test]
    public async Task A_token_that_has_run_out_is_refused()
    {
        using var owner = await _server.ClientAsync(RoleNames.Staff);
        var made = await MakeAsync(owner, "read");
        using var program = With(made.Secret);
        await using (var database = await _server.DatabaseAsync())
        {
            var now = _server.Get<TimeProvider>().GetUtcNow();
            await database.Set<ApiTokenRow>().Where(t => t.Id == made.Id).ExecuteUpdateAsync(t => t.SetProperty(x => x.ExpiresAt, now));
        }

        Assert.That((await program.GetAsync("/api/v1/instances")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task Switching_its_owner_off_takes_the_token_away_for_good()
    {
        using var admin = await _server.ClientAsync(RoleNames.Administrator);
        using var owner = await _server.ClientAsync(RoleNames.Staff);
        var made = await MakeAsync(owner, "read");
        using var program = With(made.Secret);
        await using var database = await _server.DatabaseAsync();
        var user = (await database.Set<ApiTokenRow>().SingleAsync(t => t.Id == made.Id)).UserId;
        (await admin.PostAsync($"/api/v1/users/{user}/switch-off", null)).EnsureSuccessStatusCode();
        (await admin.PostAsync($"/api/v1/users/{user}/switch-on", null)).EnsureSuccessStatusCode();
        Assert.That((await program.GetAsync("/api/v1/instances")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task A_centres_token_sees_that_centre_alone()
    {
        await _server.LoadSampleAsync(centres: 3, candidates: 3, lines: 3);
        await using var database = await _server.DatabaseAsync();
        var centres = database.Set<Centres.Register.Centre>().Select(c => c.Number).Take(2).ToList();
        using var owner = await _server.ClientAsync(RoleNames.Centre, centres[0]);
        using var program = With((await MakeAsync(owner, "read")).Secret);
        Assert.That((await program.GetAsync($"/api/v1/centres/{centres[0]}")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await program.GetAsync($"/api/v1/centres/{centres[1]}")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task The_secret_is_kept_as_a_hash_only_and_never_logged()
    {
        using var owner = await _server.ClientAsync(RoleNames.Staff);
        var made = await MakeAsync(owner, "read");
        using var program = With(made.Secret);
        await program.GetAsync("/api/v1/instances");
        await using var database = await _server.DatabaseAsync();
        var row = await database.Set<ApiTokenRow>().SingleAsync(t => t.Id == made.Id);
        Assert.That(row.Hash, Has.Length.EqualTo(64).And.Not.Contain(made.Secret));
        Assert.That(row.LastUsedOn, Is.Not.Null);
        Assert.That(_server.Log.All, Has.None.Contain(made.Secret));
        Assert.That(await owner.GetStringAsync("/api/v1/account/tokens"), Does.Contain(made.Name).And.Not.Contain(made.Secret));
    }

    private HttpClient With(string secret)
    {
        var client = _server.Stranger();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return client;
    }

    private static async Task<NewApiToken> MakeAsync(HttpClient owner, params string[] scopes)
    {
        var answer = await owner.PostAsJsonAsync("/api/v1/account/tokens", new { name = "nightly export", scopes });
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<NewApiToken>())!;
    }

    private static async Task<string?> FaultAsync(HttpClient owner, params string[] scopes) =>
        (await (await owner.PostAsJsonAsync("/api/v1/account/tokens", new { name = "x", scopes })).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString();
}
