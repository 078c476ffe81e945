using System.Net;
using System.Net.Http.Json;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Publishing;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Publishing;

namespace OcrWorkflows.Host.Tests;

/// <summary>Who did what, searched.</summary>
[TestFixture]
public sealed class AuditSearched
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    private TestServer _server = null!;
    private HttpClient _auditor = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = await TestServer.StartAsync();
        _auditor = await _server.ClientAsync(RoleNames.Auditor);
        await NoteAsync("approval/12345-it", "reinstated", "anna", Noon);
        await NoteAsync("approval/12345-it", "lapse-undone", "ben", Noon.AddDays(1));
        await NoteAsync("approval/67890-it", "reinstated", "anna", Noon.AddDays(2));
        await NoteAsync("user/0123", "made", "anna", Noon.AddDays(3));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _auditor.Dispose();
        await _server.DisposeAsync();
    }

    [TestCase("trail=approval/", "67890-it/1", "12345-it/2", "12345-it/1")]
    [TestCase("trail=approval/12345", "12345-it/2", "12345-it/1")]
    [TestCase("trail=approval/&by=anna", "67890-it/1", "12345-it/1")]
    [TestCase("trail=approval/&action=lapse-undone", "12345-it/2")]
    [TestCase("trail=approval/&from=2026-11-03T12:00:00Z", "67890-it/1", "12345-it/2")]
    [TestCase("trail=approval/&before=2026-11-03T12:00:00Z", "12345-it/1")]
    [TestCase("trail=approval/&limit=1&skip=1", "12345-it/2")]
    [TestCase("trail=approval/&by=nobody")]
    public async Task Lines_are_found_latest_first(string query, params string[] lines)
    {
        var page = await _auditor.GetFromJsonAsync<AuditLines>($"/api/v1/audit?{query}");
        Assert.That(page!.Lines.Select(l => $"{l.Trail["approval/".Length..]}/{l.Sequence}"), Is.EqualTo(lines));
    }

    [TestCase(RoleNames.Auditor, true)]
    [TestCase(RoleNames.Administrator, true)]
    [TestCase(RoleNames.Staff, false)]
    [TestCase(RoleNames.Approver, false)]
    public async Task What_was_done_to_users_is_shown_to_those_who_manage_them_and_to_auditors(string role, bool shown)
    {
        using var client = await _server.ClientAsync(role);
        Assert.That((await client.GetFromJsonAsync<AuditLines>("/api/v1/audit?trail=user/0123"))!.Lines.Count, Is.EqualTo(shown ? 1 : 0));
        var page = await client.GetStringAsync("/audit?trail=user/");
        Assert.That(page.Contains("user/0123", StringComparison.Ordinal), Is.EqualTo(shown));
    }

    [TestCase("limit=501")]
    [TestCase("skip=10001")]
    [TestCase("from=yesterday")]
    public async Task What_cannot_be_listed_is_refused(string query) =>
        Assert.That((await _auditor.GetAsync($"/api/v1/audit?{query}")).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));

    private async Task NoteAsync(string trail, string action, string by, DateTimeOffset at)
    {
        await using var database = await _server.DatabaseAsync();
        await AuditTrail.NoteAsync(database, trail, action, "For a reason.", new Actor(by), at, default);
        await database.SaveChangesAsync();
    }
}
