using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Tests;

/// <summary>Events that a program delivers to a workflow.</summary>
[TestFixture]
public sealed class EventsByApi
{
    private TestServer _server = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = await TestServer.StartAsync();
        await _server.LoadSampleAsync();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test]
    public async Task A_visit_moves_the_claim_once_however_often_the_request_is_sent_and_stands_in_the_journal_under_the_assurer()
    {
        await using var database = await _server.DatabaseAsync();
        var claim = (await database.Set<BookmarkRow>().AsNoTracking().FirstAsync(b => b.EventName == "VisitHeld")).InstanceId;
        using var assurer = await _server.ClientAsync(RoleNames.Assurer);
        assurer.DefaultRequestHeaders.Add("Idempotency-Key", "7d9a1c2e-4b1f-4f0e-9a6d-2f5f0f6f1a01");

        Assert.That(await StatusAsync(assurer, claim), Is.EqualTo("delivered"));
        var lines = await database.Set<JournalRow>().CountAsync(j => j.InstanceId == claim);
        Assert.That(await StatusAsync(assurer, claim), Is.EqualTo("already-delivered"));

        Assert.That(await database.Set<JournalRow>().CountAsync(j => j.InstanceId == claim), Is.EqualTo(lines));
        Assert.That(await database.Set<TaskRow>().CountAsync(t => t.InstanceId == claim), Is.EqualTo(1), "the decision is now a task");
        Assert.That(await database.Set<JournalRow>().AnyAsync(j => j.InstanceId == claim && j.Actor.StartsWith("assurer")), Is.True);
    }

    [TestCase("NothingOfThisName", null, HttpStatusCode.Conflict, "event-not-awaited")]
    [TestCase("LapseDue", null, HttpStatusCode.Forbidden, "event-not-sent-by-hand")]
    [TestCase("FirstEntry", null, HttpStatusCode.Forbidden, "event-not-sent-by-hand")]
    [TestCase("VisitHeld", null, HttpStatusCode.BadRequest, "event-without-date")]
    [TestCase("", null, HttpStatusCode.BadRequest, "event-without-name")]
    [TestCase("VisitHeld", "no-uuid", HttpStatusCode.BadRequest, "bad-idempotency-key")]
    public async Task An_event_that_cannot_be_taken_is_refused_with_its_code(string name, string? key, HttpStatusCode status, string code)
    {
        await using var database = await _server.DatabaseAsync();
        var instance = (await database.Set<InstanceRow>().AsNoTracking().FirstAsync(i => i.DefinitionId == "qualification-delivery")).Id;
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        if (key is not null)
        {
            staff.DefaultRequestHeaders.Add("Idempotency-Key", key);
        }

        var answer = await staff.PostAsJsonAsync($"/api/v1/instances/{instance}/events", new { name });
        Assert.That(answer.StatusCode, Is.EqualTo(status));
        Assert.That((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString(), Is.EqualTo(code));
    }

    [Test]
    public async Task A_quality_assurer_tells_of_visits_and_of_nothing_else()
    {
        await using var database = await _server.DatabaseAsync();
        var instance = (await database.Set<InstanceRow>().AsNoTracking().FirstAsync(i => i.DefinitionId == "claim")).Id;
        using var assurer = await _server.ClientAsync(RoleNames.Assurer);

        var answer = await assurer.PostAsJsonAsync($"/api/v1/instances/{instance}/events", new { name = "ResultsPublished", payload = new { publishedOn = "2026-11-20" } });

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString(), Is.EqualTo("event-not-yours"));
    }

    private static async Task<string?> StatusAsync(HttpClient client, Storage.InstanceId claim)
    {
        var answer = await client.PostAsJsonAsync($"/api/v1/instances/{claim}/events", new { name = "VisitHeld", payload = new { visitedOn = "2026-11-20" } });
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString();
    }
}
