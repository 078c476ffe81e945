using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;
using OcrWorkflows.Storage.Verification;

namespace OcrWorkflows.Host.Tests;

/// <summary>A real host process is killed (as by kill -9) in the middle of a burst of deliveries, again and again: what was acknowledged is there, once, and nothing is half done.</summary>
[TestFixture]
public sealed class KilledHost
{
    /// <summary>A slice in every run of the tests; 10,000 deliveries and more kills when it soaks.</summary>
    private static int Instances => SoakMinutes > 0 ? 200 : 20;

    private static int EventsEach => SoakMinutes > 0 ? 50 : 30;

    private static int Kills => SoakMinutes > 0 ? 10 : 3;

    private static readonly Actor Tester = new("test");

    /// <summary>Minutes to go on for, each burst with a database of its own (<c>./test --soak MINUTES</c>); 0 for one burst.</summary>
    private static double SoakMinutes => double.TryParse(Environment.GetEnvironmentVariable("OCR_SOAK_MINUTES"), System.Globalization.CultureInfo.InvariantCulture, out var minutes) ? minutes : 0;

    private static int FirstSeed => int.TryParse(Environment.GetEnvironmentVariable("OCR_SEED"), out var seed) ? seed : 4711;

    [Test]
    public async Task Every_acknowledged_delivery_is_there_once_and_the_database_is_clean()
    {
        var clock = Stopwatch.StartNew();
        var seed = FirstSeed;
        do
        {
            var (kills, acknowledged) = await BurstAsync(new Random(seed));
            await TestContext.Out.WriteLineAsync($"seed {seed}: {kills} kills, {acknowledged} deliveries acknowledged, all there once, verify clean");
            seed++;
        }
        while (clock.Elapsed.TotalMinutes < SoakMinutes);
    }

