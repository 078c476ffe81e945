using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Host.Cli;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Tests;

/// <summary>Workflow definitions changed under <c>propose</c>: by a file, by a program, at a prompt.</summary>
[TestFixture]
public sealed class DefinitionsByApi
{
    private TestServer _server = null!;

    [SetUp]
    public async Task Start() => _server = await TestServer.StartAsync(settings: ("RuleSets:FileChanges", "propose"));

    [TearDown]
    public async Task Stop() => await _server.DisposeAsync();

    private string ClaimFile => Path.Combine(_server.Folder.Definitions, "claim.json");

    [Test]
    public async Task A_changed_file_waits_as_a_proposal_and_goes_live_only_by_a_second_person()
    {
        File.WriteAllText(ClaimFile, File.ReadAllText(ClaimFile) + "\n");
        Assert.That(await Eventually.Is(() => _server.Log.All.Any(l => l.Contains("claim has changed on disk", StringComparison.Ordinal)), TimeSpan.FromSeconds(5)), Is.True);
        await using var database = await _server.DatabaseAsync();
        var draft = await database.Set<ProposalRow>().AsNoTracking().SingleAsync();
        Assert.That((draft.Kind, draft.RuleSet, draft.State), Is.EqualTo(("workflow", "claim", ProposalState.Draft)));
        Assert.That(_server.Get<DefinitionLibrary>().CurrentVersion("claim").Version, Is.EqualTo(1));

        var admin = await _server.UserAsync(RoleNames.Administrator);
        var approver = await _server.UserAsync(RoleNames.Approver);
        var (code, output) = await RunAsync("workflow", "propose", "claim", "--why", "A line more", "--as", admin);
        Assert.That((code, output.Contains("workflow approve", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Good, true)), output);
        Assert.That((await RunAsync("workflow", "approve", draft.Id.ToString(), "--as", admin)).Output, Does.Contain("own-change"));
        Assert.That((await RunAsync("rules", "proposals")).Output, Does.Contain("Nothing waits"), "a definition is no rule set");
        (code, output) = await RunAsync("workflow", "approve", draft.Id.ToString(), "--as", approver);
        Assert.That((code, output.Contains("live", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Good, true)), output);
        Assert.That(await Eventually.Is(() => _server.Get<DefinitionLibrary>().CurrentVersion("claim").Version == 2, TimeSpan.FromSeconds(5)), Is.True, "the host takes it over");

        (code, output) = await RunAsync("workflow", "rollback", "claim", "1", "--reason", "it was wrong", "--as", admin);
        Assert.That((code, output.Contains("WARNING", StringComparison.Ordinal)), Is.EqualTo((ExitCode.Good, true)), output);
        Assert.That((await RunAsync("workflow", "versions", "claim")).Output, Does.Contain("rollback").And.Contain("it was wrong"));
        Assert.That(File.ReadAllText(ClaimFile), Does.EndWith("}\n").And.Not.EndsWith("}\n\n"), "the file follows what is current");
    }

    [Test]
    public async Task A_program_proposes_approves_and_goes_back()
    {
        using var author = await _server.ClientAsync(RoleNames.Staff);
        using var second = await _server.ClientAsync(RoleNames.Approver);
        using var admin = await _server.ClientAsync(RoleNames.Administrator);
        var text = await author.GetStringAsync("/api/v1/definitions/claim/versions/1/text");
        Assert.That((await author.PostAsJsonAsync("/api/v1/definitions/claim/proposals", new { why = "x" })).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        var proposed = await author.PostAsJsonAsync("/api/v1/definitions/claim/proposals", new { definition = text + " ", why = "A blank more" });
        Assert.That(proposed.StatusCode, Is.EqualTo(HttpStatusCode.Created), await proposed.Content.ReadAsStringAsync());
        var address = proposed.Headers.Location!.ToString();
        Assert.That(address, Does.StartWith("/api/v1/definitions/claim/proposals/"));
        var view = await proposed.Content.ReadFromJsonAsync<JsonElement>();
        Assert.That((view.GetProperty("kind").GetString(), view.GetProperty("checks").GetProperty("running").GetProperty("unfinished").GetInt32()), Is.EqualTo(("workflow", 0)));
        Assert.That((await author.GetAsync(address.Replace("definitions", "rule-sets", StringComparison.Ordinal))).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));

        using var approval = new HttpRequestMessage(HttpMethod.Post, $"{address}/approval") { Content = JsonContent.Create(new { comment = "good" }) };
        approval.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(proposed.Headers.ETag!.ToString()));
        var approved = await second.SendAsync(approval);
        Assert.That(approved.StatusCode, Is.EqualTo(HttpStatusCode.OK), await approved.Content.ReadAsStringAsync());
        var versions = await author.GetFromJsonAsync<JsonElement>("/api/v1/definitions/claim/versions");
        Assert.That(versions.EnumerateArray().Select(v => (v.GetProperty("version").GetInt32(), v.GetProperty("isCurrent").GetBoolean())), Is.EqualTo(new[] { (2, true), (1, false) }));

        var first = versions[1].GetProperty("id").GetString();
        Assert.That((await second.PostAsJsonAsync($"/api/v1/definitions/claim/versions/{first}/rollback", new { reason = "wrong" })).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), "that takes an Administrator");
        var back = await admin.PostAsJsonAsync($"/api/v1/definitions/claim/versions/{first}/rollback", new { reason = "wrong" });
        Assert.That((await back.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("version").GetInt32(), Is.EqualTo(3));
        Assert.That((await author.GetFromJsonAsync<JsonElement>("/api/v1/definitions/claim/audit")).EnumerateArray().Select(e => e.GetProperty("action").GetString()),
            Is.EqualTo(new[] { "published", "proposed", "approved", "published", "rolled-back" }));
    }

    private async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        var code = await CommandLine.RunAsync(arguments, output, output, new Dictionary<string, string?>(_server.Folder.Settings) { ["RuleSets:FileChanges"] = "propose" });
        return (code, output.ToString());
    }
}
