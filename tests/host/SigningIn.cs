using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using OcrWorkflows.Host.Identity;

namespace OcrWorkflows.Host.Tests;

/// <summary>Who gets in, and where.</summary>
[TestFixture]
public sealed partial class SigningIn
{
    private TestServer _server = null!;

    [OneTimeSetUp]
    public async Task Start() => _server = await TestServer.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [TestCase("/health/live")]
    [TestCase("/health/ready")]
    [TestCase("/openapi/v1.json")]
    [TestCase("/sign-in")]
    public async Task A_stranger_may_read(string path)
    {
        using var stranger = _server.Stranger();
        Assert.That((await stranger.GetAsync(path)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("/")]
    [TestCase("/instances")]
    [TestCase("/rule-sets")]
    [TestCase("/no-such-page")]
    public async Task A_stranger_who_asks_for_a_page_is_sent_to_the_sign_in_page(string path)
    {
        using var stranger = _server.Stranger();
        var answer = await stranger.GetAsync(path);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(answer.Headers.Location!.AbsolutePath, Is.EqualTo("/sign-in"));
    }

    [TestCase("/api/v1/instances")]
    [TestCase("/api/v1/centres")]
    [TestCase("/api/v1/rule-sets")]
    public async Task A_program_that_has_not_signed_in_gets_a_problem_and_no_redirect(string path)
    {
        using var stranger = _server.Stranger();
        var answer = await stranger.GetAsync(path);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString(), Is.EqualTo("not-signed-in"));
    }

    [Test]
    public async Task The_right_password_signs_a_person_in_by_the_form_and_the_cookie_opens_pages()
    {
        var user = await _server.UserAsync(RoleNames.Staff);
        using var browser = _server.Stranger();
        var answer = await SubmitAsync(browser, user, _server.PasswordOf(user), "/instances");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(answer.Headers.Location!.OriginalString, Is.EqualTo("/instances"));
        Assert.That((await browser.GetAsync("/instances")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase("https://elsewhere.example/")]
    [TestCase("//elsewhere.example/")]
    [TestCase("/\\elsewhere.example/")]
    public async Task Signing_in_never_sends_anyone_to_another_site(string returnUrl)
    {
        var user = await _server.UserAsync(RoleNames.Staff);
        using var browser = _server.Stranger();
        var answer = await SubmitAsync(browser, user, _server.PasswordOf(user), returnUrl);
        Assert.That(answer.Headers.Location!.OriginalString, Is.EqualTo("/"));
    }

    [Test]
    public async Task A_wrong_password_leads_back_to_the_form_and_opens_nothing()
    {
        var user = await _server.UserAsync(RoleNames.Staff);
        using var browser = _server.Stranger();
        var answer = await SubmitAsync(browser, user, "wrong-wrong-wrong", "/");
        Assert.That(answer.Headers.Location!.OriginalString, Does.StartWith("/sign-in?error=wrong"));
        Assert.That((await browser.GetAsync("/")).StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
    }

    [Test]
    public async Task A_form_without_its_antiforgery_token_is_refused()
    {
        var user = await _server.UserAsync(RoleNames.Staff);
        using var browser = _server.Stranger();
        var answer = await browser.PostAsync("/sign-in", new FormUrlEncodedContent(new Dictionary<string, string> { ["userName"] = user, ["password"] = _server.PasswordOf(user) }));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task The_fifth_wrong_password_locks_even_the_right_one_out()
    {
        var user = await _server.UserAsync(RoleNames.Staff);
        using var program = _server.Stranger();
        for (var tries = 1; tries <= 4; tries++)
        {
            Assert.That(await CodeAsync(program, user, "wrong-wrong-wrong"), Is.EqualTo("wrong-credentials"), $"try {tries}");
        }

        Assert.That(await CodeAsync(program, user, "wrong-wrong-wrong"), Is.EqualTo("locked-out"));
        Assert.That(await CodeAsync(program, user, _server.PasswordOf(user)), Is.EqualTo("locked-out"));
    }

    [Test]
    public async Task The_password_of_a_user_is_kept_as_a_hash_only_and_never_logged()
    {
        var user = await _server.UserAsync(RoleNames.Auditor);
        using var program = _server.Stranger();
        await CodeAsync(program, user, _server.PasswordOf(user));
        await using var database = await _server.DatabaseAsync();
        var stored = database.Set<User>().Single(u => u.UserName == user);
        Assert.That(stored.PasswordHash, Is.Not.Null.And.Not.Contain(_server.PasswordOf(user)));
        Assert.That(_server.Log.All, Has.None.Contain(_server.PasswordOf(user)));
    }

    [TestCase("/health/live")]
    [TestCase("/sign-in")]
    [TestCase("/api/v1/instances")]
    public async Task Every_answer_forbids_scripts_and_frames_from_elsewhere(string path)
    {
        using var stranger = _server.Stranger();
        var answer = await stranger.GetAsync(path);
        Assert.That(answer.Headers.GetValues("Content-Security-Policy").Single(), Does.StartWith("default-src 'self'").And.Contain("frame-ancestors 'none'"));
        Assert.That(answer.Headers.GetValues("X-Content-Type-Options").Single(), Is.EqualTo("nosniff"));
    }

    private static async Task<string?> CodeAsync(HttpClient program, string user, string password)
    {
        var answer = await program.PostAsJsonAsync("/api/v1/sign-in", new { userName = user, password });
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return body.TryGetProperty("code", out var code) ? code.GetString() : null;
    }

    private static async Task<HttpResponseMessage> SubmitAsync(HttpClient browser, string user, string password, string returnUrl)
    {
        var page = await browser.GetStringAsync("/sign-in");
        var token = TokenField().Match(page).Groups[1].Value;
        Assert.That(token, Is.Not.Empty, "the form carries an antiforgery token");
        return await browser.PostAsync("/sign-in", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = token,
            ["userName"] = user,
            ["password"] = password,
            ["returnUrl"] = returnUrl,
        }));
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex TokenField();
}