    private static async Task<(int Kills, int Acknowledged)> BurstAsync(Random random)
    {
        using var folder = new TestFolder();
        await using var services = Compose(folder);
        var (instances, password) = await PrepareAsync(services);
        var open = new ConcurrentQueue<(Guid Key, InstanceId Instance, string Event)>(
            instances.SelectMany(i => Enumerable.Range(1, EventsEach).Select(n => (Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddMilliseconds(random.Next())), i, $"e{n}"))).OrderBy(_ => random.Next()));
        var acknowledged = new ConcurrentDictionary<Guid, InstanceId>();
        var kills = 0;
        while (!open.IsEmpty)
        {
            await using var host = await HostProcess.StartAsync(folder);
            using var client = await SignedInAsync(host.Address, password);
            var killAfter = kills < Kills ? random.Next(40, Instances * EventsEach / Kills) : int.MaxValue;
            var sent = 0;
            await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
            {
                while (open.TryDequeue(out var next))
                {
                    if (Interlocked.Increment(ref sent) == killAfter)
                    {
                        host.Kill();
                    }

                    if (await DeliverAsync(client, next.Key, next.Instance, next.Event))
                    {
                        acknowledged[next.Key] = next.Instance;
                    }
                    else
                    {
                        open.Enqueue(next); // nobody knows whether it arrived: sent again with the same key
                        return;
                    }
                }
            }));
            kills += host.WasKilled ? 1 : 0;
        }

        await using var database = await services.GetRequiredService<IDbContextFactory<OcrDbContext>>().CreateDbContextAsync();
        var taken = await database.Set<JournalRow>().AsNoTracking().Where(j => j.Event == "Resumed").Select(j => j.RequestId).ToListAsync();
        Assert.That(taken, Is.EquivalentTo(acknowledged.Keys), "each acknowledged delivery is there exactly once, and no other");
        var report = await services.GetRequiredService<Verifier>().RunAsync(CancellationToken.None);
        Assert.That(report.Named.Select(v => $"{v.Kind.Code} {v.Subject}: {v.Detail}"), Is.Empty);
        Assert.That(kills, Is.EqualTo(Kills));
        return (kills, acknowledged.Count);
    }

    private static ServiceProvider Compose(TestFolder folder)
    {
        var configuration = Configurations.Read(folder.Settings);
        return new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging().AddOcr(HostSettings.From(configuration), configuration).BuildServiceProvider();
    }

    private static async Task<(IReadOnlyList<InstanceId> Instances, string Password)> PrepareAsync(ServiceProvider services)
    {
        await services.GetRequiredService<Schema>().PrepareAsync(CancellationToken.None);
        var published = await services.GetRequiredService<DefinitionLibrary>().PublishAsync("burst.json", Encoding.UTF8.GetBytes(Definition()), "file", Tester, CancellationToken.None);
        Assert.That(published.Refused, Is.False, string.Join(' ', published.Diagnostics));
        var ids = services.GetRequiredService<IIdSource>();
        var instances = new List<InstanceId>();
        for (var n = 0; n < Instances; n++)
        {
            instances.Add((await services.GetRequiredService<Inbox>().StartAsync(new StartRequest("burst", new Dictionary<string, object?>()), ids.Next(), Tester, CancellationToken.None)).Instance);
        }

        await using var scope = services.CreateAsyncScope();
        return (instances, (await scope.ServiceProvider.GetRequiredService<People>().AddAsync("burst", RoleNames.Staff, null)).Password);
    }

    private static string Definition()
    {
        var names = Enumerable.Range(1, EventsEach).Select(n => $"e{n}").Append("end").ToList();
        var activities = names.Select(n => $$"""{ "id": "{{n}}", "type": "Elsa.Event", "eventName": "{{n}}" }""");
        var connections = names.Select(n => $$"""{ "source": { "activity": "fork", "port": "{{n}}" }, "target": { "activity": "{{n}}", "port": "In" } }""");
        var branches = string.Join(",", names.Select(n => $"\"{n}\""));
        return $$"""
            { "definitionId": "burst", "name": "burst", "version": 1, "variables": [], "inputs": [], "root": { "id": "f", "type": "Elsa.Flowchart",
              "activities": [ { "id": "fork", "type": "Elsa.FlowFork", "branches": { "typeName": "List<String>", "expression": { "type": "Object", "value": [{{branches}}] } } }, {{string.Join(",", activities)}} ],
              "connections": [ {{string.Join(",", connections)}} ] } }
            """;
    }

    private static async Task<HttpClient> SignedInAsync(Uri address, string password)
    {
        var client = new HttpClient { BaseAddress = address };
        var answer = await client.PostAsJsonAsync("/api/v1/sign-in", new { userName = "burst", password });
        answer.EnsureSuccessStatusCode();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString());
        return client;
    }

    /// <returns>False when no answer came.</returns>
    private static async Task<bool> DeliverAsync(HttpClient client, Guid key, InstanceId instance, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/instances/{instance}/events") { Content = JsonContent.Create(new { name }) };
        request.Headers.Add("Idempotency-Key", key.ToString());
        try
        {
            using var answer = await client.SendAsync(request);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary><c>ocr serve</c> as a process of its own.</summary>
    private sealed class HostProcess : IAsyncDisposable
    {
        private readonly Process _process;

        private HostProcess(Process process, Uri address) => (_process, Address) = (process, address);

        public Uri Address { get; }

        public bool WasKilled { get; private set; }

        public static async Task<HostProcess> StartAsync(TestFolder folder)
        {
            var address = new Uri($"http://127.0.0.1:{FreePort()}");
            var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder.Home };
            foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "ocr.dll"), "serve", "--urls", address.ToString() })
            {
                start.ArgumentList.Add(argument);
            }

            start.Environment["OCR_HOME"] = folder.Home;
            start.Environment["OCR_Logging__LogLevel__Default"] = "Warning";
            var process = Process.Start(start)!;
            var said = new ConcurrentQueue<string?>();
            process.OutputDataReceived += (_, line) => said.Enqueue(line.Data);
            process.ErrorDataReceived += (_, line) => said.Enqueue(line.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            var host = new HostProcess(process, address);
            using var client = new HttpClient { BaseAddress = address };
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            while (await tick.WaitForNextTickAsync(patience.Token))
            {
                if (process.HasExited)
                {
                    throw new InvalidOperationException($"The host ended with {process.ExitCode}: {string.Join('\n', said)}");
                }

                try
                {
                    using var answer = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), patience.Token);
                    if (answer.IsSuccessStatusCode)
                    {
                        return host;
                    }
                }
                catch (HttpRequestException)
                {
                    continue; // it does not listen yet
                }
            }

            throw new TimeoutException("The host was not ready in time.");
        }

        /// <summary>SIGKILL: it has no moment to put anything in order.</summary>
        public void Kill()
        {
            _process.Kill();
            WasKilled = true;
        }

        public async ValueTask DisposeAsync()
        {
            if (!_process.HasExited)
            {
                _process.Kill();
            }

            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
    }
}
