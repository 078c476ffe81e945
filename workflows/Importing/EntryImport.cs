using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using OcrWorkflows.Centres.Identifiers;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Importing;

/// <summary>
/// Imports an entries file (docs/entries-csv.md): every good line is decided once and stored with its decision and charges.
/// Each batch is one transaction, so a run that stops in the middle is simply run again.
/// </summary>
public sealed class EntryImport(
    IDbContextFactory<OcrDbContext> databases,
    ReferenceLibrary references,
    ReferenceArchive archive,
    RuleSetLibrary rules,
    Inbox inbox,
    IIdSource ids,
    TimeProvider time,
    CentresOptions options,
    ILogger<EntryImport> log)
{
    private const int Tries = 3;

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ImportKnownException">An import of that id was begun before; nothing was read.</exception>
    /// <exception cref="InvalidDataException">The reference data cannot be used.</exception>
    public async Task<ImportResult> ImportAsync(string path, ImportOptions import, IProgress<ImportProgress>? progress, Actor actor, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(import);
        if (import.ReportPath is { } beside && Path.GetFullPath(beside) == Path.GetFullPath(path))
        {
            throw new IOException("The report would take the place of the file that is imported; give it another name.");
        }

        var began = time.GetTimestamp();
        var hash = await HashAsync(path, stop);
        var run = await BeginAsync(path, hash, import.ImportId ?? ids.Next(), actor, stop);
        var tally = new ImportTally(import.ProblemsShown);
        var fileProblems = new List<ImportProblem>();
        var reportPath = import.WriteReport ? import.ReportPath ?? path + ".report.csv" : null;
        using (var report = reportPath is null ? null : new ReportWriter(reportPath))
        {
            await ReadAsync(path, import.OnlyCentre, run, tally, fileProblems, report, progress, stop);
            report?.Complete();
        }

        await FinishAsync(run.ImportId, tally, fileProblems, stop);
        return new ImportResult
        {
            ImportId = run.ImportId,
            FileName = Path.GetFileName(path),
            Lines = tally.Lines,
            Accepted = tally.Of(LineStatus.Accepted),
            Refused = tally.Of(LineStatus.Refused),
            Undecided = tally.Of(LineStatus.Undecided),
            Bad = tally.Of(LineStatus.Bad),
            Already = tally.Of(LineStatus.Already),
            RefusedByRule = tally.RefusedByRule,
            Charges = tally.Charges,
            BadByCode = tally.BadByCode,
            Problems = tally.Problems,
            FileProblems = fileProblems,
            Undelivered = tally.Undelivered,
            ReportPath = reportPath,
            Elapsed = time.GetElapsedTime(began),
        };
    }

    private async Task ReadAsync(string path, string? onlyCentre, RunContext run, ImportTally tally, List<ImportProblem> fileProblems, ReportWriter? report, IProgress<ImportProgress>? progress, CancellationToken stop)
    {
        using var file = new EntryFile(path, options.MaximumLineBytes);
        if (file.ReadHeader(fileProblems) is not { } columns)
        {
            if (SectorFileName.Parse(Path.GetFileName(path)) is { } sector)
            {
                fileProblems.Clear(); // what is wrong with it as CSV helps nobody
                fileProblems.Add(sector.Refusal(Path.GetFileName(path)));
            }

            fileProblems.ForEach(p => report?.AddFileProblem(p));
            return;
        }

        var reader = new EntryLineReader(columns, references.Current, run.Today, onlyCentre);
        foreach (var lines in file.Lines(reader).Chunk(options.ImportBatchLines))
        {
            stop.ThrowIfCancellationRequested();
            foreach (var outcome in await CommitAsync(lines, file.BytesRead, run, tally, stop))
            {
                tally.Add(outcome);
                report?.Add(outcome);
            }

            progress?.Report(new ImportProgress(lines[^1].Line?.Number ?? lines[^1].Problem!.Line, file.BytesRead, file.Length,
                tally.Of(LineStatus.Accepted), tally.Of(LineStatus.Refused), tally.Of(LineStatus.Undecided), tally.Of(LineStatus.Bad), tally.Of(LineStatus.Already)));
        }
    }

    /// <summary>A batch that clashed with another host's is decided again on the fresh state; nothing of it was kept.</summary>
    private async Task<IReadOnlyList<LineOutcome>> CommitAsync(FileLine[] lines, long bytesRead, RunContext run, ImportTally tally, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await CommitOnceAsync(lines, bytesRead, run, tally, stop);
            }
            catch (DbUpdateException clash) when (attempt < Tries)
            {
                log.LogInformation("A batch of import {Import} is decided again: {Reason}", run.ImportId, clash.GetType().Name);
            }
        }
    }

    private async Task<IReadOnlyList<LineOutcome>> CommitOnceAsync(FileLine[] lines, long bytesRead, RunContext run, ImportTally tally, CancellationToken stop)
    {
        var reference = references.Current;
        await archive.KeepAsync(reference, stop);
        await using var database = await databases.CreateDbContextAsync(stop);
        await using var transaction = await database.Database.BeginTransactionAsync(stop);
        var batch = new ImportBatch(database, reference, rules, ids, run);
        await batch.FetchAsync(lines, stop);
        var outcomes = lines.Select(batch.Decide).ToList();
        await batch.WriteAsync(stop);
        database.ChangeTracker.Clear();
        var undelivered = 0;
        foreach (var approval in batch.FirstEntries)
        {
            undelivered += await TellAsync(database, approval, run.Actor, stop) ? 0 : 1;
        }

        await CountAsync(database, run.ImportId, bytesRead, outcomes, stop);
        await transaction.CommitAsync(stop);
        tally.Undelivered += undelivered;
        tally.OnlySample &= batch.OnlySample;
        return outcomes;
    }

    /// <summary>In the transaction of the lines: a run that ends early says what of it was kept.</summary>
    private static Task<int> CountAsync(OcrDbContext database, Guid import, long bytesRead, List<LineOutcome> outcomes, CancellationToken stop)
    {
        var (lines, accepted, refused, undecided, bad, already) = (outcomes.Count, Of(LineStatus.Accepted), Of(LineStatus.Refused), Of(LineStatus.Undecided), Of(LineStatus.Bad), Of(LineStatus.Already));
        return database.Set<ImportRun>().Where(r => r.Id == import).ExecuteUpdateAsync(
            set => set.SetProperty(r => r.BytesRead, bytesRead).SetProperty(r => r.Lines, r => r.Lines + lines)
                .SetProperty(r => r.Accepted, r => r.Accepted + accepted).SetProperty(r => r.Refused, r => r.Refused + refused).SetProperty(r => r.Undecided, r => r.Undecided + undecided)
                .SetProperty(r => r.Bad, r => r.Bad + bad).SetProperty(r => r.Already, r => r.Already + already),
            stop);

        int Of(LineStatus status) => outcomes.Count(o => o.Status == status);
    }

    /// <summary>Tells the delivery workflow of its first entry (R90). One that cannot take it does not hold up the file.</summary>
    private async Task<bool> TellAsync(OcrDbContext database, Approval approval, Actor actor, CancellationToken stop)
    {
        if (approval.DeliveryInstance is not { } instance)
        {
            return true;
        }

        try
        {
            var payload = new Dictionary<string, object?> { ["enteredOn"] = approval.FirstEntryOn!.Value.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) };
            await inbox.DeliverWithinAsync(database, instance, new EventArrived("FirstEntry", payload), RequestIds.For($"FirstEntry:{approval.Reference}"), actor, stop);
            database.ChangeTracker.Clear();
            return true;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            log.LogError(fault, "Workflow {Instance} of approval {Approval} could not be told of its first entry; the next accepted entry tells it again", instance, approval.Reference);
            database.ChangeTracker.Clear();
            await database.Set<Approval>().Where(a => a.Reference == approval.Reference)
                .ExecuteUpdateAsync(set => set.SetProperty(a => a.FirstEntryOn, (DateOnly?)null).SetProperty(a => a.Version, a => a.Version + 1), stop);
            return false;
        }
    }

    private async Task<RunContext> BeginAsync(string path, string hash, Guid id, Actor actor, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var same = await database.Set<ImportRun>().Where(r => r.ContentHash == hash).Select(r => r.Id).ToListAsync(stop);
        if (await database.Set<ImportRun>().AnyAsync(r => r.Id == id, stop))
        {
            throw new ImportKnownException(id);
        }

        var now = time.GetUtcNow();
        var row = new ImportRun { Id = id, FileName = Path.GetFileName(path), Bytes = new FileInfo(path).Length, ContentHash = hash, StartedAt = now, By = actor.Name };
        database.Add(row);
        await database.SaveChangesAsync(stop);
        return new RunContext(row.Id, new HashSet<Guid>(same) { row.Id }, now, WorkingCalendar.LocalDate(now), actor, options.HostVersion);
    }

    private async Task FinishAsync(Guid import, ImportTally tally, List<ImportProblem> fileProblems, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var row = await database.Set<ImportRun>().SingleAsync(r => r.Id == import, stop);
        row.FinishedAt = time.GetUtcNow();
        row.BytesRead = row.Bytes;
        row.Lines = tally.Lines;
        row.Accepted = tally.Of(LineStatus.Accepted);
        row.Refused = tally.Of(LineStatus.Refused);
        row.Undecided = tally.Of(LineStatus.Undecided);
        row.Bad = tally.Of(LineStatus.Bad);
        row.Already = tally.Of(LineStatus.Already);
        row.RefusedBecause = fileProblems.Count == 0 ? null : string.Join(" ", fileProblems.Select(p => $"{p.Code}: {p.Message}"));
        row.IsSample = tally.OnlySample && tally.Lines > 0;
        await database.SaveChangesAsync(stop);
    }

    private static async Task<string> HashAsync(string path, CancellationToken stop)
    {
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.SequentialScan | FileOptions.Asynchronous);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, stop));
    }
}
