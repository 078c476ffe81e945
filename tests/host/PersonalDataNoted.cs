using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Host.Cli;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage.Rows;
using OcrWorkflows.Storage.Verification;

namespace OcrWorkflows.Host.Tests;

/// <summary>Whoever is shown names and identifiers of candidates leaves a line, and nobody else does.</summary>
[TestFixture]
public sealed class PersonalDataNoted
{
    private TestServer _server = null!;
    private string _centre = "";

    [SetUp]
    public async Task Start()
    {
        _server = await TestServer.StartAsync();
        await _server.LoadSampleAsync();
        await using var database = await _server.DatabaseAsync();
        _centre = await database.Set<Entry>().OrderBy(e => e.Id).Select(e => e.CentreNumber).FirstAsync();
    }

    [TearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test]
    public async Task An_export_with_names_is_one_line_that_says_who_and_which_part_of_the_list_and_no_more()
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        using var centre = await _server.ClientAsync(RoleNames.Centre, _centre);
        var before = (await _server.Get<Verifier>().RunAsync(CancellationToken.None)).AuditLines;
        await staff.GetStringAsync("/api/v1/entries.csv");
        await staff.GetStringAsync($"/api/v1/entries.csv?centre={_centre}&since=2026-09-01");
        await centre.GetStringAsync("/api/v1/entries.csv");
        await staff.GetStringAsync("/api/v1/certificates.csv?centre=Smith%20Ann");
        Assert.That(await LinesAsync(), Is.EqualTo(new[]
        {
            "personal-data/certificates 1 staff-0 exported: Exported by browser or API with names, UCI and ULN: certificates of centre xxxxx xxx.",
            "personal-data/entries 1 staff-0 exported: Exported by browser or API with names, UCI and ULN: entries of all centres.",
            $"personal-data/entries 2 staff-0 exported: Exported by browser or API with names, UCI and ULN: entries of centre {_centre} since 2026-09-01.",
            $"personal-data/entries 3 centre-1 exported: Exported by browser or API with names, UCI and ULN: entries of centre {_centre}.",
        }));
        var report = await _server.Get<Verifier>().RunAsync(CancellationToken.None);
        Assert.That((report.IsClean, report.AuditLines), Is.EqualTo((true, before + 4)));
    }

    [Test]
    public async Task A_line_about_a_view_that_is_changed_later_is_found()
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        await staff.GetStringAsync("/api/v1/entries.csv");
        await using (var database = await _server.DatabaseAsync())
        {
            await database.Set<PublishingEventRow>().ExecuteUpdateAsync(row => row.SetProperty(r => r.By, "somebody-else"));
        }

        Assert.That((await _server.Get<Verifier>().RunAsync(CancellationToken.None)).IsClean, Is.False);
    }

    [TestCase(RoleNames.Auditor)]
    [TestCase(RoleNames.Assurer)]
    [TestCase(RoleNames.Approver)]
    public async Task Who_gets_them_masked_leaves_no_line(string role)
    {
        using var client = await _server.ClientAsync(role);
        Assert.That(await client.GetStringAsync("/api/v1/entries.csv"), Does.Contain("***"));
        Assert.That(await LinesAsync(), Is.Empty);
    }

    [Test]
    public async Task A_list_without_names_leaves_no_line()
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        foreach (var list in new[] { "centres", "charges", "claims", "decisions", "instances", "visits" })
        {
            await staff.GetStringAsync($"/api/v1/{list}.csv");
        }

        Assert.That(await LinesAsync(), Is.Empty);
    }

    /// <summary>So exports are all there is to note.</summary>
    [Test]
    public async Task No_page_and_no_list_of_the_API_shows_a_name_or_identifier()
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        using var file = new StreamContent(File.OpenRead(_server.EntriesFile)) { Headers = { ContentType = new("text/csv") } };
        var imported = await staff.PostAsync("/api/v1/entries/import", file);
        imported.EnsureSuccessStatusCode();
        List<string> secrets;
        Guid decision;
        await using (var database = await _server.DatabaseAsync())
        {
            var candidates = await database.Set<Candidate>().AsNoTracking().ToListAsync();
            secrets = [.. candidates.SelectMany(c => new[] { c.Uci, c.Uln, c.Surname + ", ", c.Forenames + " " + c.Surname, c.DateOfBirth?.ToString("yyyy-MM-dd", null) }).OfType<string>().Distinct()];
            decision = await database.Set<DecisionRow>().OrderBy(d => d.Id).Select(d => d.Id).FirstAsync();
        }

        Assert.That(secrets, Has.Count.GreaterThan(40));
        var addresses = new[]
        {
            "/", "/entries", "/claims", "/certificates", "/visits", "/tasks", "/instances", $"/centres/{_centre}",
            "/api/v1/entries?limit=200", "/api/v1/certificates", "/api/v1/claims", "/api/v1/instances", $"/api/v1/centres/{_centre}",
            $"/decisions/{decision}", $"/decisions/{decision}/trace", $"/api/v1/decisions/{decision}", $"/api/v1/decisions/{decision}/trace",
        };
        var answer = await imported.Content.ReadAsStringAsync();
        Assert.That(secrets.Where(secret => answer.Contains(secret, StringComparison.Ordinal)), Is.Empty, "the report of the import");
        foreach (var address in addresses)
        {
            var shown = await staff.GetStringAsync(address);
            Assert.That(secrets.Where(secret => shown.Contains(secret, StringComparison.Ordinal)), Is.Empty, address);
        }

        Assert.That(await LinesAsync(), Is.Empty);
    }

    [Test]
    public async Task Many_at_once_get_their_lists_and_a_line_each()
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => staff.GetStringAsync("/api/v1/entries.csv")));
        Assert.That((await LinesAsync()).Count, Is.EqualTo(8));
        Assert.That((await _server.Get<Verifier>().RunAsync(CancellationToken.None)).IsClean, Is.True);
    }

    [TestCase(RoleNames.Administrator, 1)]
    [TestCase(RoleNames.Auditor, 1)]
    [TestCase(RoleNames.Staff, 0)]
    [TestCase(RoleNames.Approver, 0)]
    public async Task Who_saw_what_is_shown_to_administrators_and_auditors(string role, int lines)
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        await staff.GetStringAsync("/api/v1/entries.csv");
        using var reader = await _server.ClientAsync(role);
        var page = await reader.GetStringAsync("/audit?trail=personal-data/");
        Assert.That(page.Contains("line 1<", StringComparison.Ordinal), Is.EqualTo(lines == 1));
    }

    [Test]
    public async Task An_export_at_a_prompt_leaves_a_line_when_names_are_asked_for_and_only_then()
    {
        using var folder = new TestFolder();
        Assert.That(await RunAsync(folder, "demo", "run", "--centres", "8", "--candidates", "40", "--lines", "100", "--json"), Is.Zero);
        var path = Path.Combine(folder.Home, "out.csv");
        Assert.That(await RunAsync(folder, "export", "entries", path, "--as", "staff"), Is.Zero);
        Assert.That(await RunAsync(folder, "export", "claims", path, "--personal", "--as", "staff"), Is.Zero);
        Assert.That(await RunAsync(folder, "export", "certificates", path, "--personal", "--as", "auditor"), Is.EqualTo(2));
        Assert.That(await RunAsync(folder, "export", "entries", path, "--personal", "--as", "staff"), Is.Zero);
        await using (var database = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={folder.Database}"))
        {
            await database.OpenAsync();
            await using var command = database.CreateCommand();
            command.CommandText = """select group_concat("By" || ' ' || "Text", '; ') from "PublishingEvents" where "RuleSet" like 'personal-data/%'""";
            Assert.That(await command.ExecuteScalarAsync(), Is.EqualTo("staff Exported by the command line with names, UCI and ULN: entries of all centres."));
        }

        Assert.That(await RunAsync(folder, "verify"), Is.Zero);
    }

    private static async Task<int> RunAsync(TestFolder folder, params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        return await CommandLine.RunAsync(arguments, output, error, folder.Settings);
    }

    private async Task<IReadOnlyList<string>> LinesAsync()
    {
        await using var database = await _server.DatabaseAsync();
        return await database.Set<PublishingEventRow>().Where(e => e.RuleSet.StartsWith(PersonalDataViews.Trails)).OrderBy(e => e.RuleSet).ThenBy(e => e.Sequence)
            .Select(e => e.RuleSet + " " + e.Sequence + " " + e.By + " " + e.Action + ": " + e.Text).ToListAsync();
    }
}
