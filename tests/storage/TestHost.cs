using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OcrWorkflows.Rules;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Storage.Operations;
using OcrWorkflows.Storage.Verification;

namespace OcrWorkflows.Storage.Tests;

/// <summary>One host over a database: the engine with a register of notes. Two of them over one database are two hosts.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    public TestHost(TestDatabase database, TestClock clock, Action<IServiceCollection>? more = null, IInterceptor? interceptor = null, bool approvalNeeded = false)
    {
        Clock = clock;
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<ICalendarSource>(Calendar)
            .AddSingleton(new Publishing.PublishingOptions { ApprovalNeeded = approvalNeeded })
            .AddSingleton<IFactsCatalogue, TestFactsCatalogue>()
            .AddSingleton<IModelPart, NoteModel>()
            .AddOcrStorage((_, options) =>
            {
                database.Configure(options);
                if (interceptor is not null)
                {
                    options.AddInterceptors(interceptor);
                }
            });
        more?.Invoke(services);
        foreach (var handler in new IEffectHandler[] { Writer, Breaker })
        {
            services.AddSingleton(handler);
            services.AddSingleton(new ActivityDescriptor(handler.ActivityType, new Dictionary<string, Type> { ["text"] = typeof(string) }, [], ["Done"], "A test's effect."));
        }

        _services = services.BuildServiceProvider();
    }

    public static Actor Staff { get; } = new("staff");

    public TestClock Clock { get; }

    public TestCalendar Calendar { get; } = new();

    public NoteWriter Writer { get; } = new();

    public NoteBreaker Breaker { get; } = new();

    public Inbox Inbox => Get<Inbox>();

    public DueTimers Timers => Get<DueTimers>();

    public InstanceOperations Operations => Get<InstanceOperations>();

    public RuleSetLibrary RuleSets => Get<RuleSetLibrary>();

    public DefinitionLibrary Definitions => Get<DefinitionLibrary>();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Guid NewRequest() => Get<IIdSource>().Next();

    public Task<OcrDbContext> OpenAsync() => Get<IDbContextFactory<OcrDbContext>>().CreateDbContextAsync();

    public async Task<List<T>> AllAsync<T>()
        where T : class
    {
        await using var database = await OpenAsync();
        return await database.Set<T>().AsNoTracking().ToListAsync();
    }

    public async Task<IReadOnlyList<string>> NotesAsync() => [.. (await AllAsync<Note>()).OrderBy(n => n.Id).Select(n => n.Text)];

    public async Task PublishAsync(string definition)
    {
        var result = await Definitions.PublishAsync("test.json", Encoding.UTF8.GetBytes(definition), "file", Staff, default);
        Assert.That(result.Diagnostics, Is.Empty);
    }

    public async Task<InstanceId> StartAsync(string definition, string text = "a note", string? correlation = null) =>
        (await Inbox.StartAsync(Flows.Start(definition, text, correlation), NewRequest(), Staff, default)).Instance;

    public async Task<DeliveryStatus> DeliverAsync(InstanceId instance, string name) =>
        (await Inbox.DeliverAsync(instance, new EventArrived(name), NewRequest(), Staff, default)).Status;

    /// <summary>Everything that <c>ocr verify</c> looks at holds.</summary>
    public async Task IsCleanAsync()
    {
        var report = await Get<Verifier>().RunAsync(default);
        Assert.That(report.Named.Select(v => $"{v.Kind.Code} {v.Subject}: {v.Detail}"), Is.Empty);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

/// <summary>A calendar of which a new edition may come out.</summary>
internal sealed class TestCalendar : ICalendarSource
{
    public WorkingCalendar Current { get; private set; } = With("2026-12-25");

    public void Becomes(string holiday) => Current = With(holiday);

    private static WorkingCalendar With(string holiday) => WorkingCalendar.Read(
        "bank-holidays.json",
        Encoding.UTF8.GetBytes($$"""{ "england-and-wales": { "division": "england-and-wales", "events": [ { "title": "A holiday", "date": "{{holiday}}", "notes": "", "bunting": true } ] } }"""),
        "england-and-wales").Calendar!;
}

/// <summary>Time moves only when told.</summary>
internal sealed class TestClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 9, 1, 9, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}

internal sealed record TestFacts(int Level, DateOnly DecisionDate = default);

internal sealed class TestFactsCatalogue : IFactsCatalogue
{
    public FactsContract? For(string ruleSet) => ruleSet is "entries" or "sittings" ? new FactsContract("entry", typeof(TestFacts)) : null;
}
