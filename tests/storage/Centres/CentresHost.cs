using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OcrWorkflows.Centres;
using OcrWorkflows.Centres.Approvals;
using OcrWorkflows.Centres.Importing;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Migrations.Sqlite;
using OcrWorkflows.Runtime.Calendars;

namespace OcrWorkflows.Storage.Tests.Centres;

/// <summary>The register over a real SQLite file, with the rule sets and workflows that are shipped, and a clock that moves only when told.</summary>
internal sealed class CentresHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly string _folder;

    private CentresHost(ServiceProvider services, StoryClock clock, string folder)
    {
        _services = services;
        Clock = clock;
        _folder = folder;
    }

    public static Actor Staff { get; } = new("staff");

    public StoryClock Clock { get; }

    /// <param name="now">Local time in London, such as <c>2026-11-22 10:00</c>.</param>
    public static async Task<CentresHost> BeginAsync(string now, Action<CentresOptions>? configure = null, IInterceptor? interceptor = null)
    {
        var folder = Directory.CreateTempSubdirectory("ocr-centres-").FullName;
        var root = Root();
        var clock = new StoryClock();
        clock.MoveTo(now);
        var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<ICalendarSource>(new Calendar(Path.Combine(root, "rule-sets", "calendars", "bank-holidays.json")))
            .AddOcrStorage((_, options) =>
            {
                OcrSqlite.Configure(options, Path.Combine(folder, "ocr.db"));
                if (interceptor is not null)
                {
                    options.AddInterceptors(interceptor);
                }
            })
            .AddOcrCentres(options =>
            {
                options.RuleSetsPath = Path.Combine(root, "rule-sets");
                options.Assurers.Add("assurer-one");
                configure?.Invoke(options);
            })
            .BuildServiceProvider();
        var host = new CentresHost(services, clock, folder);
        await using (var database = await host.OpenAsync())
        {
            await database.Database.EnsureCreatedAsync();
        }

        await host.PublishAsync(root);
        return host;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Task<OcrDbContext> OpenAsync() => Get<IDbContextFactory<OcrDbContext>>().CreateDbContextAsync();

    public async Task<List<T>> AllAsync<T>(System.Linq.Expressions.Expression<Func<T, bool>>? where = null)
        where T : class
    {
        await using var database = await OpenAsync();
        return await database.Set<T>().AsNoTracking().Where(where ?? (_ => true)).ToListAsync();
    }

    public async Task ChangeAsync(Action<OcrDbContext> change)
    {
        await using var database = await OpenAsync();
        change(database);
        await database.SaveChangesAsync();
    }

    public Task AddCentreAsync(string number = "68199", string granted = "2020-09-01") => ChangeAsync(database => database.Add(new Centre
    {
        Number = number,
        Name = "Bredacombe Academy",
        Type = "School",
        LegalForm = "PublicBody",
        Nation = "England",
        VocationalApprovalGrantedOn = DateOnly.Parse(granted),
    }));

    public async Task<Granted> GrantAsync(string covers = "IT", ApprovalScope scope = ApprovalScope.Suite, string granted = "2025-09-01", string centre = "68199") =>
        await Get<ApprovalService>().GrantAsync(new Grant(centre, scope, covers, DateOnly.Parse(granted)), Staff, default);

    /// <summary>A candidate with an accepted entry for the qualification as a whole.</summary>
    public async Task<Guid> AddEnteredAsync(string qualification, string number = "2058", string centre = "68199", EntryType type = EntryType.Qualification)
    {
        var candidate = Get<IIdSource>().Next();
        await ChangeAsync(database =>
        {
            database.Add(new Candidate { Id = candidate, CentreNumber = centre, CandidateNumber = number, Key = Candidate.KeyOf(centre, number), Surname = "Bredabeck", Forenames = "Callox" });
            database.Add(EntryOf(candidate, qualification, number, centre, type));
        });
        return candidate;
    }

    public Entry EntryOf(Guid candidate, string qualification, string number = "2058", string centre = "68199", EntryType type = EntryType.Qualification, string unit = "") => new()
    {
        Id = Get<IIdSource>().Next(),
        CentreNumber = centre,
        CandidateId = candidate,
        EntryType = type,
        QualificationCode = qualification,
        UnitCode = unit,
        Series = "",
        Attempt = 1,
        Status = EntryStatus.Accepted,
        LineKey = Entry.KeyOf(centre, number, qualification, unit, "", 1, type),
        EnteredOn = new DateOnly(2026, 9, 1),
    };

    /// <param name="lines">Without the header.</param>
    public Task<ImportResult> ImportAsync(params string[] lines) => ImportFileAsync($"entries-{Guid.CreateVersion7(Clock.GetUtcNow())}.csv", lines);

    public async Task<ImportResult> ImportFileAsync(string name, params string[] lines)
    {
        var path = Path.Combine(_folder, name);
        await File.WriteAllLinesAsync(path, lines.Prepend("centre_number,candidate_number,uci,uln,surname,forenames,date_of_birth,entry_type,qualification_code,unit_code,series,attempt"));
        return await Get<EntryImport>().ImportAsync(path, new ImportOptions(), null, Staff, default);
    }

    public string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>File of a workflow that is shipped.</summary>
    public string DefinitionPath(string name) => Path.Combine(Root(), "workflows", "definitions", name + ".json");

    /// <summary>Moves the clock and fires what became due.</summary>
    public async Task PassToAsync(string localTime)
    {
        Clock.MoveTo(localTime);
        var run = await Get<DueTimers>().FireAsync(new Actor("schedule:timers"), default);
        Assert.That(run.Failed, Is.Zero);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task PublishAsync(string root)
    {
        var sets = CentresFacts.RuleSets
            .Select(name => new RuleSetContent(name, $"rule-sets/{name}/rules.json", File.ReadAllBytes(Path.Combine(root, "rule-sets", name, "rules.json")), null));
        foreach (var published in await Get<RuleSetLibrary>().PublishAllAsync(sets, "shipped", Actor.System, default))
        {
            Assert.That(published.Refused, Is.False, string.Join('\n', published.Diagnostics));
        }

        foreach (var path in Directory.EnumerateFiles(Path.Combine(root, "workflows", "definitions"), "*.json").Order(StringComparer.Ordinal))
        {
            var published = await Get<DefinitionLibrary>().PublishAsync(path, await File.ReadAllBytesAsync(path), "shipped", Actor.System, default);
            Assert.That(published.Refused, Is.False, string.Join('\n', published.Diagnostics));
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "OcrWorkflows.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run below the repository.");
        }

        return folder.FullName;
    }

    private sealed class Calendar(string path) : ICalendarSource
    {
        public WorkingCalendar Current { get; } = WorkingCalendar.Read(path, File.ReadAllBytes(path), "england-and-wales").Calendar!;
    }
}

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class StoryClock : TimeProvider
{
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    private DateTimeOffset _now;

    public override DateTimeOffset GetUtcNow() => _now;

    /// <param name="localTime">In London, such as <c>2026-12-30 23:59</c>.</param>
    public void MoveTo(string localTime)
    {
        var local = DateTime.ParseExact(localTime, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        _now = new DateTimeOffset(local, London.GetUtcOffset(local)).ToUniversalTime();
    }
}
