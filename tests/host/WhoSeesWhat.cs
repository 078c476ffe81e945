using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Tests;

/// <summary>Roles, and the wall around each centre.</summary>
[TestFixture]
public sealed class WhoSeesWhat
{
    private TestServer _server = null!;
    private InstanceRow _own = null!;
    private InstanceRow _other = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = await TestServer.StartAsync();
        await _server.LoadSampleAsync();
        await using var database = await _server.DatabaseAsync();
        var instances = await database.Set<InstanceRow>().AsNoTracking().Where(i => i.CentreNumber != null).OrderBy(i => i.CentreNumber).ToListAsync();
        _own = instances[0];
        _other = instances[^1];
        Assert.That(_own.CentreNumber, Is.Not.EqualTo(_other.CentreNumber));
    }

    [OneTimeTearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test]
    public async Task A_centres_user_lists_the_instances_of_that_centre_and_no_other()
    {
        using var centre = await _server.ClientAsync(RoleNames.Centre, _own.CentreNumber);
        var page = await centre.GetFromJsonAsync<JsonElement>("/api/v1/instances?limit=500");
        var centres = page.GetProperty("instances").EnumerateArray().Select(i => i.GetProperty("centreNumber").GetString()).Distinct();
        Assert.That(centres, Is.EqualTo(new[] { _own.CentreNumber }));
    }

    [Test]
    public async Task A_centres_user_reads_its_own_instance_and_is_told_that_another_does_not_exist()
    {
        using var centre = await _server.ClientAsync(RoleNames.Centre, _own.CentreNumber);
        Assert.That((await centre.GetAsync($"/api/v1/instances/{_own.Id}")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await centre.GetAsync($"/api/v1/instances/{_other.Id}")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await centre.GetAsync($"/api/v1/centres/{_own.CentreNumber}")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await centre.GetAsync($"/api/v1/centres/{_other.CentreNumber}")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await centre.GetAsync($"/api/v1/instances?centre={_other.CentreNumber}")).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task A_centres_user_finds_only_its_centre_in_the_list()
    {
        using var centre = await _server.ClientAsync(RoleNames.Centre, _own.CentreNumber);
        var page = await centre.GetFromJsonAsync<JsonElement>("/api/v1/centres");
        Assert.That(page.GetProperty("centres").EnumerateArray().Select(c => c.GetProperty("number").GetString()), Is.EqualTo(new[] { _own.CentreNumber }));
    }

    [Test]
    public async Task Staff_see_every_centre()
    {
        await using var database = await _server.DatabaseAsync();
        var all = await database.Set<Centre>().CountAsync();
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        var page = await staff.GetFromJsonAsync<JsonElement>("/api/v1/centres");
        Assert.That(page.GetProperty("centres").GetArrayLength(), Is.EqualTo(all));
    }

    [TestCase(RoleNames.Administrator, HttpStatusCode.OK)]
    [TestCase(RoleNames.Staff, HttpStatusCode.OK)]
    [TestCase(RoleNames.Approver, HttpStatusCode.Forbidden)]
    [TestCase(RoleNames.Assurer, HttpStatusCode.Forbidden)]
    [TestCase(RoleNames.Centre, HttpStatusCode.OK)]
    [TestCase(RoleNames.Auditor, HttpStatusCode.Forbidden)]
    public async Task Entries_files_are_imported_by_administrators_staff_and_centres_only(string role, HttpStatusCode expected)
    {
        using var client = await _server.ClientAsync(role, role == RoleNames.Centre ? _own.CentreNumber : null);
        var header = "centre_number,candidate_number,uci,uln,surname,forenames,date_of_birth,entry_type,qualification_code,unit_code,series,attempt\n";
        using var body = new StringContent(header, Encoding.UTF8, "text/csv");
        Assert.That((await client.PostAsync("/api/v1/entries/import", body)).StatusCode, Is.EqualTo(expected));
    }

    [TestCase(RoleNames.Auditor)]
    [TestCase(RoleNames.Approver)]
    [TestCase(RoleNames.Centre)]
    public async Task Events_are_not_for(string role)
    {
        using var client = await _server.ClientAsync(role, role == RoleNames.Centre ? _own.CentreNumber : null);
        var answer = await client.PostAsJsonAsync($"/api/v1/instances/{_own.Id}/events", new { name = "VisitHeld" });
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task Pages_of_the_list_hold_every_instance_once()
    {
        await using var database = await _server.DatabaseAsync();
        var all = (await database.Set<InstanceRow>().Select(i => i.Id).ToListAsync()).Select(i => i.Value).ToList();
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        var seen = new List<Guid>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await staff.GetFromJsonAsync<JsonElement>($"/api/v1/instances?limit=3{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}");
            seen.AddRange(page.GetProperty("instances").EnumerateArray().Select(i => i.GetProperty("id").GetGuid()));
            cursor = page.GetProperty("next").GetString();
        }

        Assert.That(seen, Is.EquivalentTo(all));
    }

    [Test]
    public async Task A_cursor_that_was_never_given_out_is_refused_in_words()
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        var answer = await staff.GetAsync("/api/v1/instances?cursor=nonsense");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString(), Is.EqualTo("bad-cursor"));
    }
}
