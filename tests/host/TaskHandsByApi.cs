using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Tests;

/// <summary>Tasks taken, handed back and passed on by programs.</summary>
[TestFixture]
public sealed class TaskHandsByApi
{
    private TestServer _server = null!;
    private string _centre = "";

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = await TestServer.StartAsync();
        await _server.LoadSampleAsync(centres: 2, candidates: 4, lines: 4);
        await using var database = await _server.DatabaseAsync();
        _centre = await database.Set<Centres.Register.Centre>().OrderBy(c => c.Number).Select(c => c.Number).FirstAsync();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test]
    public async Task Of_two_who_take_a_task_the_second_is_told_who_has_it_and_cannot_do_it()
    {
        using var first = await _server.ClientAsync(RoleNames.Assurer);
        using var second = await _server.ClientAsync(RoleNames.Assurer);
        var task = await OfferedAsync();
        var taken = await (await first.PostAsync($"{task}/claim", null)).Content.ReadFromJsonAsync<JsonElement>();
        var holder = taken.GetProperty("holder").GetString();
        Assert.That(holder, Does.StartWith("assurer-"));

        var refused = await second.PostAsync($"{task}/claim", null);
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(problem.GetProperty("code").GetString(), Is.EqualTo("task-held"));
        Assert.That(problem.GetProperty("holder").GetString(), Is.EqualTo(holder));
        Assert.That(problem.GetProperty("detail").GetString(), Does.StartWith($"{holder} has this task."));

        var done = await second.PostAsJsonAsync(task, new { decision = "Confirmed" });
        Assert.That(done.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That((await done.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString(), Is.EqualTo("task-held"));
        Assert.That((await first.PostAsJsonAsync(task, new { decision = "Confirmed" })).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Lists_tell_mine_from_what_nobody_has()
    {
        using var assurer = await _server.ClientAsync(RoleNames.Assurer);
        var mine = await OfferedAsync();
        var free = await OfferedAsync();
        (await assurer.PostAsync($"{mine}/claim", null)).EnsureSuccessStatusCode();
        Assert.That(await ListAsync(assurer, "whose=mine"), Is.EqualTo(new[] { mine }));
        Assert.That(await ListAsync(assurer, "whose=team&free=true"), Does.Contain(free).And.Not.Contain(mine));
        Assert.That(await ListAsync(assurer, "whose=all"), Does.Contain(free).And.Contain(mine));
        (await assurer.PostAsync($"{mine}/release", null)).EnsureSuccessStatusCode();
        Assert.That(await ListAsync(assurer, "whose=mine"), Is.Empty);
    }

    [Test]
    public async Task A_task_is_passed_to_a_named_user_who_may_do_it_and_to_nobody_else()
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        var assurer = await _server.UserAsync(RoleNames.Assurer);
        var auditor = await _server.UserAsync(RoleNames.Auditor);
        var task = await OfferedAsync();
        Assert.That(await CodeAsync(await staff.PostAsJsonAsync($"{task}/delegate", new { to = auditor })), Is.EqualTo((HttpStatusCode.BadRequest, "delegate-unfit")));
        Assert.That(await CodeAsync(await staff.PostAsJsonAsync($"{task}/delegate", new { to = "no-such-user" })), Is.EqualTo((HttpStatusCode.BadRequest, "delegate-unfit")));
        Assert.That(await CodeAsync(await staff.PostAsJsonAsync($"{task}/delegate", new { })), Is.EqualTo((HttpStatusCode.BadRequest, "without-user")));
        var passed = await staff.PostAsJsonAsync($"{task}/delegate", new { to = assurer.ToUpperInvariant() });
        Assert.That((await passed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("holder").GetString(), Is.EqualTo(assurer));
        Assert.That(await CodeAsync(await staff.PostAsync($"{task}/claim", null)), Is.EqualTo((HttpStatusCode.Forbidden, "task-not-yours")), "staff move it, but do not do it");
        Assert.That((await staff.PostAsync($"{task}/release", null)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task What_changed_hands_since_it_was_looked_at_is_not_changed()
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        var first = await _server.UserAsync(RoleNames.Assurer);
        var second = await _server.UserAsync(RoleNames.Assurer);
        var task = await OfferedAsync();
        var seen = (await staff.GetAsync(task)).Headers.ETag!;
        Assert.That((await DelegateAsync(staff, task, first, seen)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await CodeAsync(await DelegateAsync(staff, task, second, seen)), Is.EqualTo((HttpStatusCode.PreconditionFailed, "changed-meanwhile")));
        Assert.That((await DelegateAsync(staff, task, first, seen)).StatusCode, Is.EqualTo(HttpStatusCode.OK), "a repeat is harmless");
        Assert.That((await DelegateAsync(staff, task, second, (await staff.GetAsync(task)).Headers.ETag!)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase(RoleNames.Auditor)]
    [TestCase(RoleNames.Approver)]
    [TestCase(RoleNames.Centre)]
    public async Task Tasks_of_assurers_are_not_taken_or_moved_by(string role)
    {
        using var client = await _server.ClientAsync(role, role == RoleNames.Centre ? _centre : null);
        var task = await OfferedAsync();
        foreach (var change in new[] { "claim", "release", "delegate" })
        {
            Assert.That((await client.PostAsJsonAsync($"{task}/{change}", new { to = "x" })).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), change);
        }

        await using var database = await _server.DatabaseAsync();
        var id = new InstanceId(Guid.Parse(task.Split('/')[4]));
        Assert.That(await database.Set<TaskHoldingRow>().AnyAsync(h => h.InstanceId == id), Is.False);
    }

    /// <summary>Address of a task for an assurer: a claim whose visit was held.</summary>
    private async Task<string> OfferedAsync()
    {
        var ids = _server.Get<IIdSource>();
        var number = $"HANDS-{ids.Next():N}";
        var input = new Dictionary<string, object?> { ["ClaimNumber"] = number, ["CentreNumber"] = _centre, ["QualificationCode"] = "10176" };
        await using var database = await _server.DatabaseAsync();
        database.Add(new Centres.Register.Claim { ClaimNumber = number, CentreNumber = _centre, QualificationCode = "10176", SubmittedAt = _server.Get<TimeProvider>().GetUtcNow(), SubmittedBy = "test" });
        await database.SaveChangesAsync();
        var inbox = _server.Get<Inbox>();
        var started = await inbox.StartAsync(new StartRequest("claim", input, $"claim:{number}", _centre, "10176"), ids.Next(), new Actor("test"), default);
        await inbox.DeliverAsync(started.Instance, new EventArrived("VisitHeld", new Dictionary<string, object?> { ["visitedOn"] = "2026-03-02" }), ids.Next(), new Actor("test"), default);
        var task = await database.Set<TaskRow>().Where(t => t.InstanceId == started.Instance).Select(t => t.BookmarkId).SingleAsync();
        return $"/api/v1/instances/{started.Instance}/tasks/{task}";
    }

    private static async Task<HttpResponseMessage> DelegateAsync(HttpClient client, string task, string to, EntityTagHeaderValue seen)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{task}/delegate") { Content = JsonContent.Create(new { to }) };
        request.Headers.IfMatch.Add(seen);
        return await client.SendAsync(request);
    }

    private static async Task<IReadOnlyList<string>> ListAsync(HttpClient client, string query) =>
        [.. (await client.GetFromJsonAsync<JsonElement>($"/api/v1/tasks?limit=200&{query}")).GetProperty("tasks").EnumerateArray()
            .Select(t => $"/api/v1/instances/{t.GetProperty("instance").GetString()}/tasks/{t.GetProperty("id").GetString()}")];

    private static async Task<(HttpStatusCode, string?)> CodeAsync(HttpResponseMessage answer) =>
        (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
}
