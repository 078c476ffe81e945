using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using OcrWorkflows.Host.Identity;

namespace OcrWorkflows.Host.Tests.Contract;

/// <summary>
/// The document and the host say the same: every operation is called and every documented status seen, nothing answers what is not documented,
/// and every body fits its schema. The rows stand in the files of calls beside this one; what follows from how an endpoint is made is walked here.
/// </summary>
[TestFixture]
public sealed partial class ApiContract
{
    private const string Root = "/api/v1";

    private readonly List<Seen> _seen = [];
    private readonly List<string> _unexpected = [];
    private ApiDescription _description = null!;

    private static IEnumerable<Call> Table =>
    [
        .. ReadingCalls.Rows, .. WorkflowCalls.Rows, .. RegisterCalls.Rows, .. ContentCalls.Rows, .. PeopleCalls.Rows,
    ];

    [OneTimeSetUp]
    public async Task Ask()
    {
        await using var sample = await Sample.StartAsync();
        _description = await ApiDescription.ReadAsync(await sample.Nobody.GetStringAsync("/openapi/v1.json"));
        await SignInAsync(sample);
        foreach (var call in Table)
        {
            await AskAsync(sample, call);
        }

        await WalkMadeUpThingsAsync(sample);
        await WalkBodiesThatCannotBeReadAsync(sample);
        await WalkTooOftenAsync();
    }

    [Test]
    public void Every_row_of_the_table_gets_the_status_that_it_names() => None(_unexpected, "rows answered otherwise");

    [Test]
    public void Every_operation_of_the_document_is_called() =>
        None(_description.Operations.Select(o => o.Name).Except(Table.Where(c => c.Status < 300).Select(OperationOf).Append($"POST {Root}/sign-in")), "no row has it succeed");

