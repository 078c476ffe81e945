using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Effects;
using OcrWorkflows.Centres.Facts;
using OcrWorkflows.Centres.Identifiers;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Rules;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Centres.Approvals;

/// <summary>Reinstates approvals that have lapsed, and undoes lapses made in error: with a reason, in an audit trail, and with a workflow that accompanies the approval again.</summary>
public sealed class LapseReversal(IDbContextFactory<OcrDbContext> databases, RuleSetLibrary rules, Inbox inbox, IIdSource ids, TimeProvider time)
{
    private const int LongestReason = 2000;

    /// <summary>Everything in one transaction. One that is in force already is left as it is.</summary>
    public async Task<Reversed> RunAsync(Reversal reversal, Actor actor, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(reversal);
        if (string.IsNullOrWhiteSpace(reversal.Why) || reversal.Why.Length > LongestReason)
        {
            return Refused(reversal, "APR002", $"Say why, in at most {LongestReason} characters.");
        }

        await using var database = await databases.CreateDbContextAsync(stop);
        await using var transaction = await database.Database.BeginTransactionAsync(stop);
        var approval = await database.Set<Approval>().FirstOrDefaultAsync(a => a.Reference == reversal.Subject, stop);
        var centre = approval is null ? await database.Set<Centre>().FirstOrDefaultAsync(c => c.Number == reversal.Subject, stop) : null;
        var reversed = approval is not null ? await ApprovalAsync(database, approval, reversal, actor, stop)
            : centre is not null ? await CentreAsync(database, centre, reversal, actor, stop)
            : Refused(reversal, "APR003", "There is no approval of this reference, and no centre of this number. Look it up on the page of the centre.") with { Status = ReversalStatus.Unknown };
        if (reversed.Status == ReversalStatus.Done)
        {
            await database.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
        }

        return reversed;
    }

    /// <summary>Name of the audit trail of an approval, or of a centre's vocational approval.</summary>
    public static string Trail(string subject) => $"approval/{subject}";

    private async Task<Reversed> ApprovalAsync(OcrDbContext database, Approval approval, Reversal reversal, Actor actor, CancellationToken stop)
    {
        if (approval.Status == ApprovalStatus.Active)
        {
            return new Reversed(ReversalStatus.InForce, approval.Reference, approval.DeliveryInstance, null);
        }

        var centre = await database.Set<Centre>().AsNoTracking().SingleAsync(c => c.Number == approval.CentreNumber, stop);
        if (approval.Status == ApprovalStatus.Withdrawn)
        {
            return Refused(reversal, "APR004", "It was withdrawn and has not lapsed. Grant it anew.");
        }

        if (approval.Scope != ApprovalScope.Centre && centre.VocationalApprovalLapsedOn is not null)
        {
            return Refused(reversal, "APR005", $"The vocational approval of centre {centre.Number} has lapsed as a whole. Reverse that first, by the number of the centre.");
        }

        var now = time.GetUtcNow();
        var today = WorkingCalendar.LocalDate(now);
        if (reversal.Kind == ReversalKind.UndoLapse && WouldLapse(LapseFactsBuilder.Build(approval, today), today))
        {
            return Refused(reversal, "APR006", $"The next sweep would lapse it again: neither entry nor claim since {approval.InactiveSince:yyyy-MM-dd}. Reinstate it instead, and its two years begin anew.");
        }

        var lapsedOn = approval.LapsedOn;
        approval.Status = ApprovalStatus.Active;
        approval.LapsedOn = null;
        approval.InactiveSince = reversal.Kind == ReversalKind.Reinstate ? today : approval.InactiveSince;
        approval.Version++;
        await NoteAsync(database, reversal, approval.CentreNumber, approval.Covers, lapsedOn, actor, now, stop);
        await database.SaveChangesAsync(stop);
        return new Reversed(ReversalStatus.Done, approval.Reference, await AccompanyAsync(database, approval, lapsedOn, actor, stop), null);
    }

