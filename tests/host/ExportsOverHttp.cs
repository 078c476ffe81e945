using System.Net;
using OcrWorkflows.Centres.Export;
using OcrWorkflows.Host.Cli;
using OcrWorkflows.Host.Identity;

namespace OcrWorkflows.Host.Tests;

/// <summary>Lists as CSV over HTTP and at a prompt: the rights of the list itself.</summary>
[TestFixture]
public sealed class ExportsOverHttp
{
    private static IEnumerable<string> Lists => ExportList.All.Select(l => l.Name);

    private TestServer _server = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = await TestServer.StartAsync();
        await _server.LoadSampleAsync();
    }

    [OneTimeTearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [TestCaseSource(nameof(Lists))]
    public async Task Each_list_is_sent_as_a_file_to_whoever_may_read_and_to_nobody_else(string list)
    {
        using var auditor = await _server.ClientAsync(RoleNames.Auditor);
        var answer = await auditor.GetAsync($"/api/v1/{list}.csv");
        Assert.That((answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentDisposition!.FileName), Is.EqualTo((HttpStatusCode.OK, "text/csv", $"{list}.csv")));
        var header = (await answer.Content.ReadAsStringAsync()).TrimStart('\uFEFF').Split("\r\n")[0];
        Assert.That(header, Is.EqualTo(string.Join(',', ExportList.All.Single(l => l.Name == list).Header)));

        using var nobody = _server.Stranger();
        Assert.That((await nobody.GetAsync($"/api/v1/{list}.csv")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task A_centre_gets_its_own_rows_with_names_and_no_others()
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        var own = (await RowsAsync(staff, "/api/v1/certificates.csv")).Concat(await RowsAsync(staff, "/api/v1/entries.csv")).First()[1];
        using var centre = await _server.ClientAsync(RoleNames.Centre, own);
        var rows = await RowsAsync(centre, "/api/v1/entries.csv");
        Assert.That(rows, Is.Not.Empty);
        Assert.That(rows.Select(r => r[1]), Is.All.EqualTo(own));
        Assert.That(rows.Select(r => r[5]), Has.None.EqualTo("***"));
        Assert.That((await centre.GetAsync("/api/v1/entries.csv?centre=00000")).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [TestCase(RoleNames.Auditor)]
    [TestCase(RoleNames.Assurer)]
    [TestCase(RoleNames.Approver)]
    public async Task Other_roles_get_no_names(string role)
    {
        using var client = await _server.ClientAsync(role);
        var rows = await RowsAsync(client, "/api/v1/entries.csv");
        Assert.That(rows.Select(r => r[5]), Is.All.EqualTo("***").And.Not.Empty);
    }

    [TestCase("/entries", "entries")]
    [TestCase("/claims", "claims")]
    [TestCase("/centres", "centres")]
    [TestCase("/instances", "instances")]
    public async Task The_page_of_a_list_links_its_export(string page, string list)
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        Assert.That(await staff.GetStringAsync(page), Does.Contain($"/api/v1/{list}.csv\""));
    }

    [Test]
    public async Task At_a_prompt_names_are_asked_for_and_an_unknown_list_is_named_with_those_there_are()
    {
        using var folder = new TestFolder();
        Assert.That((await RunAsync(folder, "demo", "run", "--centres", "8", "--candidates", "40", "--lines", "100", "--json")).Exit, Is.Zero);
        var path = Path.Combine(folder.Home, "out.csv");
        Assert.That((await RunAsync(folder, "export", "entries", path, "--as", "auditor")).Exit, Is.Zero);
        Assert.That(File.ReadLines(path).Skip(1).Select(l => l.Split(',')[5]), Is.All.EqualTo("***").And.Not.Empty);
        Assert.That((await RunAsync(folder, "export", "entries", path, "--personal", "--as", "auditor")).Exit, Is.EqualTo(2));
        Assert.That((await RunAsync(folder, "export", "entries", path, "--personal")).Exit, Is.Zero);
        Assert.That(File.ReadLines(path).Skip(1).Select(l => l.Split(',')[5]), Has.None.EqualTo("***"));
        Assert.That(File.Exists(path + ".partial"), Is.False);
        var unknown = await RunAsync(folder, "export", "everything", path);
        Assert.That((unknown.Exit, unknown.Error), Is.EqualTo((2, unknown.Error)));
        Assert.That(unknown.Error, Does.Contain("centres, certificates, charges"));
        Assert.That((await RunAsync(folder, "export", "entries", path, "--since", "yesterday")).Exit, Is.EqualTo(2));
    }

    private static async Task<List<string[]>> RowsAsync(HttpClient client, string address) =>
        [.. (await client.GetStringAsync(address)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(','))];

    private static async Task<(int Exit, string Error)> RunAsync(TestFolder folder, params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var exit = await CommandLine.RunAsync(arguments, output, error, folder.Settings);
        return (exit, error.ToString());
    }
}
