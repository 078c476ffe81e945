using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Host.Cli;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Tests;

/// <summary>Operations by hand and early events, as a program and the command line ask for them.</summary>
[TestFixture]
public sealed class OperationsByApi
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
    public async Task An_operation_is_rehearsed_then_done_once_and_refused_with_its_reason_when_it_cannot_be_done()
    {
        var claim = await WaitingAsync("VisitHeld");
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        staff.DefaultRequestHeaders.Add("Idempotency-Key", "0190a6f2-7c1e-7b8a-9c55-1f6f0a1b2c3d");
        Assert.That(await OutcomeAsync(staff, claim, new { operation = "suspend", reason = "the centre asked", dryRun = true }), Is.EqualTo("Rehearsed"));
        Assert.That(await OutcomeAsync(staff, claim, new { operation = "suspend", reason = "the centre asked" }), Is.EqualTo("Done"));
        Assert.That(await OutcomeAsync(staff, claim, new { operation = "suspend", reason = "the centre asked" }), Is.EqualTo("DoneBefore"));
        staff.DefaultRequestHeaders.Remove("Idempotency-Key");
        Assert.That(await CodeAsync(staff, claim, new { operation = "suspend", reason = "again" }), Is.EqualTo((HttpStatusCode.Conflict, "operation-refused")));
        Assert.That(await CodeAsync(staff, claim, new { operation = "explode", reason = "again" }), Is.EqualTo((HttpStatusCode.BadRequest, "bad-operation")));
        Assert.That(await CodeAsync(staff, claim, new { operation = "resume", reason = " " }), Is.EqualTo((HttpStatusCode.BadRequest, "bad-operation")));
        Assert.That(await CodeAsync(staff, Guid.Empty.ToString(), new { operation = "resume", reason = "x" }), Is.EqualTo((HttpStatusCode.NotFound, "instance-unknown")));
    }

    [TestCase(RoleNames.Assurer)]
    [TestCase(RoleNames.Auditor)]
    [TestCase(RoleNames.Centre)]
    public async Task Only_staff_and_administrators_operate(string role)
    {
        using var other = await _server.ClientAsync(role, role == RoleNames.Centre ? "10001" : null);
        var answer = await other.PostAsJsonAsync($"/api/v1/instances/{await WaitingAsync("ResultsPublished", orAny: true)}/operations", new { operation = "cancel", reason = "no" });
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task An_early_event_is_kept_unless_the_caller_asks_for_the_refusal()
    {
        var claim = await WaitingAsync("VisitHeld");
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        var early = new { name = "ResultsPublished", payload = new { publishedOn = "2026-11-20" } };
        Assert.That((await staff.PostAsJsonAsync($"/api/v1/instances/{claim}/events?early=refuse", early)).StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        var kept = await staff.PostAsJsonAsync($"/api/v1/instances/{claim}/events", early);
        Assert.That(kept.StatusCode, Is.EqualTo(HttpStatusCode.Accepted));
        Assert.That((await kept.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString(), Is.EqualTo("kept"));
        Assert.That((await staff.PostAsJsonAsync($"/api/v1/instances/{claim}/events?early=perhaps", early)).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task Verify_is_clean_until_somebody_writes_past_the_engine()
    {
        var (code, output) = await RunAsync(_server.Folder, "verify", "--json");
        Assert.That((code, JsonDocument.Parse(output).RootElement.GetProperty("clean").GetBoolean()), Is.EqualTo((ExitCode.Good, true)), output);

        await using var server = await TestServer.StartAsync();
        await server.LoadSampleAsync(centres: 2, candidates: 4, lines: 4);
        await using (var database = await server.DatabaseAsync())
        {
            await database.Set<BookmarkRow>().ExecuteDeleteAsync();
            await database.Set<TimerRow>().ExecuteDeleteAsync();
        }

        (code, output) = await RunAsync(server.Folder, "verify");
        Assert.That(code, Is.EqualTo(ExitCode.Findings));
        Assert.That(output, Does.Contain("STO101").And.Contain("./ocr workflow show").And.Contain("Not clean"));
    }

    [Test]
    public async Task A_damaged_database_file_is_one_line_with_the_remedy()
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(Path.GetDirectoryName(folder.Database)!);
        await File.WriteAllBytesAsync(folder.Database, Enumerable.Repeat((byte)'x', 8192).ToArray());
        foreach (var arguments in new[] { new[] { "workflow", "list" }, ["verify"], ["migrate"], ["outbox", "list"] })
        {
            using var error = new StringWriter();
            var code = await CommandLine.RunAsync(arguments, TextWriter.Null, error, folder.Settings);
            Assert.That(code, Is.EqualTo(ExitCode.Failure), arguments[0]);
            Assert.That(error.ToString().TrimEnd().Split('\n'), Has.Length.EqualTo(1), error.ToString());
            Assert.That(error.ToString(), Does.Contain("damaged").And.Contain("backup"), arguments[0]);
        }
    }

    [Test]
    public async Task The_command_line_operates_with_a_reason_and_a_dry_run()
    {
        using var folder = new TestFolder();
        await using var server = await TestServer.StartAsync();
        await server.LoadSampleAsync(centres: 2, candidates: 4, lines: 4);
        await using var database = await server.DatabaseAsync();
        var id = (await database.Set<InstanceRow>().FirstAsync(i => i.DefinitionId == "qualification-delivery")).Id.ToString();
        var staff = await server.UserAsync(RoleNames.Staff);
        var (code, output) = await RunAsync(server.Folder, "workflow", "cancel", id, "--reason", "a mistake", "--as", staff, "--dry-run");
        Assert.That((code, output.Contains("nothing was changed", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Good, true)), output);
        (code, output) = await RunAsync(server.Folder, "workflow", "skip", id, "--activity", "nowhere", "--reason", "a mistake", "--as", staff);
        Assert.That((code, output.Contains("does not stand at nowhere", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Findings, true)), output);
        (code, output) = await RunAsync(server.Folder, "workflow", "cancel", id, "--reason", "a mistake", "--as", staff);
        Assert.That(code, Is.EqualTo(ExitCode.Good), output);
        Assert.That(await database.Set<JournalRow>().AnyAsync(j => j.Message == "a mistake" && j.Actor == staff));
    }

    private static async Task<(int Code, string Output)> RunAsync(TestFolder folder, params string[] arguments)
    {
        using var output = new StringWriter();
        var code = await CommandLine.RunAsync(arguments, output, output, folder.Settings);
        return (code, output.ToString());
    }

    private async Task<string> WaitingAsync(string name, bool orAny = false)
    {
        await using var database = await _server.DatabaseAsync();
        var found = await database.Set<BookmarkRow>().AsNoTracking().Where(b => orAny || b.EventName == name).OrderBy(b => b.InstanceId).FirstAsync();
        return found.InstanceId.ToString();
    }

    private static async Task<string?> OutcomeAsync(HttpClient client, string id, object request)
    {
        var answer = await client.PostAsJsonAsync($"/api/v1/instances/{id}/operations", request);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("outcome").GetString();
    }

    private static async Task<(HttpStatusCode, string?)> CodeAsync(HttpClient client, string id, object request)
    {
        var answer = await client.PostAsJsonAsync($"/api/v1/instances/{id}/operations", request);
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }
}
