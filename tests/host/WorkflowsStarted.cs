using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Tests;

/// <summary>Workflows that a program starts.</summary>
[TestFixture]
public sealed class WorkflowsStarted
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
    public async Task A_workflow_is_started_once_however_often_the_request_is_sent()
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        staff.DefaultRequestHeaders.Add("Idempotency-Key", "7d9a1c2e-4b1f-4f0e-9a6d-2f5f0f6f1b01");
        var first = await StartAsync(staff, "annual-update", new { CentreNumber = "68199", Year = 2026, DueOn = "2026-10-31" });
        var second = await StartAsync(staff, "annual-update", new { CentreNumber = "68199", Year = 2026, DueOn = "2026-10-31" });

        Assert.That((first.Status, second.Status), Is.EqualTo((HttpStatusCode.Created, HttpStatusCode.OK)));
        Assert.That(second.Body.GetProperty("instance").GetGuid(), Is.EqualTo(first.Body.GetProperty("instance").GetGuid()));
        await using var database = await _server.DatabaseAsync();
        var row = await database.Set<InstanceRow>().AsNoTracking().SingleAsync(i => i.CorrelationId == "annual-update:68199:2026");
        Assert.That((row.DefinitionId, row.CentreNumber), Is.EqualTo(("annual-update", "68199")));
    }

    [TestCase("no-such-workflow", HttpStatusCode.NotFound, "definition-unknown")]
    [TestCase("claim", HttpStatusCode.Conflict, "not-started-by-hand")]
    [TestCase("annual-update", HttpStatusCode.BadRequest, "start-input")]
    [TestCase("", HttpStatusCode.BadRequest, "start-incomplete")]
    public async Task A_start_that_cannot_be_taken_is_refused_with_its_code(string definition, HttpStatusCode status, string code)
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        var answer = await StartAsync(staff, definition, new { CentreNumber = "68199", Yaer = 2026, DueOn = "the last day" });

        Assert.That((answer.Status, answer.Body.GetProperty("code").GetString()), Is.EqualTo((status, code)));
    }

    [Test]
    public async Task Every_input_that_does_not_fit_is_named_at_once()
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        var answer = await StartAsync(staff, "annual-update", new { CentreNumber = "68199", Yaer = 2026, DueOn = "the last day" });

        var faults = answer.Body.GetProperty("faults").EnumerateArray().Select(f => f.GetString()).ToList();
        Assert.That(faults, Has.Count.EqualTo(3));
        Assert.That(faults, Has.One.Contains("no input \"Yaer\"").And.One.Contains("\"Year\" is missing").And.One.Contains("\"DueOn\" needs a value of type DateOnly"));
    }

    [TestCase(RoleNames.Auditor)]
    [TestCase(RoleNames.Assurer)]
    public async Task Only_staff_start_workflows(string role)
    {
        using var client = await _server.ClientAsync(role);
        var answer = await client.PostAsJsonAsync("/api/v1/instances", new { definition = "annual-update", input = new { } });
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> StartAsync(HttpClient client, string definition, object input)
    {
        var answer = await client.PostAsync("/api/v1/instances", JsonContent.Create(new { definition, input }, options: new JsonSerializerOptions()));
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }
}
