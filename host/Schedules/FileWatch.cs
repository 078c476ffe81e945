using OcrWorkflows.Centres.Letters;
using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Schedules;

/// <summary>
/// Notices changed rule sets and workflow definitions: at once where the operating system tells, else by looking every
/// <see cref="HostSettings.PollInterval"/>. Takes over, in the same round, what other hosts have published.
/// </summary>
public sealed class FileWatch(
    HostSettings settings,
    ContentFiles files,
    FileChangeHandler changes,
    CalendarFile calendar,
    RuleSetLibrary ruleSets,
    DefinitionLibrary definitions,
    TimeProvider time,
    ILogger<FileWatch> log) : BackgroundService
{
    /// <summary>Time for an editor to finish writing before the file is read.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _told = new(0, 1);
    private readonly Dictionary<string, (FileStamp Rules, FileStamp Cases)> _seen = new(StringComparer.Ordinal);

    /// <summary>Takes what is on disk now as known, so that only later changes count.</summary>
    public void Begin()
    {
        foreach (var (key, stamp, _) in Present())
        {
            _seen[key] = stamp;
        }
    }

    /// <summary>One look at everything.</summary>
    public async Task LookAsync(CancellationToken stop)
    {
        foreach (var (key, stamp, change) in Present())
        {
            if (!_seen.TryGetValue(key, out var before) || before != stamp)
            {
                await change(stop);
                _seen[key] = stamp;
            }
        }

        calendar.Refresh();
        await ruleSets.RefreshAsync(stop);
        await definitions.RefreshAsync(stop);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var rules = Watch(settings.RuleSetsPath);
        using var workflows = Watch(settings.DefinitionsPath);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await _told.WaitAsync(settings.PollInterval, stoppingToken))
                {
                    await Task.Delay(Settle, time, stoppingToken);
                }

                await LookAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                log.LogError(failure, "Looking for changed files failed; the next look is in {Interval}", settings.PollInterval);
            }
        }
    }

    public override void Dispose()
    {
        _told.Dispose();
        base.Dispose();
    }

    private IEnumerable<(string Key, (FileStamp, FileStamp) Stamp, Func<CancellationToken, Task> Change)> Present()
    {
        foreach (var set in files.RuleSets())
        {
            yield return (set.RulesFile,
                (FileStamp.Of(set.RulesFile), set.CasesFile is null ? default : FileStamp.Of(set.CasesFile)),
                stop => changes.RuleSetAsync(set, stop));
        }

        var reference = files.ReferenceStamp();
        yield return ("reference data", (reference, default), _ => changes.ReferenceAsync());
        yield return ("letters", (files.LettersStamp(), default), _ => changes.LettersAsync());
        foreach (var file in files.Definitions())
        {
            yield return (file, (FileStamp.Of(file), default), stop => changes.DefinitionAsync(file, stop));
        }
    }

    private FileSystemWatcher? Watch(string folder)
    {
        if (!Directory.Exists(folder))
        {
            log.LogWarning("The folder {Folder} does not exist, so nothing in it can change", folder);
            return null;
        }

        try
        {
            var watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true, Filters = { "*.json", LetterLibrary.Pattern } };
            watcher.Changed += (_, _) => Tell();
            watcher.Created += (_, _) => Tell();
            watcher.Renamed += (_, _) => Tell();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (IOException failure)
        {
            log.LogWarning("The operating system does not tell of changes in {Folder} ({Reason}); looking every {Interval} instead", folder, failure.Message, settings.PollInterval);
            return null;
        }
    }

    private void Tell()
    {
        try
        {
            _told.Release();
        }
        catch (SemaphoreFullException)
        {
            // Told already, and not looked yet: one look sees both changes.
        }
        catch (ObjectDisposedException)
        {
            // The host is stopping.
        }
    }
}
