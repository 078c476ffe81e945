using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Outgoing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Tests.Mail;

/// <summary>The product without a web server, over a database of its own, on a clock that moves only when told.</summary>
internal sealed class MailHouse : IAsyncDisposable
{
    private readonly TestClock _clock = new();
    private readonly ServiceProvider _services;

    private MailHouse(TestFolder folder, params (string Key, string Value)[] settings)
    {
        Folder = folder;
        var all = folder.Settings;
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        var configuration = Configurations.Read(all);
        var services = new ServiceCollection().AddSingleton<TimeProvider>(_clock).AddSingleton<IConfiguration>(configuration);
        services.AddLogging(logging => logging.AddProvider(Log));
        _services = services.AddOcr(HostSettings.From(configuration), configuration).BuildServiceProvider();
    }

    public TestFolder Folder { get; }

    public LogLines Log { get; } = new();

    public string Pickup => Path.Combine(Folder.Home, "data", "mail");

    public static async Task<MailHouse> BeginAsync(params (string Key, string Value)[] settings)
    {
        var house = new MailHouse(new TestFolder(), settings);
        await house.Get<Schema>().PrepareAsync(CancellationToken.None);
        await house.ChangeAsync(database => database.Add(new Centre
        {
            Number = "68199",
            Name = "Weir & Sons College",
            Type = "College",
            LegalForm = "PublicBody",
            Nation = "England",
            Status = CentreStatus.Approved,
        }));
        return house;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task ChangeAsync(Action<OcrDbContext> change)
    {
        await using var database = await Get<IDbContextFactory<OcrDbContext>>().CreateDbContextAsync();
        change(database);
        await database.SaveChangesAsync();
    }

    public Task WriteAsync(string key, string kind, string payload) => ChangeAsync(database => database.Add(new OutboxRow
    {
        Id = Get<IIdSource>().Next(),
        Key = key,
        Kind = kind,
        Payload = payload,
        CreatedAt = _clock.GetUtcNow(),
        NextAttemptAt = _clock.GetUtcNow(),
    }));

    public Task<OutboxRun> SendAsync() => Get<OutboxSender>().SendAsync(CancellationToken.None);

    public void Pass(TimeSpan span) => _clock.Now += span;

    public async Task<OutboxRow> MessageAsync(string key)
    {
        await using var database = await Get<IDbContextFactory<OcrDbContext>>().CreateDbContextAsync();
        return await database.Set<OutboxRow>().AsNoTracking().SingleAsync(o => o.Key == key);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Log.Dispose();
        Folder.Dispose();
    }

    private sealed class TestClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2027, 1, 15, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
