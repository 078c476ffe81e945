using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Web;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Tests;

/// <summary>Server-sent events of what takes its time, over a real connection.</summary>
[TestFixture]
public sealed class ProgressWatched
{
    private static readonly JsonSerializerOptions s_web = new(JsonSerializerDefaults.Web);

    private TestServer _server = null!;

    [SetUp]
    public async Task Start()
    {
        _server = await TestServer.StartAsync(null, ("Operations:ConfirmAbove", "1"), ("Centres:ImportBatchLines", "10"));
        await _server.LoadSampleAsync(centres: 4, candidates: 10, lines: 20);
    }

    [TearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test]
    public async Task An_operation_on_many_is_watched_from_its_confirmation_to_its_end()
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        using var other = await _server.ClientAsync(RoleNames.Administrator);
        var body = new { filter = new { definition = "qualification-delivery" }, operation = new { operation = "suspend", reason = "a wrong letter" } };
        var address = (await staff.PostAsJsonAsync("/api/v1/instances/bulk", body)).Headers.Location!.ToString();
        var waiting = await AllAsync(staff, $"{address}/progress");
        Assert.That(waiting.Single(), Has.Property("Over").True.And.Property("Done").EqualTo(0), "it does not go on by itself");

        await other.PostAsync($"{address}/confirmation", null);
        var events = await AllAsync(staff, $"{address}/progress");

        await using var database = await _server.DatabaseAsync();
        var held = await database.Set<InstanceRow>().CountAsync(i => i.SubStatus == InstanceSubStatus.OnHold);
        Assert.That(events[^1], Is.EqualTo(new ProgressEvent(held, held, $"{held} done, 0 refused, 0 to do", true)));
        Assert.That(events.Count(e => e.Over), Is.EqualTo(1));
        Assert.That(events, Is.Unique.And.Ordered.By("Done"));
        Assert.That(held, Is.GreaterThan(1));
    }

    [Test]
    public async Task Who_listens_before_the_file_is_sent_hears_of_the_import_to_its_end()
    {
        const string id = "0190a6f2-7c1e-7b8a-9c55-1f6f0a1b2c99";
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        using var answer = await staff.GetAsync($"/api/v1/entries/imports/{id}/progress", HttpCompletionOption.ResponseHeadersRead);
        await using var events = EventsAsync(answer).GetAsyncEnumerator();
        Assert.That(await events.MoveNextAsync(), Is.True);
        Assert.That(events.Current, Is.EqualTo(new ProgressEvent(0, 0, "The file is on its way", false)));

        var file = await File.ReadAllBytesAsync(_server.EntriesFile);
        using var sent = new HttpRequestMessage(HttpMethod.Post, "/api/v1/entries/import") { Content = new ByteArrayContent(file) };
        sent.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        sent.Headers.Add("Idempotency-Key", id);
        Assert.That((await staff.SendAsync(sent)).StatusCode, Is.EqualTo(HttpStatusCode.OK));

        var last = events.Current;
        while (await events.MoveNextAsync())
        {
            last = events.Current;
        }

        Assert.That((last.Done, last.Total, last.Over), Is.EqualTo(((long)file.Length, (long)file.Length, true)));
        Assert.That(last.Text, Does.StartWith("20 lines: "));
        var run = await staff.GetFromJsonAsync<JsonElement>($"/api/v1/entries/imports/{id}");
        Assert.That((run.GetProperty("lines").GetInt32(), run.GetProperty("finishedAt").ValueKind), Is.EqualTo((20, JsonValueKind.String)));
    }

    [Test]
    public async Task A_centres_user_hears_nothing_of_what_others_send()
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        using var sent = new StringContent("no entries file", Encoding.UTF8, "text/csv");
        await staff.PostAsync("/api/v1/entries/import", sent);
        var all = await staff.GetFromJsonAsync<JsonElement>("/api/v1/entries/imports");
        var id = all[0].GetProperty("id").GetGuid();
        Assert.That(await FirstAsync(staff, id), Has.Property("Over").True);

        await using var database = await _server.DatabaseAsync();
        var centre = await database.Set<Centres.Register.Centre>().Select(c => c.Number).FirstAsync();
        using var centres = await _server.ClientAsync(RoleNames.Centre, centre);
        Assert.That(await FirstAsync(centres, id), Is.EqualTo(new ProgressEvent(0, 0, "The file is on its way", false)));
        Assert.That((await centres.GetFromJsonAsync<JsonElement>("/api/v1/entries/imports")).GetArrayLength(), Is.Zero);
    }

    [Test]
    public async Task A_host_that_stops_ends_the_streams_and_does_not_wait_for_who_listens()
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        using var answer = await staff.GetAsync("/api/v1/entries/imports/0190a6f2-7c1e-7b8a-9c55-1f6f0a1b2c98/progress", HttpCompletionOption.ResponseHeadersRead);
        var listening = Task.Run(async () => await EventsAsync(answer).CountAsync());
        _server.Get<IHostApplicationLifetime>().StopApplication();
        Assert.That(await listening.WaitAsync(TimeSpan.FromSeconds(10)), Is.EqualTo(1));
    }

    private async Task<ProgressEvent> FirstAsync(HttpClient client, Guid import)
    {
        using var answer = await client.GetAsync($"/api/v1/entries/imports/{import}/progress", HttpCompletionOption.ResponseHeadersRead);
        return await EventsAsync(answer).FirstAsync();
    }

    private static async Task<List<ProgressEvent>> AllAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead);
        return await EventsAsync(answer).ToListAsync();
    }

    private static async IAsyncEnumerable<ProgressEvent> EventsAsync(HttpResponseMessage answer)
    {
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/event-stream"));
        var parser = SseParser.Create(await answer.Content.ReadAsStreamAsync());
        await foreach (var item in parser.EnumerateAsync())
        {
            Assert.That(item.EventType, Is.EqualTo(ProgressStream.EventType));
            yield return JsonSerializer.Deserialize<ProgressEvent>(item.Data, s_web)!;
        }
    }
}
