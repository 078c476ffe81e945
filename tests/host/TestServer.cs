using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OcrWorkflows.Centres.Sample;
using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Web;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Tests;

/// <summary>The real host on a real port and a database file of its own.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Dictionary<string, string> _passwords = [];

    private TestServer(WebApplication app, TestFolder folder, LogLines log)
    {
        _app = app;
        Folder = folder;
        Log = log;
    }

    public TestFolder Folder { get; }

    public LogLines Log { get; }

    public Uri Address => new(_app.Urls.First());

    public IServiceProvider Services => _app.Services;

    /// <param name="prepare">Last changes to the folder before the host starts.</param>
    public static async Task<TestServer> StartAsync(Action<TestFolder>? prepare = null, params (string Key, string Value)[] settings)
    {
        var folder = new TestFolder();
        prepare?.Invoke(folder);
        var all = folder.Settings;
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        var log = new LogLines();
        var app = Serving.Build(Configurations.Read(all), "http://127.0.0.1:0", services => services.AddSingleton<ILoggerProvider>(log));
        await app.StartAsync();
        return new TestServer(app, folder, log);
    }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    public Task<OcrDbContext> DatabaseAsync() => Get<IDbContextFactory<OcrDbContext>>().CreateDbContextAsync();

    public async Task<SampleSummary> LoadSampleAsync(int centres = 8, int candidates = 40, int lines = 120) =>
        await Get<SampleData>().GenerateAsync(
            new SampleOptions { Centres = centres, Candidates = candidates, Lines = lines }, EntriesFile, null, new Actor("test"), CancellationToken.None);

    public string EntriesFile => Path.Combine(Folder.Home, "data", "entries.csv");

    /// <summary>Makes a user; the password is remembered for <see cref="ClientAsync"/>.</summary>
    public async Task<string> UserAsync(string role, string? centre = null)
    {
        var name = $"{role.ToLowerInvariant()}-{_passwords.Count}";
        await using var scope = Services.CreateAsyncScope();
        var made = await scope.ServiceProvider.GetRequiredService<People>().AddAsync(name, role, centre);
        _passwords[name] = made.Password;
        return name;
    }

    public string PasswordOf(string user) => _passwords[user];

    /// <summary>A program signed in with a bearer token as a new user of that role.</summary>
    public async Task<HttpClient> ClientAsync(string role, string? centre = null)
    {
        var user = await UserAsync(role, centre);
        var client = Stranger();
        var answer = await client.PostAsJsonAsync("/api/v1/sign-in", new { userName = user, password = PasswordOf(user) });
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Somebody who has not signed in, and who is told of redirects instead of following them.</summary>
    public HttpClient Stranger() => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Address };

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Folder.Dispose();
    }
}

/// <summary>What the host wrote to its log.</summary>
internal sealed class LogLines : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> All => _lines;

    public ILogger CreateLogger(string categoryName) => new Writer(_lines);

    public void Dispose()
    {
    }

    private sealed class Writer(ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel}: {formatter(state, exception)}{(exception is null ? "" : $" {exception}")}");
    }
}

/// <summary>Waits for something to become true, and no longer than it may take.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(25);

    public static async Task<bool> Is(Func<bool> condition, TimeSpan within)
    {
        var began = System.Diagnostics.Stopwatch.StartNew();
        using var tick = new PeriodicTimer(Between);
        while (!condition())
        {
            if (began.Elapsed > within)
            {
                return false;
            }

            await tick.WaitForNextTickAsync();
        }

        return true;
    }
}
