using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Host.Identity;

namespace OcrWorkflows.Host.Tests;

/// <summary>Lapsed approvals put in force again over HTTP and on the centre's page.</summary>
[TestFixture]
public sealed class ApprovalsReversed
{
    private TestServer _server = null!;
    private Approval _lapsed = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = await TestServer.StartAsync();
        await _server.LoadSampleAsync();
        await using var database = await _server.DatabaseAsync();
        _lapsed = await database.Set<Approval>().FirstAsync(a => a.Status == ApprovalStatus.Active && a.Scope != ApprovalScope.Centre);
        (_lapsed.Status, _lapsed.LapsedOn) = (ApprovalStatus.Lapsed, new DateOnly(2026, 11, 1));
        await database.SaveChangesAsync();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test, Order(1)]
    public async Task The_page_of_the_centre_offers_it_to_staff_and_to_nobody_else()
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        using var auditor = await _server.ClientAsync(RoleNames.Auditor);
        Assert.That(await staff.GetStringAsync($"/centres/{_lapsed.CentreNumber}"), Does.Contain("Put in force again").And.Contain($"value=\"{_lapsed.Reference}\""));
        Assert.That(await auditor.GetStringAsync($"/centres/{_lapsed.CentreNumber}"), Does.Not.Contain("Put in force again"));
    }

    [Test, Order(2)]
    public async Task Who_may_not_what_is_unknown_and_what_lacks_a_reason_are_refused()
    {
        using var auditor = await _server.ClientAsync(RoleNames.Auditor);
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        Assert.That((await auditor.PostAsJsonAsync($"/api/v1/approvals/{_lapsed.Reference}/reinstatement", new { reason = "Reviewed." })).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(await CodeAsync(staff, "none/reinstatement", new { reason = "Reviewed." }), Is.EqualTo((HttpStatusCode.NotFound, "approval-unknown")));
        Assert.That(await CodeAsync(staff, $"{_lapsed.Reference}/undo-lapse", new { }), Is.EqualTo((HttpStatusCode.Conflict, "reversal-refused")));
    }

    [Test, Order(3)]
    public async Task It_is_reinstated_once()
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        Assert.That((await StatusAsync(staff), await StatusAsync(staff)), Is.EqualTo(("Done", "InForce")));
        await using var database = await _server.DatabaseAsync();
        Assert.That((await database.Set<Approval>().AsNoTracking().SingleAsync(a => a.Reference == _lapsed.Reference)).Status, Is.EqualTo(ApprovalStatus.Active));
    }

    private async Task<string?> StatusAsync(HttpClient client)
    {
        var answer = await client.PostAsJsonAsync($"/api/v1/approvals/{_lapsed.Reference}/reinstatement", new { reason = "Reviewed." });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetString();
    }

    private static async Task<(HttpStatusCode Status, string? Code)> CodeAsync(HttpClient client, string path, object body)
    {
        var answer = await client.PostAsJsonAsync("/api/v1/approvals/" + path, body);
        return (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }
}
