using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Effects;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Centres.Replay;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Centres.Remaking;

/// <summary>
/// Makes the decisions of a rule set again after a rule was found wrong. New decisions stand beside the old ones, which are never changed. What a batch did is
/// found in the database, so that a run that was stopped goes on, and one that is repeated finds nothing left.
/// </summary>
public sealed class DecisionRemaking(
    IDbContextFactory<OcrDbContext> databases, RuleSetLibrary rules, ReferenceLibrary references, ImpactReplay replay, Inbox inbox, IIdSource ids, CentresOptions options, TimeProvider time)
{
    /// <summary>Decisions of one centre that share a transaction and a notice.</summary>
    private const int Batch = 500;

    /// <exception cref="KeyNotFoundException">There is no such rule set, or no such version of it.</exception>
    /// <exception cref="InvalidOperationException">The version does not compile with this build.</exception>
    public async Task<RemakePlan> PlanAsync(RemakeRequest request, IProgress<ReplayProgress>? progress, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(request);
        var version = await VersionAsync(request, stop);
        var content = new RuleSetContent(request.RuleSet, $"{request.RuleSet}/rules.json", Encoding.UTF8.GetBytes(version.Rules), null);
        var check = await rules.CheckAsync(content, stop);
        if (check.HasErrors)
        {
            throw new InvalidOperationException($"The version {version.ContentHash[..12]} of {request.RuleSet} does not compile: {check.Diagnostics.First(d => d.IsError)}");
        }

        var changed = new List<ChangedDecision>();
        var report = await replay.RunAsync(check.Affected, changed.Add, progress, stop, request.Since);
        stop.ThrowIfCancellationRequested();
        return new RemakePlan(request, version.ContentHash, check.Affected, report, [.. changed.OrderBy(c => c.Centre, StringComparer.Ordinal).ThenBy(c => c.Decision)]);
    }

    /// <summary>Carries a plan out, one transaction for each centre, or for every 500 decisions of one.</summary>
    /// <param name="why">Kept in the audit trail of the rule set.</param>
    public async Task<RemakeResult> CarryOutAsync(RemakePlan plan, string why, Actor actor, IProgress<ReplayProgress>? progress, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentException.ThrowIfNullOrWhiteSpace(why);
        var remake = DerivedIds.Of(string.Create(CultureInfo.InvariantCulture, $"remake:{plan.Request.RuleSet}:{DraftCheck.HashOf(plan.Affected)}:{plan.Request.Since:yyyy-MM-dd}"));
        var result = new RemakeResult(remake, 0, 0, 0, 0, 0, Complete: true);
        var batches = plan.Changed.Where(RemakePlan.IsMade).GroupBy(c => c.Centre, StringComparer.Ordinal).SelectMany(g => g.Chunk(Batch)).ToList();
        if (batches.Count > 0)
        {
            await NoteAsync(plan, why, actor, stop);
        }

        foreach (var batch in batches)
        {
            if (stop.IsCancellationRequested)
            {
                return result with { Complete = false };
            }

            var made = await BatchAsync(plan, remake, batch, actor, stop);
            result = result with
            {
                Made = result.Made + made.Count,
                Centres = result.Centres + (batch[0].Centre.Length > 0 && made.Count > 0 ? 1 : 0),
                CreditedPence = result.CreditedPence + made.Sum(m => m.CreditedPence),
                ChargedPence = result.ChargedPence + made.Sum(m => m.ChargedPence),
                LeftToDo = result.LeftToDo + made.Count(m => m.LeftToDo is not null),
            };
            progress?.Report(new ReplayProgress(result.Made, plan.ToMake));
        }

        return result;
    }

    private async Task<IReadOnlyList<RemadeDecision>> BatchAsync(RemakePlan plan, Guid remake, ChangedDecision[] batch, Actor actor, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        await using var transaction = await database.Database.BeginTransactionAsync(stop);
        var wanted = batch.Select(c => c.Decision).ToList();
        var done = await database.Set<RemadeDecision>().Where(r => wanted.Contains(r.OldDecision)).Select(r => r.OldDecision).ToListAsync(stop);
        var olds = await database.Set<DecisionRow>().AsNoTracking().Where(d => wanted.Contains(d.Id) && !done.Contains(d.Id)).OrderBy(d => d.Id).ToListAsync(stop);
        var work = new RemakeWork(database, references.Current, inbox, ids, options, time.GetUtcNow(), actor);
        var made = new List<RemadeDecision>(olds.Count);
        foreach (var old in olds)
        {
            var set = plan.Affected.First(s => s.Name == old.RuleSet);
            made.Add(await work.MakeAsync(set, old, remake, batch[0].Centre, stop));
        }

        if (made.Count > 0 && batch[0].Centre is { Length: > 0 } centre)
        {
            await TellAsync(database, plan, remake, centre, olds[0].Id, made, stop);
        }

        await database.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return made;
    }

    private Task TellAsync(OcrDbContext database, RemakePlan plan, Guid remake, string centre, Guid first, List<RemadeDecision> made, CancellationToken stop) =>
        Notices.WriteAsync(database, $"decisions-remade:{remake:D}:{centre}:{first:D}", "decisions-remade", new Dictionary<string, object?>
        {
            ["centre"] = centre,
            ["ruleSet"] = plan.Request.RuleSet,
            ["since"] = plan.Request.Since,
            ["decisions"] = made.Select(object (m) => m.NewDecision.ToString("D")).ToArray(),
            ["creditedPence"] = made.Sum(m => m.CreditedPence),
            ["chargedPence"] = made.Sum(m => m.ChargedPence),
        }, null, time.GetUtcNow(), ids, stop);

    private async Task NoteAsync(RemakePlan plan, string why, Actor actor, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var text = string.Create(CultureInfo.InvariantCulture, $"{plan.ToMake} decisions since {plan.Request.Since:yyyy-MM-dd} made again with version {plan.Version[..12]}. {why.Trim()}");
        await AuditTrail.NoteAsync(database, plan.Request.RuleSet, "decisions-remade", text, actor, time.GetUtcNow(), stop);
        await database.SaveChangesAsync(stop);
    }

    private async Task<RuleSetVersionRow> VersionAsync(RemakeRequest request, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var versions = database.Set<RuleSetVersionRow>().AsNoTracking().Where(v => v.Name == request.RuleSet);
        var found = await (request.Version is { } hash ? versions.Where(v => v.ContentHash.StartsWith(hash)) : versions.Where(v => v.IsCurrent)).OrderByDescending(v => v.PublishedAt).ToListAsync(stop);
        return found.Select(v => v.ContentHash).Distinct().Count() switch
        {
            1 => found[0],
            0 => throw new KeyNotFoundException($"There is no {(request.Version is null ? "rule set" : $"version {request.Version} of the rule set")} {request.RuleSet}; ./ocr rules versions {request.RuleSet} lists them."),
            _ => throw new KeyNotFoundException($"Several versions of {request.RuleSet} begin with {request.Version}; give more of the hash."),
        };
    }
}
