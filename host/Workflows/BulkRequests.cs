using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Host.Api;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Runtime.Operations;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Operations;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Workflows;

/// <summary>Which instances an operation is for. A member left out does not narrow; at least one is needed.</summary>
/// <param name="Status">One of <see cref="InstanceSubStatus"/>, or <c>waiting</c> for all that run.</param>
/// <param name="Definition">Such as <c>claim</c>.</param>
/// <param name="Version">Of the definition: 1, 2, 3...</param>
/// <param name="Centre">Centre number.</param>
/// <param name="Search">Part of the business key, such as <c>claim:42</c>.</param>
/// <param name="Overdue">Only those with a timer or a task past its time.</param>
/// <param name="Incident">Only those with an open incident.</param>
/// <param name="At">Only those that wait or have failed at this activity.</param>
public sealed record BulkFilter(
    string? Status = null, string? Definition = null, int? Version = null, string? Centre = null, string? Search = null, bool Overdue = false, bool Incident = false, string? At = null)
{
    public bool IsEmpty => this == new BulkFilter();

    /// <summary>In words that are the same for the same filter.</summary>
    public override string ToString() => string.Join(", ", Parts());

    private IEnumerable<string> Parts()
    {
        (string Name, string? Value)[] parts =
        [
            ("status", Status), ("definition", Definition), ("version", Version?.ToString(CultureInfo.InvariantCulture)), ("centre", Centre), ("search", Search),
            ("overdue", Overdue ? "yes" : null), ("incident", Incident ? "yes" : null), ("at", At),
        ];
        return parts.Where(p => p.Value is { Length: > 0 }).Select(p => $"{p.Name} {p.Value}");
    }
}

/// <summary>Makes requests for operations on many instances from what people give.</summary>
public sealed class BulkRequests(TimeProvider time)
{
    /// <exception cref="OperationRefusedException">The operation or the filter cannot be used; the message says why.</exception>
    public BulkRequest Of(Guid id, BulkFilter filter, OperationRequest operation)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(operation);
        var read = operation.Read();
        if (filter.IsEmpty)
        {
            throw new OperationRefusedException("The filter is empty: say which instances, by definition, status, centre or another member of the filter.");
        }

        InstanceSubStatus? status = null;
        if (filter.Status is { Length: > 0 } word && word != "waiting")
        {
            status = Enum.TryParse<InstanceSubStatus>(word, ignoreCase: true, out var parsed) && Enum.IsDefined(parsed) ? parsed : throw new OperationRefusedException(
                $"There is no status '{word}'; use waiting, or one of {string.Join(", ", Enum.GetNames<InstanceSubStatus>())}.");
        }

        if (read.ToVersion is not null && filter.Definition is not { Length: > 0 })
        {
            throw new OperationRefusedException("A migration needs a definition in its filter: versions are counted for each definition.");
        }

        return new BulkRequest(id, operation.Operation, read, operation.Reason.Trim(), filter.ToString(), database => Matching(database, filter, status));
    }

    private IQueryable<InstanceRow> Matching(OcrDbContext database, BulkFilter filter, InstanceSubStatus? status)
    {
        var found = database.Set<InstanceRow>().AsNoTracking();
        found = status is { } only ? found.Where(i => i.SubStatus == only) : filter.Status == "waiting" ? found.Where(i => i.Status == InstanceStatus.Running) : found;
        if (filter.Definition is { Length: > 0 } definition)
        {
            found = found.Where(i => i.DefinitionId == definition);
        }

        if (filter.Version is { } version)
        {
            found = found.Where(i => i.DefinitionVersion == version);
        }

        if (filter.Centre is { Length: > 0 } centre)
        {
            found = found.Where(i => i.CentreNumber == centre);
        }

        if (filter.Search is { Length: > 0 } search)
        {
            found = found.Where(i => i.CorrelationId!.Contains(search));
        }

        if (filter.Incident)
        {
            found = found.Where(i => i.HasIncident);
        }

        if (filter.At is { Length: > 0 } at)
        {
            found = found.Where(i => database.Set<BookmarkRow>().Any(b => b.InstanceId == i.Id && b.ActivityId == at) || database.Set<TimerRow>().Any(t => t.InstanceId == i.Id && t.ActivityId == at)
                || database.Set<TaskRow>().Any(t => t.InstanceId == i.Id && t.ActivityId == at) || database.Set<IncidentRow>().Any(n => n.InstanceId == i.Id && n.ActivityId == at && n.ResolvedAt == null));
        }

        if (!filter.Overdue)
        {
            return found;
        }

        var now = time.GetUtcNow();
        var today = WorkingCalendar.LocalDate(now);
        return found.Where(i => i.Status == InstanceStatus.Running && (i.NextDueAt < now || database.Set<TaskRow>().Any(t => t.InstanceId == i.Id && t.DueOn < today)));
    }
}

/// <summary>A line of the audit trail.</summary>
public sealed record BulkDeed(DateTimeOffset At, string By, string Action, string Text);

/// <summary>An operation on many instances as it is shown.</summary>
/// <param name="Refusals">Why instances refused, the most frequent first.</param>
/// <param name="Deeds">Who did what to it, oldest first; empty in lists.</param>
public sealed record BulkView(
    Guid Id, string Operation, string Filter, string Reason, BulkState State, int Total, int Done, int Refused, string AskedBy, DateTimeOffset AskedAt,
    string? ConfirmedBy, DateTimeOffset? EndedAt, IReadOnlyList<BulkRefusal> Refusals, IReadOnlyList<BulkDeed> Deeds)
{
    public int Pending => Total - Done - Refused;

    public static async Task<BulkView?> FindAsync(OcrDbContext database, Guid id, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(database);
        if (await database.Set<BulkOperationRow>().AsNoTracking().FirstOrDefaultAsync(b => b.Id == id, stop) is not { } row)
        {
            return null;
        }

        var refusals = (await database.Set<BulkTargetRow>().AsNoTracking().Where(t => t.BulkId == id && t.Outcome == BulkOutcome.Refused)
            .Select(t => new { t.InstanceId, t.Refusal }).ToListAsync(stop)).GroupBy(t => t.Refusal!).Select(g => new BulkRefusal(g.Key, g.Count(), g.First().InstanceId.Value));
        var deeds = await database.Set<PublishingEventRow>().AsNoTracking().Where(e => e.RuleSet == BulkOperations.Trail && e.Proposal == id).OrderBy(e => e.Sequence)
            .Select(e => new BulkDeed(e.At, e.By, e.Action, e.Text)).ToListAsync(stop);
        return Of(row) with { Refusals = [.. refusals.OrderByDescending(r => r.Instances)], Deeds = deeds };
    }

    /// <summary>The newest 100, newest first.</summary>
    public static async Task<IReadOnlyList<BulkView>> ListAsync(OcrDbContext database, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(database);
        return [.. (await database.Set<BulkOperationRow>().AsNoTracking().OrderByDescending(b => b.AskedAt).Take(100).ToListAsync(stop)).Select(Of)];
    }

    private static BulkView Of(BulkOperationRow row) => new(
        row.Id, row.Operation, row.Filter, row.Reason, row.State, row.Total, row.Done, row.Refused, row.AskedBy, row.AskedAt, row.ConfirmedBy, row.EndedAt, [], []);
}
