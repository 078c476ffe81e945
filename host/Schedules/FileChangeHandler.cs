using OcrWorkflows.Centres.Letters;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Schedules;

/// <summary>What a changed file leads to, by the setting RuleSets:FileChanges, and what the log says of it.</summary>
public sealed class FileChangeHandler(HostSettings settings, ContentPublisher publisher, ReferenceLibrary reference, LetterLibrary letters, ILogger<FileChangeHandler> log)
{
    private static readonly Actor Files = new("files");

    public async Task RuleSetAsync(RuleSetFiles set, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(set);
        Report(await publisher.OfferAsync(set, Files, stop));
    }

    public async Task DefinitionAsync(string file, CancellationToken stop)
    {
        Report(await publisher.OfferDefinitionAsync(file, Files, stop));
    }

    /// <summary>Fees, qualifications and series: read again as a whole; with a fault, what was in force stays.</summary>
    public Task ReferenceAsync()
    {
        if (Held("Reference data", "of fees, qualifications and series", settings.RuleSetsPath))
        {
            return Task.CompletedTask;
        }

        var diagnostics = reference.Reload();
        foreach (var diagnostic in diagnostics)
        {
            log.Log(diagnostic.IsError ? LogLevel.Error : LogLevel.Warning, "{Diagnostic}", diagnostic);
        }

        if (diagnostics.Any(d => d.IsError))
        {
            log.LogError("Reference data was refused: what was in force before goes on");
        }
        else
        {
            log.LogInformation("Reference data is live from {Folder}", settings.RuleSetsPath);
        }

        return Task.CompletedTask;
    }

    /// <summary>Templates of letters: each by itself; with a fault, its last good text stays.</summary>
    public Task LettersAsync()
    {
        var diagnostics = letters.Reload();
        foreach (var diagnostic in diagnostics)
        {
            log.Log(diagnostic.IsError ? LogLevel.Error : LogLevel.Warning, "{Diagnostic}", diagnostic);
        }

        log.LogInformation("Letters are live from {Folder}: {Usable} templates, {Outdated} of them with an earlier text than on disk",
            letters.Folder, letters.States.Count(s => s.Template is not null), letters.States.Count(s => s.IsOutdated));
        return Task.CompletedTask;
    }

    /// <summary>Says in the log what became of a file.</summary>
    public void Report(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        foreach (var diagnostic in publication.Diagnostics)
        {
            log.Log(diagnostic.IsError ? LogLevel.Error : LogLevel.Warning, "{Diagnostic}", diagnostic);
        }

        foreach (var failing in publication.FailingCases)
        {
            log.LogWarning("{Kind} {Name}: the case '{Case}' no longer holds: {Difference}", publication.Kind, publication.Name, failing.Name, failing.Difference);
        }

        switch (publication.Status)
        {
            case PublishStatus.Published:
                log.LogInformation("{Kind} {Name} is live from {File}", publication.Kind, publication.Name, publication.File);
                break;
            case PublishStatus.Waiting:
                log.LogWarning("{Kind} {Name} has changed on disk ({File}) and waits as proposal {Proposal}: propose it with a reason, and a second person approves it (RuleSets:FileChanges is propose)",
                    publication.Kind, publication.Name, publication.File, publication.Proposal);
                break;
            case PublishStatus.Refused:
                log.LogError("{Kind} {Name} was refused: {File} has faults; the last good version goes on deciding", publication.Kind, publication.Name, publication.File);
                break;
            default:
                break;
        }
    }

    private bool Held(string kind, string name, string file)
    {
        if (settings.FileChanges == FileChanges.Publish)
        {
            return false;
        }

        log.LogWarning("{Kind} {Name} differs on disk ({File}); it waits until someone publishes it (RuleSets:FileChanges is propose)", kind, name, file);
        return true;
    }
}
