using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Pages;
using OcrWorkflows.Host.Web;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Workflows;

/// <summary>How far the things are that take their time: operations on many instances, replays of proposals, imports. Null when there is no such thing.</summary>
public sealed class HowFar(IDbContextFactory<OcrDbContext> databases)
{
    public async Task<ProgressEvent?> BulkAsync(Guid id, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var found = await database.Set<BulkOperationRow>().AsNoTracking().Where(b => b.Id == id).Select(b => new { b.State, b.Total, b.Done, b.Refused }).FirstOrDefaultAsync(stop);
        return found is null ? null : new ProgressEvent(
            found.Done + found.Refused, found.Total, Words(found.Done, found.Refused, found.Total), found.State != BulkState.Running);
    }

    /// <summary>As the page says it too.</summary>
    public static string Words(int done, int refused, int total) => $"{Written.Number(done)} done, {Written.Number(refused)} refused, {Written.Number(total - done - refused)} to do";

    /// <summary>The replay of the stored decisions against a proposal; over when there is none to come.</summary>
    public async Task<ProgressEvent?> ReplayAsync(string kind, string name, Guid id, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var found = await database.Set<ProposalRow>().AsNoTracking().Where(p => p.Id == id && p.Kind == kind && p.RuleSet == name)
            .Select(p => new { p.State, p.ReplayDone, p.ReplayTotal, IsReplayed = p.ReplayedBy != null, IsDone = p.Impact != null }).FirstOrDefaultAsync(stop);
        if (found is null)
        {
            return null;
        }

        var isAwaited = kind == ContentKinds.RuleSet && !found.IsDone && found.State is ProposalState.Draft or ProposalState.Proposed;
        return !isAwaited ? new ProgressEvent(found.ReplayTotal, found.ReplayTotal, "Replayed", true)
            : !found.IsReplayed ? new ProgressEvent(0, 0, "Waiting for a host to replay the stored decisions", false)
            : new ProgressEvent(found.ReplayDone, found.ReplayTotal, $"Replayed {Written.Number(found.ReplayDone)} of {Written.Number(found.ReplayTotal)} stored decisions", false);
    }

    /// <summary>An import that has not begun is waited for: its file may still be on its way.</summary>
    public async Task<ProgressEvent?> ImportAsync(Guid id, Viewer viewer, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await Imports(database, viewer).FirstOrDefaultAsync(r => r.Id == id, stop) is { } run
            ? new ProgressEvent(run.BytesRead, run.Bytes, $"{Written.Number(run.Lines)} lines: {Written.Number(run.Accepted)} accepted, {Written.Number(run.Refused)} refused, {Written.Number(run.Bad)} faulty", run.FinishedAt is not null)
            : new ProgressEvent(0, 0, "The file is on its way", false);
    }

    /// <summary>A centre's user sees what that user sent.</summary>
    public static IQueryable<ImportRun> Imports(OcrDbContext database, Viewer viewer)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(viewer);
        var name = viewer.Actor.Name;
        return database.Set<ImportRun>().AsNoTracking().Where(r => viewer.Centre == null || r.By == name);
    }
}
