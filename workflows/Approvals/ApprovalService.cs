using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Identifiers;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Centres.Approvals;

/// <param name="Covers">Suite or five-digit code.</param>
/// <param name="GrantedOn">Null for today.</param>
public sealed record Grant(string CentreNumber, ApprovalScope Scope, string Covers, DateOnly? GrantedOn = null);

/// <param name="AlreadyInForce">An approval for the same was in force; nothing was done.</param>
/// <param name="Problem">Why it was refused, beginning with its code; null otherwise.</param>
public sealed record Granted(string? Reference, InstanceId? Instance, bool AlreadyInForce, string? Problem);

/// <summary>Approvals of centres: granted together with the workflow that accompanies them to their end.</summary>
public sealed class ApprovalService(IDbContextFactory<OcrDbContext> databases, Inbox inbox, TimeProvider time)
{
    private const string NoCentre = "APR001";

    public async Task<Granted> GrantAsync(Grant grant, Actor actor, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        await using var transaction = await database.Database.BeginTransactionAsync(stop);
        var granted = await GrantWithinAsync(database, grant, actor, stop);
        await transaction.CommitAsync(stop);
        return granted;
    }

    /// <summary>Grants within the caller's transaction, without committing.</summary>
    public async Task<Granted> GrantWithinAsync(OcrDbContext database, Grant grant, Actor actor, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(grant);
        var centre = await database.Set<Centre>().AsNoTracking().FirstOrDefaultAsync(c => c.Number == grant.CentreNumber, stop);
        if (centre is null)
        {
            return new Granted(null, null, false, $"{NoCentre}: No centre has this number. Check the number.");
        }

        var before = await database.Set<Approval>().AsNoTracking().Where(a => a.CentreNumber == grant.CentreNumber && a.Covers == grant.Covers && a.Scope == grant.Scope).ToListAsync(stop);
        if (before.Find(a => a.Status == ApprovalStatus.Active) is { } inForce)
        {
            return new Granted(inForce.Reference, inForce.DeliveryInstance, true, null);
        }

        var on = grant.GrantedOn ?? WorkingCalendar.LocalDate(time.GetUtcNow());
        var approval = new Approval
        {
            Reference = ReferenceOf(grant, before.Count + 1),
            CentreNumber = grant.CentreNumber,
            Scope = grant.Scope,
            Covers = grant.Covers,
            GrantedOn = on,
            InactiveSince = on,
            IsSample = centre.IsSample,
        };
        database.Add(approval);
        await database.SaveChangesAsync(stop);
        var started = await inbox.StartWithinAsync(database, new StartRequest("qualification-delivery", new Dictionary<string, object?>
        {
            ["ApprovalReference"] = approval.Reference,
            ["CentreNumber"] = approval.CentreNumber,
            ["QualificationCode"] = approval.Covers,
        }, $"approval:{approval.Reference}", approval.CentreNumber, approval.Covers), RequestIds.For($"Approval:{approval.Reference}"), actor, stop);
        await database.Set<Approval>().Where(a => a.Reference == approval.Reference)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.DeliveryInstance, started.Instance), stop);
        return new Granted(approval.Reference, started.Instance, false, null);
    }

    private static string ReferenceOf(Grant grant, int count)
    {
        var covers = grant.Covers.Length == 0 ? "centre" : grant.Covers.ToLowerInvariant().Replace(' ', '-');
        return count == 1 ? $"{grant.CentreNumber}-{covers}" : $"{grant.CentreNumber}-{covers}-{count}";
    }
}
