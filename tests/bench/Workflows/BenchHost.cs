using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OcrWorkflows.Migrations.Sqlite;
using OcrWorkflows.Rules;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Bench.Workflows;

/// <summary>The engine over a SQLite file of its own, as the product configures it: write-ahead log, synchronous FULL.</summary>
internal sealed class BenchHost : IDisposable
{
    private readonly ServiceProvider _services;

    public BenchHost(string file)
    {
        File = file;
        _services = new ServiceCollection()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton<ICalendarSource>(new BenchCalendar())
            .AddSingleton<IFactsCatalogue>(new NoFacts())
            .AddOcrStorage((_, options) => OcrSqlite.Configure(options, file))
            .BuildServiceProvider();
        using var database = Open();
        database.Database.EnsureCreated();
        foreach (var definition in new[] { BenchFlows.Cycle, BenchFlows.ThreeSteps, BenchFlows.Waiting })
        {
            var result = Get<DefinitionLibrary>().PublishAsync("bench.json", Encoding.UTF8.GetBytes(definition), "file", Staff, default).GetAwaiter().GetResult();
            if (result.Refused)
            {
                throw new InvalidOperationException(string.Join(' ', result.Diagnostics));
            }
        }
    }

    public static Actor Staff { get; } = new("staff");

    public string File { get; }

    public BenchClock Clock { get; } = new();

    public Inbox Inbox => Get<Inbox>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public OcrDbContext Open() => Get<IDbContextFactory<OcrDbContext>>().CreateDbContext();

    public Guid NewId() => Get<IIdSource>().Next();

    public static StartRequest Start(string definition, string? correlation = null) =>
        new(definition, new Dictionary<string, object?> { ["Text"] = "a text" }, correlation, CentreNumber: "12345", QualificationCode: "05838");

    public void Dispose() => _services.Dispose();

    private sealed class NoFacts : IFactsCatalogue
    {
        public FactsContract? For(string ruleSet) => null;
    }

    private sealed class BenchCalendar : ICalendarSource
    {
        public WorkingCalendar Current { get; } = WorkingCalendar.Read(
            "bank-holidays.json",
            """{ "england-and-wales": { "division": "england-and-wales", "events": [ { "title": "A holiday", "date": "2026-12-25", "notes": "", "bunting": true } ] } }"""u8.ToArray(),
            "england-and-wales").Calendar!;
    }
}

/// <summary>Time moves when told, and a tick at each look, so that identities are in order.</summary>
internal sealed class BenchClock : TimeProvider
{
    private long _ticks = new DateTimeOffset(2026, 9, 1, 9, 0, 0, TimeSpan.Zero).UtcTicks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Add(ref _ticks, TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    public void Becomes(DateTimeOffset now) => Interlocked.Exchange(ref _ticks, now.UtcTicks);
}
