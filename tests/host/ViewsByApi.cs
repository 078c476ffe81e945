using System.Net;
using System.Net.Http.Json;
using OcrWorkflows.Host.Identity;

namespace OcrWorkflows.Host.Tests;

/// <summary>Filters kept under a name.</summary>
[TestFixture]
public sealed class ViewsByApi
{
    private TestServer _server = null!;

    [OneTimeSetUp]
    public async Task Start() => _server = await TestServer.StartAsync();

    [OneTimeTearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test]
    public async Task A_view_is_seen_by_its_owner_and_once_shared_by_colleagues_and_never_by_a_centre()
    {
        using var mine = await _server.ClientAsync(RoleNames.Staff);
        using var colleague = await _server.ClientAsync(RoleNames.Assurer);
        using var centre = await _server.ClientAsync(RoleNames.Centre, "12345");
        var view = await KeptAsync(mine, "claims", "Mine", "?status=Pending&cursor=abc&after=1", share: false);
        Assert.That((view.Address, view.IsMine, view.IsShared), Is.EqualTo(("/claims?status=Pending", true, false)));
        Assert.That(await NamesAsync(colleague, "claims"), Is.Empty);

        var again = await KeptAsync(mine, "claims", " Mine ", "status=Confirmed&centre=12345", share: true);
        Assert.That((again.Id, again.Address), Is.EqualTo((view.Id, "/claims?status=Confirmed&centre=12345")));
        Assert.That(await NamesAsync(colleague, "claims"), Is.EqualTo(new[] { "Mine" }));
        Assert.That(await NamesAsync(colleague, "entries"), Is.Empty);
        Assert.That(await NamesAsync(centre, "claims"), Is.Empty);

        Assert.That((await colleague.DeleteAsync($"/api/v1/views/{view.Id}")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound), "somebody else's");
        Assert.That((await mine.DeleteAsync($"/api/v1/views/{view.Id}")).StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(await NamesAsync(colleague, "claims"), Is.Empty);
    }

    [Test]
    public async Task The_same_name_kept_many_times_at_once_is_kept_once()
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        var kept = await Task.WhenAll(Enumerable.Range(0, 8).Select(at => KeptAsync(staff, "certificates", "At once", $"centre={at}", share: false)));
        Assert.That(kept.Select(v => v.Id).Distinct().ToList(), Has.Count.EqualTo(1));
        Assert.That(await NamesAsync(staff, "certificates"), Is.EqualTo(new[] { "At once" }));
    }

    [TestCase("claims", "", "status=Pending", "a name of 1 to 100")]
    [TestCase("claims", "A name", "after=12", "no filters to keep")]
    [TestCase("centres/12345", "A name", "q=x", "no list 'centres/12345'")]
    public async Task What_cannot_be_kept_is_refused_with_the_reason(string list, string name, string query, string reason)
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        var answer = await staff.PostAsJsonAsync("/api/v1/views", new { list, name, query });
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain(reason));
    }

    [Test]
    public async Task A_centres_user_keeps_views_for_nobody_else()
    {
        using var centre = await _server.ClientAsync(RoleNames.Centre, "12345");
        Assert.That((await centre.PostAsJsonAsync("/api/v1/views", new { list = "entries", name = "Ours", query = "status=Refused", share = true })).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        await KeptAsync(centre, "entries", "Ours", "status=Refused", share: false);
        Assert.That(await NamesAsync(centre, "entries"), Is.EqualTo(new[] { "Ours" }));
    }

    [Test]
    public async Task Fifty_views_of_a_list_are_kept_and_no_more()
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        for (var at = 1; at <= SavedViews.Most; at++)
        {
            await KeptAsync(staff, "tasks", $"View {at}", $"centre={at}", share: false);
        }

        var more = await staff.PostAsJsonAsync("/api/v1/views", new { list = "tasks", name = "One more", query = "centre=1" });
        Assert.That(await more.Content.ReadAsStringAsync(), Does.Contain("too-many-views"));
        await KeptAsync(staff, "tasks", "View 7", "centre=77", share: false);
        await KeptAsync(staff, "visits", "View 1", "centre=1", share: false);
    }

    [Test]
    public async Task Filters_are_written_anew_so_that_an_address_leads_nowhere_else()
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        var view = await KeptAsync(staff, "audit", "Odd", "by=a\"><script>&trail=x#//elsewhere.example", share: false);
        Assert.That(view.Address, Is.EqualTo("/audit?by=a%22%3E%3Cscript%3E&trail=x%23%2F%2Felsewhere.example"));
    }

    private static async Task<SavedView> KeptAsync(HttpClient client, string list, string name, string query, bool share)
    {
        var answer = await client.PostAsJsonAsync("/api/v1/views", new { list, name, query, share });
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<SavedView>())!;
    }

    private static async Task<IEnumerable<string>> NamesAsync(HttpClient client, string list) =>
        (await client.GetFromJsonAsync<List<SavedView>>($"/api/v1/views/{list}"))!.Select(v => v.Name);
}
