using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage.Operations;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Tests;

[TestFixture]
public sealed class SweepsByApi
{
    [Test]
    public async Task Hosts_run_the_sweeps_at_their_times_and_each_run_is_kept()
    {
        await using var server = await TestServer.StartAsync(null, ("Schedules:Retention", "* * * * * ?"), ("Schedules:Lapse", "* * * * * ?"));
        Assert.That(await Eventually.Is(() => RunsAsync(server).GetAwaiter().GetResult() is { Count: 2 }, TimeSpan.FromSeconds(10)), Is.True);

        var client = await server.ClientAsync(RoleNames.Auditor);
        var sweeps = (await client.GetFromJsonAsync<JsonArray>("/api/v1/sweeps"))!;
        Assert.That(sweeps.Select(s => ((string?)s!["sweep"], (string?)s["last"]!["by"], s["nextAt"] is not null)),
            Is.EqualTo(new[] { ("lapse", "schedule:lapse", true), ("retention", "schedule:retention", true) }));
    }

    [Test]
    public async Task A_host_that_is_not_to_remove_anything_does_not()
    {
        await using var server = await TestServer.StartAsync(null, ("Schedules:Retention", ""));
        var client = await server.ClientAsync(RoleNames.Staff);
        var sweeps = (await client.GetFromJsonAsync<JsonArray>("/api/v1/sweeps"))!;
        Assert.That(sweeps.Select(s => (string?)s!["sweep"]), Is.EqualTo(new[] { "lapse" }));
    }

    [TestCase("Schedules:Lapse")]
    [TestCase("Schedules:Retention")]
    public void A_time_that_cannot_be_read_keeps_the_host_from_starting_and_names_the_setting(string setting) =>
        Assert.That(() => TestServer.StartAsync(null, (setting, "every night")), Throws.TypeOf<SettingsException>().With.Message.Contain(setting).And.Message.Contain("every night"));

    [Test]
    public async Task What_a_rehearsal_counts_lapses_when_that_number_is_confirmed_and_no_other()
    {
        await using var server = await TestServer.StartAsync();
        await server.LoadSampleAsync();
        await using var database = await server.DatabaseAsync();
        var quiet = await database.Set<Approval>().Where(a => a.Status == ApprovalStatus.Active && a.Scope != ApprovalScope.Centre).OrderBy(a => a.Reference).FirstAsync();
        (quiet.GrantedOn, quiet.InactiveSince, quiet.LastActivityOn) = (new DateOnly(2020, 1, 1), new DateOnly(2020, 1, 1), null);
        await database.SaveChangesAsync();
        var client = await server.ClientAsync(RoleNames.Staff);
        var would = (await client.GetFromJsonAsync<JsonNode>("/api/v1/sweeps/lapse/rehearsal"))!["lapsed"]!.AsArray();
        Assert.That(would.Select(l => (string?)l!["approvalReference"]), Does.Contain(quiet.Reference));

        var other = await client.PostAsJsonAsync("/api/v1/sweeps/lapse", new { confirm = would.Count + 1 });
        Assert.That(other.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That(await other.Content.ReadAsStringAsync(), Does.Contain("sweep-not-confirmed").And.Contain($"{would.Count} would lapse now"));
        Assert.That(await StatusAsync(), Is.EqualTo(ApprovalStatus.Active));

        await server.Get<PauseSwitch>().TurnAsync(true, "The clock is wrong", new Storage.Actor("admin"), default);
        Assert.That(await (await client.PostAsJsonAsync("/api/v1/sweeps/lapse", new { confirm = would.Count })).Content.ReadAsStringAsync(), Does.Contain("sweeps-paused"));
        Assert.That(await StatusAsync(), Is.EqualTo(ApprovalStatus.Active));
        await server.Get<PauseSwitch>().TurnAsync(false, "It is right", new Storage.Actor("admin"), default);

        var run = await client.PostAsJsonAsync("/api/v1/sweeps/lapse", new { confirm = would.Count });
        Assert.That(run.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await StatusAsync(), Is.EqualTo(ApprovalStatus.Lapsed));
        Assert.That((await RunsAsync(server)).Select(r => r.Outcome), Is.EquivalentTo(new[] { SweepOutcome.Held, SweepOutcome.Paused, SweepOutcome.Done }), "looking at what would lapse is no run");

        async Task<ApprovalStatus> StatusAsync() => await database.Set<Approval>().AsNoTracking().Where(a => a.Reference == quiet.Reference).Select(a => a.Status).SingleAsync();
    }

    /// <summary>The last of each sweep and each outcome.</summary>
    private static async Task<List<SweepRunRow>> RunsAsync(TestServer server)
    {
        await using var database = await server.DatabaseAsync();
        return [.. (await database.Set<SweepRunRow>().AsNoTracking().ToListAsync()).Where(r => r.EndedAt is not null).DistinctBy(r => (r.Sweep, r.Outcome))];
    }
}
