using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Importing;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Centres.Sample;
using OcrWorkflows.Host.Cli;
using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Demo;

/// <summary>Everything <c>./run</c> does after building. Each step can be repeated; a run that stopped in the middle is simply run again.</summary>
internal sealed class DemoRun(Call call, Actor actor)
{
    private int _step;

    /// <summary>The generated file: beside a SQLite database and named after it, else in the folder data.</summary>
    public string EntriesFile { get; } = FileFor(call.Settings);

    public static string FileFor(HostSettings settings) => settings.Provider == DatabaseProvider.Sqlite
        ? Path.ChangeExtension(settings.Database, null) + "-sample-entries.csv"
        : Path.Combine(settings.Home, "data", "sample-entries.csv");

    public async Task<DemoResult> RunAsync(SampleOptions options, string url, CancellationToken stop)
    {
        await PrepareAsync(stop);
        var loaded = await LoadAsync(options, stop);
        var imported = await ImportAsync(stop);
        var users = await UsersAsync(stop);
        await TimersAsync(stop);
        Step("Adding up");
        var summary = await call.Get<SummaryQueries>().ReadAsync(actor, stop);
        var report = EntriesFile + ".report.csv";
        return new DemoResult(
            loaded.AlreadyThere && imported is null,
            summary,
            users,
            url,
            call.Settings.Provider == DatabaseProvider.Sqlite ? call.Settings.Database : call.Settings.Provider.ToString(),
            File.Exists(EntriesFile) ? EntriesFile : null,
            File.Exists(report) ? report : null);
    }

    /// <summary>Tables, rule sets, definitions.</summary>
    /// <exception cref="UsageException">A rule file or definition has faults and none of that name was ever accepted.</exception>
    public async Task PrepareAsync(CancellationToken stop)
    {
        Step("Database");
        await call.Get<Schema>().PrepareAsync(stop);
        Step("Rule sets and workflow definitions");
        var publications = await call.Get<ShippedContent>().BringUpAsync(actor, stop);
        var refused = publications.Where(p => p.Status == PublishStatus.Refused).ToList();
        foreach (var fault in refused.SelectMany(p => p.Diagnostics))
        {
            call.Terminal.Note($"  {fault}");
        }

        foreach (var failing in publications.SelectMany(p => p.FailingCases.Select(c => (p.Name, Case: c))))
        {
            call.Terminal.Note($"  warning: {failing.Name}: the case '{failing.Case.Name}' does not hold: {failing.Case.Difference}");
        }

        if (refused.Count > 0)
        {
            throw new UsageException($"{string.Join(", ", refused.Select(r => r.Name))}: refused, for the faults above. Mend the file, or take the shipped one back, and run this again.");
        }
    }

    public async Task<SampleSummary> LoadAsync(SampleOptions options, CancellationToken stop)
    {
        Step("Sample data");
        Directory.CreateDirectory(Path.GetDirectoryName(EntriesFile)!);
        var loaded = await call.Get<SampleData>().GenerateAsync(options, EntriesFile, new Words(call.Terminal), actor, stop);
        if (loaded.AlreadyThere)
        {
            call.Terminal.Note("  it is there already; nothing is loaded again");
        }

        return loaded;
    }

    /// <returns>Null when the sample file was imported to its end before, or is gone.</returns>
    private async Task<ImportResult?> ImportAsync(CancellationToken stop)
    {
        Step("Importing and deciding the entries");
        await using var database = await call.Get<IDbContextFactory<OcrDbContext>>().CreateDbContextAsync(stop);
        var name = Path.GetFileName(EntriesFile);
        if (!File.Exists(EntriesFile) || await database.Set<ImportRun>().AnyAsync(r => r.FileName == name && r.FinishedAt != null, stop))
        {
            call.Terminal.Note("  imported before; nothing is imported again");
            return null;
        }

        return await call.Terminal.ProgressAsync("lines decided", progress =>
            call.Get<EntryImport>().ImportAsync(EntriesFile, new ImportOptions(), new ImportBytes(progress), actor, stop));
    }

    private async Task<IReadOnlyList<NewUser>> UsersAsync(CancellationToken stop)
    {
        Step("Sample users");
        await using var scope = call.Services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<People>();
        var made = new List<NewUser>();
        foreach (var (name, role) in People.SampleUsers)
        {
            if (await people.FindAsync(name) is null)
            {
                made.Add(await people.AddAsync(name, role, role == RoleNames.Centre ? await BusiestCentreAsync(stop) : null, sample: true));
            }
        }

        return made;
    }

    private async Task TimersAsync(CancellationToken stop)
    {
        Step("Firing what is due");
        var run = await call.Get<DueTimers>().FireAsync(actor, stop);
        call.Terminal.Note($"  {run.Fired} timers fired{(run.Failed > 0 ? $", {run.Failed} failed and will be tried again" : "")}");
    }

    /// <summary>The sample centre with the most entries: something to see for its user.</summary>
    private async Task<string> BusiestCentreAsync(CancellationToken stop)
    {
        await using var database = await call.Get<IDbContextFactory<OcrDbContext>>().CreateDbContextAsync(stop);
        return await database.Set<Entry>().Where(e => e.IsSample).GroupBy(e => e.CentreNumber).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => g.Key).FirstOrDefaultAsync(stop)
            ?? await database.Set<Centre>().Where(c => c.IsSample).OrderBy(c => c.Number).Select(c => c.Number).FirstAsync(stop);
    }

    private void Step(string what) => call.Terminal.Note($"{++_step}. {what} ...");

    private sealed class Words(Terminal terminal) : IProgress<string>
    {
        public void Report(string value) => terminal.Note($"  {value}");
    }
}
