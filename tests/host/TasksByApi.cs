using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Tests;

/// <summary>Tasks that a program lists and does.</summary>
[TestFixture]
public sealed class TasksByApi
{
    private TestServer _server = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = await TestServer.StartAsync();
        await _server.LoadSampleAsync(centres: 60, candidates: 900);
        await using var database = await _server.DatabaseAsync();
        var waiting = await database.Set<BookmarkRow>().Where(b => b.EventName == "VisitHeld").Select(b => b.InstanceId).ToListAsync();
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        Assert.That(waiting, Is.Not.Empty);
        foreach (var (claim, number) in waiting.Select((claim, number) => (claim, number)))
        {
            var visitedOn = new DateOnly(2026, 3, 2).AddDays(number / 2);
            (await staff.PostAsJsonAsync($"/api/v1/instances/{claim}/events", new { name = "VisitHeld", payload = new { visitedOn } })).EnsureSuccessStatusCode();
        }
    }

    [OneTimeTearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test]
    public async Task Pages_of_tasks_put_together_are_all_tasks_soonest_due_first()
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        var all = await ListAsync(staff, "limit=200");
        var pages = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var page = await staff.GetFromJsonAsync<JsonElement>($"/api/v1/tasks?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            pages.AddRange(page.GetProperty("tasks").EnumerateArray());
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);

        var keys = pages.Select(Key).ToList();
        Assert.That(keys, Has.Count.GreaterThan(4).And.Unique.And.EqualTo(all.Select(Key)));
        Assert.That(pages.Select(t => t.GetProperty("dueOn").GetString()), Is.Ordered);
    }

    [Test]
    public async Task A_role_sees_as_its_own_what_it_may_do()
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        using var assurer = await _server.ClientAsync(RoleNames.Assurer);
        Assert.That((await ListAsync(staff, "mine=true")).Select(t => t.GetProperty("role").GetString()), Does.Not.Contain("Assurer"));
        Assert.That((await ListAsync(assurer, "mine=true")).Select(t => t.GetProperty("role").GetString()), Does.Contain("Assurer"));
    }

    [Test]
    public async Task A_centre_sees_its_own_tasks_alone()
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        var one = (await ListAsync(staff, "limit=200")).Select(t => t.GetProperty("centre").GetString()!).First();
        using var centre = await _server.ClientAsync(RoleNames.Centre, one);
        Assert.That((await ListAsync(centre, "limit=200")).Select(t => t.GetProperty("centre").GetString()).Distinct(), Is.EqualTo(new[] { one }));
    }

    [Test]
    public async Task An_answer_that_does_not_fit_is_refused_by_field_and_a_right_one_is_taken_once()
    {
        using var assurer = await _server.ClientAsync(RoleNames.Assurer);
        var task = (await ListAsync(assurer, "mine=true&limit=200")).Last(t => t.GetProperty("title").GetString()!.StartsWith("Decide the claim", StringComparison.Ordinal));
        var address = $"/api/v1/instances/{task.GetProperty("instance").GetString()}/tasks/{task.GetProperty("id").GetString()}";
        var form = (await assurer.GetFromJsonAsync<JsonElement>(address)).GetProperty("form")[0];
        Assert.That(form.GetProperty("name").GetString(), Is.EqualTo("decision"));

        var refused = await assurer.PostAsJsonAsync(address, new { decision = "Perhaps" });
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That(problem.GetProperty("code").GetString(), Is.EqualTo("task-answer"));
        Assert.That(problem.GetProperty("errors").GetProperty("decision")[0].GetString(), Does.Contain("Confirmed, Edited, Withdrawn"));

        assurer.DefaultRequestHeaders.Add("Idempotency-Key", "1f0a7a52-6c3e-4a52-8a62-4a3e8a6b7c01");
        Assert.That(await StatusAsync(assurer, address), Is.EqualTo("delivered"));
        Assert.That(await StatusAsync(assurer, address), Is.EqualTo("already-delivered"));
        assurer.DefaultRequestHeaders.Remove("Idempotency-Key");
        Assert.That((await assurer.PostAsJsonAsync(address, new { decision = "Confirmed" })).StatusCode, Is.EqualTo(HttpStatusCode.NotFound), "it is done");

        await using var database = await _server.DatabaseAsync();
        var number = task.GetProperty("about").GetString()!["claim:".Length..];
        Assert.That((await database.Set<Claim>().SingleAsync(c => c.ClaimNumber == number)).Status, Is.EqualTo(ClaimStatus.Edited));
    }

    [Test]
    public async Task Another_role_does_not_do_the_task_and_nothing_changes()
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        var task = (await ListAsync(staff, "limit=200")).First(t => t.GetProperty("role").GetString() == "Assurer");
        var address = $"/api/v1/instances/{task.GetProperty("instance").GetString()}/tasks/{task.GetProperty("id").GetString()}";
        var answer = await staff.PostAsJsonAsync(address, new { decision = "Confirmed" });
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await staff.GetAsync(address)).StatusCode, Is.EqualTo(HttpStatusCode.OK), "it still waits");
    }

    [TestCase("limit=0", "bad-limit")]
    [TestCase("limit=201", "bad-limit")]
    [TestCase("cursor=x", "bad-cursor")]
    public async Task A_wrong_question_is_refused_with_its_code(string query, string code)
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        var answer = await staff.GetAsync($"/api/v1/tasks?{query}");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString(), Is.EqualTo(code));
    }

    private static string Key(JsonElement task) => $"{task.GetProperty("instance")}/{task.GetProperty("id")}";

    private static async Task<IReadOnlyList<JsonElement>> ListAsync(HttpClient client, string query) =>
        [.. (await client.GetFromJsonAsync<JsonElement>($"/api/v1/tasks?{query}")).GetProperty("tasks").EnumerateArray()];

    private static async Task<string?> StatusAsync(HttpClient client, string address)
    {
        var answer = await client.PostAsJsonAsync(address, new { decision = "Edited" });
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString();
    }
}