    [Test]
    public void Every_documented_status_is_seen_and_no_other()
    {
        var documented = _description.Operations.SelectMany(o => o.Answers.Keys.Select(status => $"{o.Name} {status}")).ToList();
        var seen = _seen.Select(s => $"{s.Operation.Name} {s.Status}").Distinct().ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(documented, Has.Count.GreaterThan(300));
            None(documented.Except(seen), "documented, and never seen");
            None(seen.Except(documented), "seen, and not documented");
        }
    }

    [Test]
    public void Every_body_is_as_the_document_describes_it() => None(_seen.SelectMany(s => s.Faults), "not as documented");

    [Test]
    public void Every_operation_that_takes_a_body_has_an_example_that_fits_and_can_be_read()
    {
        var takers = _description.Operations.Where(o => o.Body.Count > 0).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(takers, Has.Count.GreaterThan(25));
            None(takers.Where(o => o.Examples.Count != o.Body.Count).Select(o => o.Name), "without an example");
            None(takers.SelectMany(o => o.Examples.SelectMany(e => ApiDescription.Faults(o.Body[e.Key], e.Key, e.Value).Select(f => $"{o.Name}: {f}"))), "with an example that does not fit");
            None(_seen.Where(s => s.IsExample && s.Code == "bad-request").Select(s => s.Operation.Name), "sent as the example says, and not read");
        }
    }

    private static void None(IEnumerable<string> found, string what)
    {
        var all = found.Distinct().ToList();
        Assert.That(all, Is.Empty, $"{what}:\n{string.Join('\n', all)}");
    }

    private string OperationOf(Call call) => _description.Find(call.Method, Path(call)).Name;

    /// <summary>Words stand for a thing each, so a path with them has the parts of the path asked for; that of a task is several.</summary>
    private static string Path(Call call) => Root + call.Address.Split('?')[0].Replace("$taskToo", "/instances/i/tasks/t", StringComparison.Ordinal).Replace("$task", "/instances/i/tasks/t", StringComparison.Ordinal);

    private async Task AskAsync(Sample sample, Call call)
    {
        if (call.First is { } first)
        {
            await first(sample);
        }

        var address = Root + sample.Said(call.Address);
        var body = call.Body is null ? null : sample.Said(call.Body);
        var operation = _description.Find(call.Method, address.Split('?')[0]);
        using var request = Request(call.Method, address, body, call.MediaType);
        if (call.Key is not null)
        {
            request.Headers.Add("Idempotency-Key", call.Key);
        }

        if (call.Tag is not null)
        {
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(sample.Said(call.Tag)));
        }

        var (seen, text, tag) = await SendAsync(sample.As(call.As), operation, request, $"{call.Method} {call.Address} as {call.As}");
        if (seen.Status != call.Status)
        {
            _unexpected.Add($"{call.Method} {call.Address} as {call.As}: {seen.Status} in place of {call.Status}: {text}");
        }
        else
        {
            Keep(sample, call.Keep, text, tag);
        }

        if (body is not null && call.Status < 300)
        {
            seen.Faults.AddRange(ApiDescription.Faults(operation.Body[call.MediaType], call.MediaType, body).Select(f => $"{operation.Name}, what is sent: {f}"));
        }
    }

    private async Task SignInAsync(Sample sample)
    {
        var operation = _description.Find("POST", $"{Root}/sign-in");
        var user = await sample.Server.UserAsync(RoleNames.Auditor);
        foreach (var (password, status) in new[] { (sample.Server.PasswordOf(user), 200), ("wrong-wrong-wrong", 401) })
        {
            using var request = Request("POST", operation.Path, JsonSerializer.Serialize(new { userName = user, password }), "application/json");
            var (seen, text, _) = await SendAsync(sample.Nobody, operation, request, "sign-in");
            if (seen.Status != status)
            {
                _unexpected.Add($"sign-in: {seen.Status} in place of {status}: {text}");
            }
        }
    }

    /// <summary>Nobody, and each role, ask for things that do not exist and send the examples of the document.</summary>
    private async Task WalkMadeUpThingsAsync(Sample sample)
    {
        foreach (var operation in _description.Operations)
        {
            foreach (var (caller, client) in RoleNames.All.Select(role => (role, sample.As(role))).Prepend(("nobody", sample.Nobody)).Append(("somebody with a password to change", sample.MustChangePassword)).Append(("a program", sample.Program)))
            {
                var (mediaType, example) = operation.Examples.FirstOrDefault();
                using var request = Request(operation.Method, MadeUp(operation), example, mediaType ?? "");
                var (seen, _, _) = await SendAsync(client, operation, request, $"{operation.Name} made up, as {caller}");
                seen.IsExample = true;
            }
        }
    }

    private async Task WalkBodiesThatCannotBeReadAsync(Sample sample)
    {
        foreach (var operation in _description.Operations.Where(o => o.Body.ContainsKey("application/json")))
        {
            foreach (var (body, mediaType) in new[] { ("{", "application/json"), ("{}", "text/plain") })
            {
                using var request = Request(operation.Method, MadeUp(operation), body, mediaType);
                await SendAsync(sample.As(RoleNames.Administrator), operation, request, $"{operation.Name} with '{body}' as {mediaType}");
            }
        }
    }

    /// <summary>On a host that takes one request a minute: the second of two is too many, unless a new minute began between them.</summary>
    private async Task WalkTooOftenAsync()
    {
        await using var server = await TestServer.StartAsync(settings: ("Limits:RequestsPerMinute", "1"));
        using var stranger = server.Stranger();
        foreach (var operation in _description.Operations)
        {
            for (var tries = 0; tries < 2; tries++)
            {
                using var request = Request(operation.Method, MadeUp(operation), null, "");
                await SendAsync(stranger, operation, request, $"{operation.Name} too often");
            }
        }
    }

    private async Task<(Seen Seen, string Text, string? Tag)> SendAsync(HttpClient client, DescribedOperation operation, HttpRequestMessage request, string what)
    {
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var text = answer.Content.Headers.ContentType?.MediaType == ApiDescription.Events ? await FirstEventAsync(answer) : await answer.Content.ReadAsStringAsync();
        var seen = new Seen(operation, (int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType == "application/problem+json" ? CodeOf(text) : null);
        seen.Faults.AddRange(Faults(operation, seen.Status, answer.Content.Headers.ContentType?.MediaType, text).Select(f => $"{what}, {seen.Status}: {f}"));
        _seen.Add(seen);
        return (seen, text, answer.Headers.ETag?.ToString());
    }

    /// <summary>Of an answer that need not end.</summary>
    private static async Task<string> FirstEventAsync(HttpResponseMessage answer)
    {
        var parser = SseParser.Create(await answer.Content.ReadAsStreamAsync());
        await foreach (var item in parser.EnumerateAsync())
        {
            return item.Data;
        }

        throw new AssertionException($"{answer.RequestMessage!.RequestUri} ended without an event.");
    }

    private static IEnumerable<string> Faults(DescribedOperation operation, int status, string? mediaType, string text) =>
        !operation.Answers.TryGetValue(status, out var answer) ? []
        : mediaType is null ? answer.Schemas.Count == 0 && text.Length == 0 ? [] : [$"has no content type, and {string.Join(", ", answer.Schemas.Keys)} is documented"]
        : answer.Schemas.TryGetValue(mediaType, out var schema) ? ApiDescription.Faults(schema, mediaType, text)
        : [$"is {mediaType}, which is not documented"];

    private static string? CodeOf(string problem) => JsonDocument.Parse(problem).RootElement.TryGetProperty("code", out var code) ? code.GetString() : null;

    private static void Keep(Sample sample, string keep, string text, string? tag)
    {
        foreach (var pair in keep.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (word, place) = (pair.Split('=')[0], pair.Split('=')[1]);
            if (place == "ETag")
            {
                sample.Keep(word, tag ?? throw new AssertionException($"no ETag to keep as {word}"));
                continue;
            }

            var found = JsonDocument.Parse(text).RootElement;
            foreach (var part in place.Split('.'))
            {
                found = int.TryParse(part, out var index) ? found[index] : found.GetProperty(part);
            }

            sample.Keep(word, found.ToString());
        }
    }

    private static HttpRequestMessage Request(string method, string address, string? body, string mediaType)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };
        }

        return request;
    }

    private static string MadeUp(DescribedOperation operation) => Parameter().Replace(operation.Path, parameter => parameter.Value switch
    {
        "{id}" => "6f1f2b1c-9a0e-4a50-8a5c-000000000000",
        "{version}" => operation.Path.EndsWith("/text", StringComparison.Ordinal) ? "99" : "6f1f2b1c-9a0e-4a50-8a5c-000000000000",
        _ => "nothing",
    });

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();

    private sealed record Seen(DescribedOperation Operation, int Status, string? Code)
    {
        public List<string> Faults { get; } = [];

        public bool IsExample { get; set; }
    }
}