    /// <summary>The workflow that accompanied it goes on when it has not ended; otherwise a new one starts and takes up where the approval is.</summary>
    private async Task<InstanceId> AccompanyAsync(OcrDbContext database, Approval approval, DateOnly? lapsedOn, Actor actor, CancellationToken stop)
    {
        if (approval.DeliveryInstance is { } before && await database.Set<InstanceRow>().AnyAsync(i => i.Id == before && i.Status != InstanceStatus.Finished, stop))
        {
            return before;
        }

        var again = $"{approval.Reference}:{lapsedOn:yyyy-MM-dd}:{approval.Version}";
        var started = await inbox.StartWithinAsync(database, new StartRequest("qualification-delivery", new Dictionary<string, object?>
        {
            ["ApprovalReference"] = approval.Reference,
            ["CentreNumber"] = approval.CentreNumber,
            ["QualificationCode"] = approval.Covers,
        }, $"approval:{approval.Reference}", approval.CentreNumber, approval.Covers), RequestIds.For($"Approval again:{again}"), actor, stop);
        approval.DeliveryInstance = started.Instance;
        await database.SaveChangesAsync(stop);
        if (approval.FirstEntryOn is not null)
        {
            await inbox.DeliverWithinAsync(database, started.Instance, new EventArrived("FirstEntry", new Dictionary<string, object?>()), RequestIds.For($"FirstEntry again:{again}"), actor, stop);
        }

        return started.Instance;
    }

    private async Task<Reversed> CentreAsync(OcrDbContext database, Centre centre, Reversal reversal, Actor actor, CancellationToken stop)
    {
        if (centre.VocationalApprovalLapsedOn is not { } lapsedOn)
        {
            return centre.Status == CentreStatus.Withdrawn
                ? Refused(reversal, "APR004", "It was withdrawn and has not lapsed. Grant it anew.")
                : new Reversed(ReversalStatus.InForce, centre.Number, null, null);
        }

        var now = time.GetUtcNow();
        var today = WorkingCalendar.LocalDate(now);
        var approvals = await database.Set<Approval>().AsNoTracking().Where(a => a.CentreNumber == centre.Number && a.Scope != ApprovalScope.Centre).ToListAsync(stop);
        var facts = LapseFactsBuilder.Build(centre, approvals.Max(a => a.LastActivityOn), approvals.Max(a => (DateOnly?)a.InactiveSince), today);
        if (reversal.Kind == ReversalKind.UndoLapse && WouldLapse(facts, today))
        {
            return Refused(reversal, "APR006", $"The next sweep would lapse it again: neither entry nor claim since {facts.InactiveSince:yyyy-MM-dd}. Reinstate it instead, and its two years begin anew.");
        }

        centre.Status = reversal.Kind == ReversalKind.UndoLapse ? centre.StatusBeforeLapse ?? CentreStatus.Approved : CentreStatus.Approved;
        centre.StatusBeforeLapse = null;
        centre.VocationalApprovalLapsedOn = null;
        centre.VocationalApprovalGrantedOn = reversal.Kind == ReversalKind.Reinstate ? today : centre.VocationalApprovalGrantedOn;
        centre.Version++;
        await NoteAsync(database, reversal, centre.Number, "", lapsedOn, actor, now, stop);
        return new Reversed(ReversalStatus.Done, centre.Number, null, null);
    }

    private bool WouldLapse(LapseFacts facts, DateOnly today) => rules.Current("lapse").Decide(facts, today).Outcome == Outcome.Refused;

    private async Task NoteAsync(OcrDbContext database, Reversal reversal, string centre, string covers, DateOnly? lapsedOn, Actor actor, DateTimeOffset now, CancellationToken stop)
    {
        var reinstated = reversal.Kind == ReversalKind.Reinstate;
        await AuditTrail.NoteAsync(database, Trail(reversal.Subject), reinstated ? "reinstated" : "lapse-undone", $"Lapsed on {lapsedOn:yyyy-MM-dd}. {reversal.Why.Trim()}", actor, now, stop);
        await Notices.WriteAsync(database, $"{(reinstated ? "approval-reinstated" : "lapse-undone")}:{reversal.Subject}:{lapsedOn:yyyy-MM-dd}:{now:yyyyMMddHHmmss}", reinstated ? "approval-reinstated" : "lapse-undone", new Dictionary<string, object?>
        {
            ["approval"] = reversal.Subject,
            ["centre"] = centre,
            ["covers"] = covers,
            ["lapsedOn"] = lapsedOn,
            ["from"] = WorkingCalendar.LocalDate(now),
        }, null, now, ids, stop);
    }

    private static Reversed Refused(Reversal reversal, string code, string message) => new(ReversalStatus.Refused, reversal.Subject, null, $"{code}: {message}");
}
