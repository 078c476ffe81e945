using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Tests;

/// <summary>Users made, switched off, given another role or password; and what that does to those who are signed in.</summary>
[TestFixture]
public sealed class UsersByApi
{
    private const string Chosen = "correct horse battery";

    private TestServer _server = null!;
    private HttpClient _admin = null!;
    private int _users;

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = await TestServer.StartAsync();
        _admin = await _server.ClientAsync(RoleNames.Administrator);
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _admin.Dispose();
        await _server.DisposeAsync();
    }

    [Test]
    public async Task A_password_made_by_an_administrator_is_good_for_choosing_another_and_nothing_else()
    {
        var made = await AddAsync(RoleNames.Staff);
        using var program = await SignedInAsync(made.Name, made.Password);
        Assert.That(await CodeAsync(await program.GetAsync("/api/v1/instances")), Is.EqualTo("password-change-due"));
        var page = await program.GetAsync("/instances");
        Assert.That(page.Headers.Location?.OriginalString, Is.EqualTo("/account/password"), "a page leads to where it is chosen");

        Assert.That((await ChooseAsync(program, made.Password, Chosen)).StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        using var again = await SignedInAsync(made.Name, Chosen);
        Assert.That((await again.GetAsync("/api/v1/instances")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await program.GetAsync("/api/v1/instances")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized), "sign-ins with the old password have ended");
        Assert.That(await TryAsync(made.Name, made.Password), Is.EqualTo("wrong-credentials"));
    }

    [TestCase("not the old one", Chosen, "present password is wrong")]
    [TestCase(null, "too short", "at least 12")]
    [TestCase(null, null, "the old one")]
    [TestCase(null, "it is NAME, you see", "holds your user name")]
    public async Task A_password_that_will_not_do_is_refused_and_the_old_one_stays(string? old, string? chosen, string why)
    {
        var made = await AddAsync(RoleNames.Staff);
        using var program = await SignedInAsync(made.Name, made.Password);
        var answer = await ChooseAsync(program, old ?? made.Password, chosen?.Replace("NAME", made.Name, StringComparison.Ordinal) ?? made.Password);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), Does.Contain(why));
        using var still = await SignedInAsync(made.Name, made.Password);
    }

    [Test]
    public async Task A_user_switched_off_is_out_at_once_and_in_again_when_switched_on()
    {
        var name = await _server.UserAsync(RoleNames.Staff);
        var id = await IdAsync(name);
        using var program = await SignedInAsync(name, _server.PasswordOf(name));
        var off = await _admin.PostAsync($"/api/v1/users/{id}/switch-off", null);
        Assert.That((await off.Content.ReadFromJsonAsync<UserSummary>())!.SwitchedOff, Is.True);
        Assert.That((await program.GetAsync("/api/v1/instances")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await TryAsync(name, _server.PasswordOf(name)), Is.EqualTo("wrong-credentials"));

        (await _admin.PostAsync($"/api/v1/users/{id}/switch-on", null)).EnsureSuccessStatusCode();
        Assert.That(await TryAsync(name, _server.PasswordOf(name)), Is.Null);
        Assert.That((await program.GetAsync("/api/v1/instances")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized), "what was ended stays ended");
    }

    [Test]
    public async Task Another_role_holds_from_the_next_request()
    {
        var name = await _server.UserAsync(RoleNames.Administrator);
        using var program = await SignedInAsync(name, _server.PasswordOf(name));
        Assert.That((await program.GetAsync("/api/v1/users")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        (await _admin.PutAsJsonAsync($"/api/v1/users/{await IdAsync(name)}/role", new { role = RoleNames.Auditor })).EnsureSuccessStatusCode();
        Assert.That((await program.GetAsync("/api/v1/users")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        using var auditor = await SignedInAsync(name, _server.PasswordOf(name));
        Assert.That((await auditor.GetAsync("/api/v1/users")).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await auditor.GetAsync("/api/v1/instances")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_new_password_unlocks_and_ends_what_the_old_one_opened()
    {
        var name = await _server.UserAsync(RoleNames.Staff);
        for (var tries = 0; tries < 5; tries++)
        {
            await TryAsync(name, "wrong-wrong-wrong");
        }

        Assert.That(await TryAsync(name, _server.PasswordOf(name)), Is.EqualTo("locked-out"));
        var reset = await (await _admin.PostAsync($"/api/v1/users/{await IdAsync(name)}/password-reset", null)).Content.ReadFromJsonAsync<NewUser>();
        Assert.That(await TryAsync(name, _server.PasswordOf(name)), Is.EqualTo("wrong-credentials"));
        Assert.That(await TryAsync(name, reset!.Password), Is.Null);
    }

    [TestCase("password-reset")]
    [TestCase("switch-off")]
    [TestCase("switch-on")]
    public async Task Nobody_does_this_to_themselves(string what)
    {
        var name = await _server.UserAsync(RoleNames.Administrator);
        using var program = await SignedInAsync(name, _server.PasswordOf(name));
        Assert.That(await CodeAsync(await program.PostAsync($"/api/v1/users/{await IdAsync(name)}/{what}", null)), Is.EqualTo("user-refused"));
        Assert.That((await program.GetAsync("/api/v1/users")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("{\"name\":\"n1\",\"role\":\"Emperor\"}", "There is no role Emperor")]
    [TestCase("{\"name\":\"n2\",\"role\":\"Centre\"}", "needs the number of the centre")]
    [TestCase("{\"name\":\"n3\",\"role\":\"Staff\",\"centreNumber\":\"12345\"}", "goes with the role Centre only")]
    [TestCase("{\"role\":\"Staff\"}", "Username '' is invalid")]
    public async Task A_user_who_does_not_fit_is_refused(string body, string why)
    {
        var answer = await _admin.PostAsync("/api/v1/users", new StringContent(body, MediaTypeHeaderValue.Parse("application/json")));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), Does.Contain(why));
    }

    [Test]
    public async Task What_is_done_to_a_user_stands_in_a_trail_that_proves_itself()
    {
        var made = await AddAsync(RoleNames.Staff);
        await _admin.PostAsync($"/api/v1/users/{made.Id}/switch-off", null);
        await _admin.PostAsync($"/api/v1/users/{made.Id}/switch-on", null);
        await _admin.PutAsJsonAsync($"/api/v1/users/{made.Id}/role", new { role = RoleNames.Centre, centreNumber = "12345" });
        await using var database = await _server.DatabaseAsync();
        var trail = PeopleAudit.TrailOf(made.Id);
        Assert.That(database.Set<PublishingEventRow>().Where(e => e.RuleSet == trail).OrderBy(e => e.Sequence).Select(e => e.Action),
            Is.EqualTo(new[] { "made", "switched-off", "switched-on", "role-changed" }));
        Assert.That(await AuditTrail.VerifyAsync(database, trail, default), Is.Null);
    }

    private async Task<NewUser> AddAsync(string role)
    {
        var answer = await _admin.PostAsJsonAsync("/api/v1/users", new { name = $"made-{_users++}", role });
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<NewUser>())!;
    }

    private async Task<Guid> IdAsync(string name) => (await _admin.GetFromJsonAsync<List<UserSummary>>("/api/v1/users"))!.Single(u => u.Name == name).Id;

    private async Task<HttpClient> SignedInAsync(string name, string password)
    {
        var client = _server.Stranger();
        var answer = await client.PostAsJsonAsync("/api/v1/sign-in", new { userName = name, password });
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString());
        return client;
    }

    /// <returns>The code of the refusal; null when signed in.</returns>
    private async Task<string?> TryAsync(string name, string password)
    {
        using var client = _server.Stranger();
        return await CodeAsync(await client.PostAsJsonAsync("/api/v1/sign-in", new { userName = name, password }));
    }

    private static Task<HttpResponseMessage> ChooseAsync(HttpClient client, string old, string chosen) =>
        client.PostAsJsonAsync("/api/v1/account/password", new { old, chosen });

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).TryGetProperty("code", out var code) ? code.GetString() : null;
}
