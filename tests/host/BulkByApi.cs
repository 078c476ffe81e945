using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Host.Cli;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Tests;

/// <summary>Operations on many instances, as a program and the command line ask for them.</summary>
[TestFixture]
public sealed class BulkByApi
{
    private TestServer _server = null!;

    [SetUp]
    public async Task Start()
    {
        _server = await TestServer.StartAsync(settings: ("Operations:ConfirmAbove", "1"));
        await _server.LoadSampleAsync(centres: 4, candidates: 10, lines: 20);
    }

    [TearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test]
    public async Task It_is_tried_asked_for_confirmed_by_somebody_else_and_carried_out_by_the_host()
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        using var other = await _server.ClientAsync(RoleNames.Administrator);
        var body = new { filter = new { definition = "qualification-delivery" }, operation = new { operation = "suspend", reason = "a wrong letter", dryRun = true } };
        var tried = await (await staff.PostAsJsonAsync("/api/v1/instances/bulk", body)).Content.ReadFromJsonAsync<JsonElement>();
        var total = tried.GetProperty("total").GetInt32();
        Assert.That((tried.GetProperty("would").GetInt32(), tried.GetProperty("needsConfirmation").GetBoolean()), Is.EqualTo((total, true)));
        Assert.That(total, Is.GreaterThan(1));

        staff.DefaultRequestHeaders.Add("Idempotency-Key", "0190a6f2-7c1e-7b8a-9c55-1f6f0a1b2c3e");
        var real = body with { operation = body.operation with { dryRun = false } };
        var asked = await staff.PostAsJsonAsync("/api/v1/instances/bulk", real);
        Assert.That(asked.StatusCode, Is.EqualTo(HttpStatusCode.Accepted), await asked.Content.ReadAsStringAsync());
        var address = asked.Headers.Location!.ToString();
        Assert.That((await staff.PostAsJsonAsync("/api/v1/instances/bulk", real)).Headers.Location!.ToString(), Is.EqualTo(address), "the same request is the same operation");
        Assert.That(await StateAsync(staff, address), Is.EqualTo("AwaitsConfirmation"));
        Assert.That((await staff.PostAsync($"{address}/confirmation", null)).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await other.PostAsync($"{address}/confirmation", null)).StatusCode, Is.EqualTo(HttpStatusCode.OK));

        Assert.That(await EventuallyAsync(async () => await StateAsync(staff, address) == "Finished"), Is.True);
        var done = await staff.GetFromJsonAsync<JsonElement>(address);
        Assert.That(done.GetProperty("done").GetInt32(), Is.EqualTo(total));
        Assert.That(done.GetProperty("deeds").EnumerateArray().Select(d => d.GetProperty("action").GetString()), Is.EqualTo(new[] { "asked", "confirmed", "finished" }));
        await using var database = await _server.DatabaseAsync();
        Assert.That(await database.Set<InstanceRow>().CountAsync(i => i.SubStatus == InstanceSubStatus.OnHold), Is.EqualTo(total));
    }

    [TestCase("""{ "filter": {}, "operation": { "operation": "suspend", "reason": "x" } }""", "filter is empty")]
    [TestCase("""{ "filter": { "centre": "10001" }, "operation": { "operation": "suspend", "reason": " " } }""", "needs a reason")]
    [TestCase("""{ "filter": { "status": "asleep" }, "operation": { "operation": "suspend", "reason": "x" } }""", "no status 'asleep'")]
    [TestCase("""{ "filter": { "centre": "10001" }, "operation": { "operation": "migrate", "reason": "x", "toVersion": 2 } }""", "needs a definition")]
    [TestCase("""{ "operation": { "operation": "suspend", "reason": "x" } }""", "filter and operation")]
    public async Task What_cannot_be_asked_for_is_refused_with_the_remedy(string body, string expected)
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        var answer = await staff.PostAsync("/api/v1/instances/bulk", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), await answer.Content.ReadAsStringAsync());
        Assert.That((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString(), Does.Contain(expected));
    }

    [TestCase(RoleNames.Auditor)]
    [TestCase(RoleNames.Assurer)]
    public async Task Only_staff_and_administrators_operate(string role)
    {
        using var other = await _server.ClientAsync(role);
        Assert.That((await other.PostAsJsonAsync("/api/v1/instances/bulk", new { filter = new { centre = "10001" }, operation = new { operation = "cancel", reason = "x" } })).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task The_command_line_tries_then_asks_and_names_what_is_missing()
    {
        var staff = await _server.UserAsync(RoleNames.Staff);
        var (code, output) = await RunAsync("workflow", "bulk", "start", "suspend", "--definition", "qualification-delivery", "--reason", "a mistake", "--as", staff, "--dry-run");
        Assert.That((code, output.Contains("nothing was changed", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Good, true)), output);
        (code, output) = await RunAsync("workflow", "bulk", "start", "skip", "--definition", "qualification-delivery", "--reason", "a mistake", "--as", staff);
        Assert.That((code, output.Contains("needs --activity", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Failure, true)), output);
        (code, output) = await RunAsync("workflow", "bulk", "start", "suspend", "--definition", "qualification-delivery", "--reason", "a mistake", "--as", staff);
        Assert.That((code, output.Contains("bulk confirm", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Findings, true)), output);
        (code, output) = await RunAsync("workflow", "bulk", "list");
        Assert.That((code, output.Contains("waiting for a second person", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Good, true)), output);
        (code, output) = await RunAsync("sweep", "retention", "--rehearse", "--as", staff);
        Assert.That((code, output.Contains("nothing was changed", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Good, true)), output);
    }

    private async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        var code = await CommandLine.RunAsync(arguments, output, output, new Dictionary<string, string?>(_server.Folder.Settings) { ["Operations:ConfirmAbove"] = "1" });
        return (code, output.ToString());
    }

    private static async Task<string?> StateAsync(HttpClient client, string address) => (await client.GetFromJsonAsync<JsonElement>(address)).GetProperty("state").GetString();

    private static async Task<bool> EventuallyAsync(Func<Task<bool>> condition)
    {
        using var within = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await condition())
        {
            if (within.IsCancellationRequested)
            {
                return false;
            }

            await tick.WaitForNextTickAsync(default);
        }

        return true;
    }
}
