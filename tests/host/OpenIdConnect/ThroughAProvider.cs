using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Web.OpenIdConnect;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Tests.OpenIdConnect;

/// <summary>Signing in through an identity provider: whom it lets in, as what, and what it does not believe.</summary>
[TestFixture]
public sealed class ThroughAProvider
{
    private FakeProvider _provider = null!;
    private TestServer _server = null!;

    [SetUp]
    public async Task Start()
    {
        _provider = await FakeProvider.StartAsync();
        _provider.Person = Person("robin", "ocr-staff");
        _server = await ServerAsync(("OpenIdConnect:CreateUsers", "true"));
        _provider.Clock = _server.Get<TimeProvider>();
    }

    [TearDown]
    public async Task Stop()
    {
        await _server.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Test]
    public async Task The_button_leads_to_the_provider_and_back_to_the_page_that_was_asked_for_with_the_role_it_gives()
    {
        using var browser = new ProviderBrowser(_server.Address);
        var page = await (await browser.GetAsync("/sign-in?returnUrl=%2Finstances")).Content.ReadAsStringAsync();
        Assert.That(page, Does.Contain("Sign in with the sample account").And.Contain("href=\"/sign-in/provider?returnUrl=%2Finstances\""));
        Assert.That(await browser.SignInAsync("/instances"), Is.EqualTo("/instances"));
        Assert.That((await browser.GetAsync("/instances")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await browser.GetAsync("/sweeps")).StatusCode, Is.EqualTo(HttpStatusCode.OK), "staff may");
        Assert.That((await browser.GetAsync("/users")).Headers.Location!.OriginalString, Does.Contain("/access-denied"), "only administrators may");
        Assert.That(await TrailAsync("robin"), Is.EqualTo(new[] { "identity provider: made", "identity provider: bound" }));
    }

    [Test]
    public async Task The_same_person_is_the_same_user_next_time_whatever_the_provider_calls_them_then()
    {
        using var first = new ProviderBrowser(_server.Address);
        await first.SignInAsync();
        _provider.Person = Person("robin.married", "ocr-staff");
        using var second = new ProviderBrowser(_server.Address);
        Assert.That(await second.SignInAsync(), Is.EqualTo("/"));
        await using var database = await _server.DatabaseAsync();
        Assert.That(database.Set<User>().Select(u => u.UserName), Does.Contain("robin").And.Not.Contain("robin.married"));
    }

    [Test]
    public async Task Another_role_at_the_provider_holds_from_the_next_sign_in_and_ends_the_earlier_ones()
    {
        using var earlier = new ProviderBrowser(_server.Address);
        await earlier.SignInAsync();
        _provider.Person = Person("robin", "something-else", "ocr-auditor");
        using var later = new ProviderBrowser(_server.Address);
        await later.SignInAsync();
        Assert.That((await later.GetAsync("/sweeps")).Headers.Location!.OriginalString, Does.Contain("/access-denied"), "an auditor may not");
        Assert.That((await later.GetAsync("/tasks")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await earlier.GetAsync("/tasks")).Headers.Location!.OriginalString, Does.Contain("/sign-in"), "signed in as what the person is no more");
        Assert.That(await TrailAsync("robin"), Is.EqualTo(new[] { "identity provider: made", "identity provider: bound", "identity provider: role-changed" }));
    }

    [Test]
    public async Task Who_has_no_role_at_the_provider_any_more_is_refused_and_what_was_signed_in_ends()
    {
        using var earlier = new ProviderBrowser(_server.Address);
        await earlier.SignInAsync();
        _provider.Person = Person("robin", "something-else");
        using var later = new ProviderBrowser(_server.Address);
        Assert.That(await later.SignInAsync(), Is.EqualTo("/sign-in?error=provider-no-role"));
        Assert.That((await earlier.GetAsync("/tasks")).Headers.Location!.OriginalString, Does.Contain("/sign-in"));
        Assert.That((await TrailAsync("robin"))[^1], Is.EqualTo("identity provider: role-taken"));
    }

