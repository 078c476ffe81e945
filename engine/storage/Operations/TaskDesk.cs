using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;
namespace OcrWorkflows.Storage.Operations;

/// <summary>A task in somebody's hands, or in nobody's.</summary>
/// <param name="Version">0 while nobody ever took it.</param>
/// <param name="Since">When the holder got it, or it was handed back; null while nobody ever took it.</param>
public sealed record TaskHolding(string? Holder, DateTimeOffset? Since, int Version)
{
    public static TaskHolding Nobody { get; } = new(null, null, 0);

    /// <summary>That the user has the task, or may take it.</summary>
    public bool IsOpenTo(string user) => Holder is null || IsHeldBy(user);

    public bool IsHeldBy(string user) => string.Equals(Holder, user, StringComparison.Ordinal);
}

/// <param name="Holding">As it stands now, whether or not anything was changed.</param>
/// <param name="Refusal">Why nothing was changed; null when it stands as asked for.</param>
public sealed record TaskHandled(TaskHolding Holding, Refusal? Refusal);

/// <summary>Who takes a task, hands it back, passes it on: a row beside the task, changed by one person at a time. Whether somebody may do the task at all is asked before.</summary>
public sealed class TaskDesk
{
    private readonly IDbContextFactory<OcrDbContext> _databases;
    private readonly TimeProvider _time;

    internal TaskDesk(IDbContextFactory<OcrDbContext> databases, TimeProvider time) => (_databases, _time) = (databases, time);

    /// <summary>Name of the audit trail of an instance's tasks.</summary>
    public static string TrailOf(InstanceId instance) => $"tasks/{instance}";

    public static async Task<TaskHolding> FindAsync(OcrDbContext database, InstanceId instance, string task, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(database);
        return await database.Set<TaskHoldingRow>().AsNoTracking().FirstOrDefaultAsync(h => h.InstanceId == instance && h.BookmarkId == task, stop) is { } row ? Of(row) : TaskHolding.Nobody;
    }

    /// <summary>Takes a task that nobody has. Taking what one has already is no change.</summary>
    /// <param name="seen">Version that the person looked at; null for whatever stands.</param>
    public Task<TaskHandled> ClaimAsync(InstanceId instance, string task, int? seen, Actor by, CancellationToken stop) =>
        ChangeAsync(instance, task, seen, new Change("claimed", by.Name, $"{by.Name} took the task"), by, holding => holding.IsOpenTo(by.Name), stop);

    /// <summary>Gives a task back to everybody of its role.</summary>
    /// <param name="anybodys">True for who may hand back what somebody else has.</param>
    public Task<TaskHandled> ReleaseAsync(InstanceId instance, string task, int? seen, bool anybodys, Actor by, CancellationToken stop) =>
        ChangeAsync(instance, task, seen, new Change("released", null, $"{by.Name} handed back the task"), by, holding => anybodys || holding.IsHeldBy(by.Name), stop);

    /// <summary>Passes a task to another person, who is known and may do it.</summary>
    /// <inheritdoc cref="ReleaseAsync" path="/param"/>
    public Task<TaskHandled> DelegateAsync(InstanceId instance, string task, string to, int? seen, bool anybodys, Actor by, CancellationToken stop) =>
        ChangeAsync(instance, task, seen, new Change("delegated", to, $"{by.Name} gave {to} the task"), by, holding => anybodys || holding.IsOpenTo(by.Name), stop);

    private Task<TaskHandled> ChangeAsync(InstanceId instance, string task, int? seen, Change change, Actor by, Func<TaskHolding, bool> may, CancellationToken stop) =>
        Clashes.RetryAsync(_databases, async database =>
        {
            await using var transaction = await database.Database.BeginTransactionAsync(stop);
            if (await database.Set<TaskRow>().AsNoTracking().FirstOrDefaultAsync(t => t.InstanceId == instance && t.BookmarkId == task, stop) is not { } offered)
            {
                return new TaskHandled(TaskHolding.Nobody, new Refusal("task-gone", "The task is done already, or the workflow has moved on. Nothing was changed."));
            }

            var row = await database.Set<TaskHoldingRow>().FirstOrDefaultAsync(h => h.InstanceId == instance && h.BookmarkId == task, stop);
            var holding = row is null ? TaskHolding.Nobody : Of(row);
            if (holding.Holder == change.Holder)
            {
                return new TaskHandled(holding, null);
            }

            if (!may(holding))
            {
                return new TaskHandled(holding, Held(holding));
            }

            if (seen is { } version && version != holding.Version)
            {
                return new TaskHandled(holding, new Refusal("changed-meanwhile", $"The task has changed hands since you looked: {(holding.Holder is { } holder ? $"{holder} has it now" : "nobody has it now")}. Nothing was changed; look again."));
            }

            if (row is null)
            {
                row = new TaskHoldingRow { InstanceId = instance, BookmarkId = task };
                database.Add(row);
            }

            row.Holder = change.Holder;
            row.Since = _time.GetUtcNow();
            row.Version++;
            await AuditTrail.AppendAsync(database, new AuditEntry(TrailOf(instance), change.Action, $"{change.Text} “{offered.Title}”."), by, row.Since, stop);
            await database.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
            return new TaskHandled(Of(row), null);
        }, stop);

    /// <summary>What somebody is told who wants what another has.</summary>
    private static Refusal Held(TaskHolding holding) => holding.Holder is { } holder
        ? new Refusal("task-held", $"{holder} has this task. Nothing was changed; ask {holder} to hand it back, or staff to do so.")
        : new Refusal("task-not-held", "Nobody has this task, so it cannot be handed back.");

    private static TaskHolding Of(TaskHoldingRow row) => new(row.Holder, row.Since, row.Version);

    private sealed record Change(string Action, string? Holder, string Text);
}
