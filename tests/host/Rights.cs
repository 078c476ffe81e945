using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Host.Identity;

namespace OcrWorkflows.Host.Tests;

/// <summary>Every endpoint of the running host, asked by every role and by nobody, against the table in docs/rights.md.</summary>
[TestFixture]
public sealed partial class Rights
{
    private const string Nobody = "Nobody";

    private static readonly string[] s_callers = [Nobody, .. RoleNames.All];

    private readonly Dictionary<string, HttpClient> _clients = [];
    private TestServer _server = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = await TestServer.StartAsync();
        await _server.LoadSampleAsync(centres: 2, candidates: 4, lines: 4);
        await using var database = await _server.DatabaseAsync();
        var centre = await database.Set<Centres.Register.Centre>().OrderBy(c => c.Number).Select(c => c.Number).FirstAsync();
        _clients[Nobody] = _server.Stranger();
        foreach (var role in RoleNames.All)
        {
            _clients[role] = await _server.ClientAsync(role, role == RoleNames.Centre ? centre : null);
        }
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }

        await _server.DisposeAsync();
    }

    [Test]
    public async Task Every_endpoint_lets_in_whom_the_table_names_and_nobody_else()
    {
        var seen = new List<string>();
        foreach (var (method, pattern, contentType) in Endpoints())
        {
            var cells = new List<string>();
            foreach (var caller in s_callers)
            {
                cells.Add(await IsLetInAsync(caller, method, pattern, contentType) ? "yes" : "no");
            }

            seen.Add(Row($"{method} {pattern}", cells));
        }

        seen.Sort(StringComparer.Ordinal);
        var table = TableRows(await File.ReadAllTextAsync(Path.Combine(TestFolder.Repository, "docs", "rights.md"))).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(seen, Has.Count.GreaterThan(60).And.Unique);
            Assert.That(seen.Except(table), Is.Empty, "how the host behaves, missing from docs/rights.md:\n" + string.Join('\n', seen.Except(table)));
            Assert.That(table.Except(seen), Is.Empty, "in docs/rights.md, but not how the host behaves:\n" + string.Join('\n', table.Except(seen)));
        }
    }

    [Test]
    public async Task What_nobody_may_ask_for_is_only_signing_in_and_whether_the_host_is_well()
    {
        var open = TableRows(await File.ReadAllTextAsync(Path.Combine(TestFolder.Repository, "docs", "rights.md")))
            .Where(row => row.Split('|')[2].Trim() == "yes").Select(row => row.Split('|')[1].Trim(' ', '`'));
        Assert.That(open, Is.EquivalentTo(new[]
        {
            "GET /error/404", "GET /error/{Status:int}", "GET /health/live", "GET /health/ready",
            "GET /openapi/{documentName}.json", "GET /sign-in/provider", "GET /sign-in/{Hint?}", "GET /sign-out/provider", "POST /api/v1/sign-in", "POST /sign-in",
        }));
    }

    /// <summary>Pages take GET and POST by one endpoint and one policy, so they stand as GET. Left out are the files that every page brings along, and the pages that say no, which everybody may be shown.</summary>
    private IEnumerable<(string Method, string Pattern, string ContentType)> Endpoints() => _server.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
        .SelectMany(e => Methods(e).Select(method => (method, "/" + e.RoutePattern.RawText!.Trim('/'), ContentType(e))))
        .Where(e => e.Item2 is not ("/access-denied" or "/error/403"))
        .DistinctBy(e => (e.method, e.Item2));

    /// <summary>One that the endpoint takes: a body of another is turned away before anybody is asked who they are.</summary>
    private static string ContentType(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IAcceptsMetadata>() is { ContentTypes: [var first, ..] } ? first : "application/json";

    private static IEnumerable<string> Methods(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];
        return methods.Contains("GET") ? ["GET"] : methods;
    }

    private async Task<bool> IsLetInAsync(string caller, string method, string pattern, string contentType)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Address(pattern));
        if (method != "GET")
        {
            request.Content = new StringContent("", Encoding.UTF8, contentType);
        }

        using var answer = await _clients[caller].SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.That((int)answer.StatusCode, Is.LessThan(500), $"{caller}: {method} {pattern}");
        var to = answer.StatusCode == HttpStatusCode.Redirect ? answer.Headers.Location!.OriginalString : "";
        return answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            && !to.Contains("/sign-in?returnUrl", StringComparison.OrdinalIgnoreCase) && !to.Contains("/access-denied", StringComparison.Ordinal);
    }

    /// <summary>Made-up things, which nobody finds: what counts is who is let in to look.</summary>
    private static string Address(string pattern) => Parameter().Replace(pattern, parameter =>
        parameter.Value.Contains(":guid", StringComparison.Ordinal) ? "6f1f2b1c-9a0e-4a50-8a5c-000000000000"
        : parameter.Value.Contains(":int", StringComparison.Ordinal) ? "400"
        : parameter.Value == "{documentName}" ? "v1"
        : parameter.Value.Contains('?', StringComparison.Ordinal) ? ""
        : "nothing");

    private static string Row(string endpoint, IEnumerable<string> cells) => $"| `{endpoint}` | {string.Join(" | ", cells)} |";

    private static IEnumerable<string> TableRows(string text) => text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.StartsWith("| `", StringComparison.Ordinal));

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