    [Test]
    public async Task A_user_of_a_centre_sees_the_centre_that_the_provider_names_and_without_one_is_refused()
    {
        _provider.Person = Person("exams.officer", "ocr-centre");
        using var without = new ProviderBrowser(_server.Address);
        Assert.That(await without.SignInAsync(), Is.EqualTo("/sign-in?error=provider-no-centre"));
        _provider.Person["centre_number"] = "12345";
        using var with = new ProviderBrowser(_server.Address);
        Assert.That(await with.SignInAsync(), Is.EqualTo("/"));
        await using var database = await _server.DatabaseAsync();
        Assert.That(database.Set<User>().Single(u => u.UserName == "exams.officer").CentreNumber, Is.EqualTo("12345"));
    }

    [TestCase("nonce")]
    [TestCase("signature")]
    [TestCase("signed with the client's secret")]
    [TestCase("not signed")]
    [TestCase("audience")]
    [TestCase("issuer")]
    [TestCase("expired")]
    [TestCase("no token")]
    public async Task A_token_that_does_not_hold_signs_nobody_in(string lie)
    {
        _provider.Nonce = lie == "nonce" ? IdTokens.MakeNonce() : null;
        _provider.WrongKey = lie == "signature";
        _provider.SignWithSecret = lie == "signed with the client's secret";
        _provider.Unsigned = lie == "not signed";
        _provider.Audience = lie == "audience" ? "another-client" : FakeProvider.ClientId;
        _provider.Issuer = lie == "issuer" ? "https://another.example" : null;
        _provider.GoodFor = lie == "expired" ? TimeSpan.FromMinutes(-3) : TimeSpan.FromMinutes(5);
        _provider.LeaveOutToken = lie == "no token";
        using var browser = new ProviderBrowser(_server.Address);
        Assert.That(await browser.SignInAsync(), Is.EqualTo("/sign-in?error=provider-invalid"));
        Assert.That((await browser.GetAsync("/tasks")).StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        await using var database = await _server.DatabaseAsync();
        Assert.That(database.Set<User>().Any(u => u.UserName == "robin"), Is.False);
        Assert.That(_server.Log.All.Count(line => line.Contains("provider-invalid", StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That(_server.Log.All, Has.None.Contain("robin").And.None.Contain("subject-1"));
        var page = await (await browser.GetAsync("/sign-in?error=provider-invalid")).Content.ReadAsStringAsync();
        Assert.That(page, Does.Contain("could not be proved").And.Not.Contain("   at "));
    }

    [Test]
    public async Task A_token_just_past_its_time_is_good_within_the_difference_of_clocks()
    {
        _provider.GoodFor = TimeSpan.FromMinutes(-1);
        using var browser = new ProviderBrowser(_server.Address);
        Assert.That(await browser.SignInAsync(), Is.EqualTo("/"));
    }

    [Test]
    public async Task What_the_provider_sends_back_is_good_for_the_browser_that_began_and_only_once()
    {
        using var browser = new ProviderBrowser(_server.Address);
        var back = await browser.ComeBackAsync();
        using var thief = new ProviderBrowser(_server.Address);
        Assert.That((await thief.GetAsync(back)).Headers.Location!.OriginalString, Is.EqualTo("/sign-in?error=provider-stale"));
        Assert.That((await thief.GetAsync("/sign-in/provider/return?code=code-0&state=made-up")).Headers.Location!.OriginalString, Is.EqualTo("/sign-in?error=provider-stale"));
        Assert.That((await browser.GetAsync(back)).Headers.Location!.OriginalString, Is.EqualTo("/"));
        Assert.That((await browser.GetAsync(back)).Headers.Location!.OriginalString, Is.EqualTo("/sign-in?error=provider-stale"));
        Assert.That(_provider.Refused, Is.Empty, "none of these got as far as the token");
    }

    [Test]
    public async Task Signing_in_never_sends_anyone_to_another_site()
    {
        using var browser = new ProviderBrowser(_server.Address);
        Assert.That(await browser.SignInAsync("//elsewhere.example/"), Is.EqualTo("/"));
    }

    [Test]
    public async Task Consent_that_is_denied_and_a_provider_that_is_away_are_told_in_words()
    {
        _provider.Deny = true;
        using var browser = new ProviderBrowser(_server.Address);
        Assert.That(await browser.SignInAsync(), Is.EqualTo("/sign-in?error=provider-denied"));
        _provider.Deny = false;
        var back = await browser.ComeBackAsync();
        await _provider.StopAsync();
        Assert.That((await browser.GetAsync(back)).Headers.Location!.OriginalString, Is.EqualTo("/sign-in?error=provider-unreachable"), "after it was there");
        await using var another = await ServerAsync();
        using var early = new ProviderBrowser(another.Address);
        Assert.That((await early.GetAsync("/sign-in/provider")).Headers.Location!.OriginalString, Is.EqualTo("/sign-in?error=provider-unreachable"), "before it ever was");
        Assert.That(await (await early.GetAsync("/sign-in?error=provider-unreachable")).Content.ReadAsStringAsync(), Does.Contain("cannot be reached at the moment"));
    }

    [Test]
    public async Task A_person_whom_nobody_made_a_user_is_refused_unless_users_are_made_so()
    {
        await using var server = await ServerAsync();
        using var browser = new ProviderBrowser(server.Address);
        Assert.That(await browser.SignInAsync(), Is.EqualTo("/sign-in?error=provider-unknown"));
        await using var database = await server.DatabaseAsync();
        Assert.That(database.Set<User>().Any(u => u.UserName == "robin"), Is.False);
    }

    [Test]
    public async Task A_user_made_for_somebody_is_theirs_when_role_and_name_agree_and_has_no_password_then()
    {
        var made = await AddAsync("robin", RoleNames.Staff, mustChangePassword: true);
        using var browser = new ProviderBrowser(_server.Address);
        Assert.That(await browser.SignInAsync(), Is.EqualTo("/"));
        Assert.That((await browser.GetAsync("/tasks")).StatusCode, Is.EqualTo(HttpStatusCode.OK), "there is no password to choose");
        using var program = _server.Stranger();
        Assert.That((await program.PostAsJsonAsync("/api/v1/sign-in", new { userName = "robin", password = made.Password })).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [TestCase(RoleNames.Administrator, true, TestName = "A_name_alone_takes_no_place_of_another_role")]
    [TestCase(RoleNames.Staff, false, TestName = "A_name_alone_takes_no_place_of_somebody_who_has_chosen_a_password")]
    public async Task A_name_alone_takes_nobodys_place(string role, bool mustChangePassword)
    {
        await AddAsync("robin", role, mustChangePassword);
        using var browser = new ProviderBrowser(_server.Address);
        Assert.That(await browser.SignInAsync(), Is.EqualTo("/sign-in?error=provider-not-made"));
        await using var server = await ServerAsync();
        await AddAsync("robin", role, mustChangePassword, server);
        using var elsewhere = new ProviderBrowser(server.Address);
        Assert.That(await elsewhere.SignInAsync(), Is.EqualTo("/sign-in?error=provider-unknown"));
    }

    [Test]
    public async Task Somebody_else_with_the_name_of_one_who_came_before_is_refused()
    {
        using var browser = new ProviderBrowser(_server.Address);
        await browser.SignInAsync();
        _provider.Subject = "subject-2";
        using var other = new ProviderBrowser(_server.Address);
        Assert.That(await other.SignInAsync(), Is.EqualTo("/sign-in?error=provider-not-made"));
    }

    [Test]
    public async Task A_user_switched_off_is_out_at_once_and_does_not_come_back_through_the_provider()
    {
        using var browser = new ProviderBrowser(_server.Address);
        await browser.SignInAsync();
        await using (var scope = _server.Services.CreateAsyncScope())
        {
            var robin = await scope.ServiceProvider.GetRequiredService<People>().FindAsync("robin");
            await scope.ServiceProvider.GetRequiredService<PeopleChanges>().SwitchOffAsync(robin!.Id, new Actor("test"), CancellationToken.None);
        }

        Assert.That((await browser.GetAsync("/tasks")).Headers.Location!.OriginalString, Does.Contain("/sign-in"));
        Assert.That(await browser.SignInAsync(), Is.EqualTo("/sign-in?error=provider-switched-off"));
    }

    [Test]
    public async Task Signing_out_ends_it_here_and_offers_to_end_it_there()
    {
        using var browser = new ProviderBrowser(_server.Address);
        await browser.SignInAsync();
        Assert.That(await browser.SignOutAsync(), Is.EqualTo("/sign-in?left=here"));
        Assert.That((await browser.GetAsync("/tasks")).StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(await (await browser.GetAsync("/sign-in?left=here")).Content.ReadAsStringAsync(), Does.Contain("href=\"/sign-out/provider\""));
        var there = (await browser.GetAsync("/sign-out/provider")).Headers.Location!.OriginalString;
        Assert.That(there, Does.StartWith($"{_provider.Address}/end?client_id={FakeProvider.ClientId}&post_logout_redirect_uri=").And.EndWith("%2Fsign-in"));
    }

    [Test]
    public async Task Passwords_and_their_lockout_go_on_beside_the_provider()
    {
        var staff = await _server.UserAsync(RoleNames.Staff);
        using var program = await _server.ClientAsync(RoleNames.Staff);
        Assert.That((await program.GetAsync("/api/v1/tasks")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        for (var tries = 1; tries <= 5; tries++)
        {
            await program.PostAsJsonAsync("/api/v1/sign-in", new { userName = staff, password = "wrong-wrong-wrong" });
        }

        var refused = await program.PostAsJsonAsync("/api/v1/sign-in", new { userName = staff, password = _server.PasswordOf(staff) });
        Assert.That((await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString(), Is.EqualTo("locked-out"));
    }

    [Test]
    public async Task Behind_a_proxy_the_provider_sends_people_back_to_the_public_address()
    {
        await using var server = await ServerAsync(("OpenIdConnect:PublicAddress", "https://ocr.example/"));
        using var browser = new ProviderBrowser(server.Address);
        Assert.That(await browser.ComeBackAsync(), Does.StartWith("https://ocr.example/sign-in/provider/return?code="));
    }

    [Test]
    public async Task Without_a_provider_there_is_no_button_and_its_address_says_so()
    {
        await using var server = await TestServer.StartAsync();
        using var browser = new ProviderBrowser(server.Address);
        Assert.That(await (await browser.GetAsync("/sign-in")).Content.ReadAsStringAsync(), Does.Not.Contain("/sign-in/provider"));
        Assert.That((await browser.GetAsync("/sign-in/provider")).Headers.Location!.OriginalString, Is.EqualTo("/sign-in?error=provider-off"));
    }

    private static Dictionary<string, object> Person(string name, params string[] roles) => new() { ["preferred_username"] = name, ["roles"] = roles };

    private Task<TestServer> ServerAsync(params (string Key, string Value)[] more) => TestServer.StartAsync(null,
    [
        ("OpenIdConnect:Authority", _provider.Address),
        ("OpenIdConnect:ClientId", FakeProvider.ClientId),
        ("OpenIdConnect:ClientSecret", FakeProvider.Secret),
        ("OpenIdConnect:Label", "Sign in with the sample account"),
        ("OpenIdConnect:Roles:0:Value", "ocr-staff"),
        ("OpenIdConnect:Roles:0:Role", RoleNames.Staff),
        ("OpenIdConnect:Roles:1:Value", "ocr-auditor"),
        ("OpenIdConnect:Roles:1:Role", RoleNames.Auditor),
        ("OpenIdConnect:Roles:2:Value", "ocr-centre"),
        ("OpenIdConnect:Roles:2:Role", RoleNames.Centre),
        .. more,
    ]);

    private async Task<NewUser> AddAsync(string name, string role, bool mustChangePassword, TestServer? server = null)
    {
        await using var scope = (server ?? _server).Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<People>().AddAsync(name, role, null, mustChangePassword: mustChangePassword);
    }

    /// <summary>Who did what to the user, once the chain has proved itself.</summary>
    private async Task<IReadOnlyList<string>> TrailAsync(string name)
    {
        await using var database = await _server.DatabaseAsync();
        var trail = PeopleAudit.TrailOf(database.Set<User>().Single(u => u.UserName == name).Id);
        Assert.That(await AuditTrail.VerifyAsync(database, trail, CancellationToken.None), Is.Null);
        return await database.Set<PublishingEventRow>().Where(e => e.RuleSet == trail).OrderBy(e => e.Sequence).Select(e => e.By + ": " + e.Action).ToListAsync();
    }
}
