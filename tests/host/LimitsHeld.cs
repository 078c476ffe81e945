using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Host.Identity;

namespace OcrWorkflows.Host.Tests;

/// <summary>Too often, too large: refused in words.</summary>
[TestFixture]
public sealed class LimitsHeld
{
    private const int Megabyte = 1 << 20;

    [Test]
    public async Task One_caller_is_let_in_up_to_the_limit_and_then_told_when_to_come_back_while_others_go_on()
    {
        await using var server = await TestServer.StartAsync(null, ("Limits:RequestsPerMinute", "5"));
        using var staff = await server.ClientAsync(RoleNames.Staff);
        using var auditor = await server.ClientAsync(RoleNames.Auditor);
        for (var request = 1; request <= 5; request++)
        {
            Assert.That((await staff.GetAsync("/api/v1/centres")).StatusCode, Is.EqualTo(HttpStatusCode.OK), $"request {request}");
        }

        var refused = await staff.GetAsync("/api/v1/centres");
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(refused.Headers.RetryAfter!.Delta, Is.InRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60)));
        Assert.That(await CodeAsync(refused), Is.EqualTo("too-often"));
        var page = await staff.GetAsync("/tasks");
        Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(await page.Content.ReadAsStringAsync(), Does.Contain("Too many requests"));
        Assert.That((await staff.GetAsync("/health/live")).StatusCode, Is.EqualTo(HttpStatusCode.OK), "probes are not counted");
        Assert.That((await auditor.GetAsync("/api/v1/centres")).StatusCode, Is.EqualTo(HttpStatusCode.OK), "somebody else");
    }

    [Test]
    public async Task Tries_to_sign_in_are_limited_by_address_whatever_the_user_name()
    {
        await using var server = await TestServer.StartAsync(null, ("Limits:SignInsPerMinute", "3"));
        using var stranger = server.Stranger();
        for (var tries = 1; tries <= 3; tries++)
        {
            Assert.That(await TryAsync($"nobody-{tries}"), Is.EqualTo("wrong-credentials"));
        }

        Assert.That(await TryAsync("nobody-4"), Is.EqualTo("too-often"));
        Assert.That((await stranger.GetAsync("/sign-in")).StatusCode, Is.EqualTo(HttpStatusCode.OK), "the page itself is still shown");

        async Task<string?> TryAsync(string user) => await CodeAsync(await stranger.PostAsJsonAsync("/api/v1/sign-in", new { userName = user, password = "wrong-wrong-wrong" }));
    }

    [Test]
    public async Task A_file_of_the_largest_size_is_taken_and_one_byte_more_is_refused_in_words()
    {
        await using var server = await TestServer.StartAsync(null, ("Limits:UploadMegabytes", "1"));
        using var staff = await server.ClientAsync(RoleNames.Staff);
        Assert.That(await CodeAsync(await SendAsync(staff, Megabyte)), Is.EqualTo("file-unusable"), "it is read, and is no entries file");
        var refused = await SendAsync(staff, Megabyte + 1);
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(problem.GetProperty("code").GetString(), Is.EqualTo("file-too-large"));
        Assert.That(problem.GetProperty("detail").GetString(), Does.Contain("larger than 1 MB").And.Contain("Nothing was stored"));
        await using var database = await server.DatabaseAsync();
        Assert.That(database.Set<Entry>(), Is.Empty);
    }

    [Test]
    public async Task A_file_whose_size_is_not_said_beforehand_is_cut_off_at_the_limit()
    {
        await using var server = await TestServer.StartAsync(null, ("Limits:UploadMegabytes", "1"));
        using var staff = await server.ClientAsync(RoleNames.Staff);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/entries/import") { Content = Body(Megabyte + 70_000) };
        request.Headers.TransferEncodingChunked = true;
        Assert.That((await staff.SendAsync(request)).StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
    }

    [Test]
    public async Task A_form_with_a_file_over_the_limit_is_answered_by_a_page()
    {
        await using var server = await TestServer.StartAsync(null, ("Limits:UploadMegabytes", "1"));
        using var staff = await server.ClientAsync(RoleNames.Staff);
        using var form = new MultipartFormDataContent { { Body(Megabyte + 1), "file", "entries.csv" } };
        var answer = await staff.PostAsync("/entries", form);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("<h1>The file is too large</h1>").And.Contain("Send it in parts"));
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, int bytes) => client.PostAsync("/api/v1/entries/import", Body(bytes));

    private static ByteArrayContent Body(int bytes)
    {
        var content = new ByteArrayContent(Encoding.ASCII.GetBytes(new string('x', bytes)));
        content.Headers.ContentType = new("text/csv");
        return content;
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
}
