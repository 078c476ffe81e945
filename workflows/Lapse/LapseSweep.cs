using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using OcrWorkflows.Centres.Effects;
using OcrWorkflows.Centres.Facts;
using OcrWorkflows.Centres.Identifiers;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Rules;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Operations;

namespace OcrWorkflows.Centres.Lapse;

/// <summary>
/// Lapses approvals that saw neither an entry nor a claim for two years (R134), and the vocational approval of a centre when nothing
/// vocational did (R135). The rules in <c>rule-sets/lapse</c> decide; the delivery workflow carries it out. Safe to repeat.
/// </summary>
public sealed class LapseSweep(
    IDbContextFactory<OcrDbContext> databases,
    ReferenceLibrary references,
    RuleSetLibrary rules,
    Inbox inbox,
    IIdSource ids,
    TimeProvider time,
    CentresOptions options,
    PauseSwitch pause,
    LapseWarnings warnings,
    SweepLog runs,
    ILogger<LapseSweep> log)
{
    /// <summary>Name of its runs.</summary>
    public const string Name = "lapse";

    private const int Batch = 500;
    private const string NotAwaited = "LAP001";
    private const string NotCarriedOut = "LAP002";
    private const string StillOpen = "LAP003";

    /// <param name="asOf">The day that counts as today; null for today in Europe/London.</param>
    /// <param name="rehearse">True decides the same and changes nothing.</param>
    /// <param name="confirmed">The number that a person has seen and confirmed; it must be the number that would lapse. Null when nobody was asked.</param>
    public Task<LapseResult> RunAsync(DateOnly? asOf, bool rehearse, Actor actor, CancellationToken stop, int? confirmed = null) => rehearse
        ? PassAsync(asOf, rehearse, actor, stop)
        : runs.RecordAsync(Name, actor, () => CarryOutAsync(asOf, actor, confirmed, stop), result => result.Summary, stop);

    private async Task<LapseResult> CarryOutAsync(DateOnly? asOf, Actor actor, int? confirmed, CancellationToken stop)
    {
        if (await pause.CurrentAsync(stop) is { } paused)
        {
            return new LapseResult(asOf ?? WorkingCalendar.LocalDate(time.GetUtcNow()), false, 0, [], [], []) { Paused = paused };
        }

        var rehearsal = await PassAsync(asOf, rehearse: true, actor, stop);
        if (await HoldAsync(rehearsal.Lapsed.Count, confirmed, stop) is { } hold)
        {
            return rehearsal with { Rehearsed = false, Held = hold };
        }

        var result = rehearsal.Lapsed.Count == 0 ? rehearsal with { Rehearsed = false } : await PassAsync(asOf, rehearse: false, actor, stop);
        return result.Paused is not null ? result : result with { Warnings = await warnings.WriteAsync(rehearsal.Warnings, stop) };
    }

    /// <returns>Null when the sweep may go on.</returns>
    private async Task<LapseHold?> HoldAsync(int wouldLapse, int? confirmed, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var inForce = await database.Set<Approval>().CountAsync(a => a.Status == ApprovalStatus.Active && a.Scope != ApprovalScope.Centre, stop)
            + await database.Set<Centre>().CountAsync(c => (c.Status == CentreStatus.Approved || c.Status == CentreStatus.Suspended) && c.VocationalApprovalLapsedOn == null, stop);
        var most = Math.Max(options.LapseMostAnyway, (int)(inForce * options.LapseMostShare));
        return confirmed is { } number ? (number == wouldLapse ? null : new LapseHold(wouldLapse, most, inForce, number))
            : wouldLapse <= most ? null : new LapseHold(wouldLapse, most, inForce, null);
    }

    private async Task<LapseResult> PassAsync(DateOnly? asOf, bool rehearse, Actor actor, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var day = asOf ?? WorkingCalendar.LocalDate(now);
        var set = rules.Current("lapse");
        var sweep = new Sweep(day, rehearse, set, new DecisionWriter(set, references.Current, now, actor, options.HostVersion), actor, now);
        await ApprovalsAsync(sweep, stop);
        await CentresAsync(sweep, stop);
        return new LapseResult(day, rehearse, sweep.Examined, Ordered(sweep.Lapsed), Ordered(sweep.Undecided), Ordered(sweep.Failed))
        {
            Paused = sweep.Paused,
            Warnings = [.. sweep.Warnings.OrderBy(w => w.LapsesOn).ThenBy(w => w.CentreNumber, StringComparer.Ordinal).ThenBy(w => w.Covers, StringComparer.Ordinal)],
        };
    }

    private async Task ApprovalsAsync(Sweep sweep, CancellationToken stop)
    {
        var quietSince = sweep.AsOf.AddMonths(-options.LapseConsiderAfterMonths);
        for (var after = ""; ;)
        {
            await using var database = await databases.CreateDbContextAsync(stop);
            var from = after;
            var due = await database.Set<Approval>().AsNoTracking()
                .Where(a => a.Status == ApprovalStatus.Active && a.Scope != ApprovalScope.Centre && a.InactiveSince <= quietSince && string.Compare(a.Reference, from) > 0)
                .OrderBy(a => a.Reference).Take(Batch).ToListAsync(stop);
            if (due.Count == 0)
            {
                return;
            }

            after = due[^1].Reference;
            foreach (var approval in due)
            {
                var facts = LapseFactsBuilder.Build(approval, sweep.AsOf);
                await DecideAsync(sweep, facts, approval.Reference, findings => LapseAsync(sweep, approval, facts, findings, stop), stop);
            }
        }
    }

    private async Task CentresAsync(Sweep sweep, CancellationToken stop)
    {
        var quietSince = sweep.AsOf.AddMonths(-options.LapseConsiderAfterMonths);
        for (var after = ""; ;)
        {
            await using var database = await databases.CreateDbContextAsync(stop);
            var from = after;
            var approvals = database.Set<Approval>().Where(a => a.Scope != ApprovalScope.Centre);
            var quiet = await database.Set<Centre>().AsNoTracking()
                .Where(c => (c.Status == CentreStatus.Approved || c.Status == CentreStatus.Suspended) && c.VocationalApprovalLapsedOn == null && c.VocationalApprovalGrantedOn <= quietSince && string.Compare(c.Number, from) > 0)
                .Where(c => !approvals.Any(a => a.CentreNumber == c.Number && a.InactiveSince > quietSince))
                .OrderBy(c => c.Number).Take(Batch)
                .Select(c => new
                {
                    Centre = c,
                    LastActivityOn = approvals.Where(a => a.CentreNumber == c.Number).Max(a => a.LastActivityOn),
                    InactiveSince = approvals.Where(a => a.CentreNumber == c.Number).Max(a => (DateOnly?)a.InactiveSince),
                })
                .ToListAsync(stop);
            if (quiet.Count == 0)
            {
                return;
            }

            after = quiet[^1].Centre.Number;
            foreach (var one in quiet)
            {
                var facts = LapseFactsBuilder.Build(one.Centre, one.LastActivityOn, one.InactiveSince, sweep.AsOf);
                await DecideAsync(sweep, facts, "", findings => LapseAsync(sweep, one.Centre, facts, findings, stop), stop);
            }
        }
    }

    /// <summary>All rules holding means the approval stays, and nothing is written.</summary>
    private async Task DecideAsync(Sweep sweep, LapseFacts facts, string reference, Func<IReadOnlyList<Finding>, Task> lapse, CancellationToken stop)
    {
        sweep.Examined++;
        var verdict = sweep.Rules.Decide(facts, sweep.AsOf);
        if (verdict.Outcome == Outcome.Accepted)
        {
            if (sweep.Rehearse && warnings.For(sweep.Rules, facts, reference) is { } warning)
            {
                sweep.Warnings.Add(warning);
            }

            return;
        }

        var findings = Finding.Of(verdict.Results);
        var first = findings.FirstOrDefault(f => f.Severity == RuleSeverity.Refuse);
        var line = new LapseLine(facts.CentreNumber, facts.Scope, facts.Covers, reference, facts.GrantedOn, facts.LastActivityOn, facts.InactiveSince, first?.Message ?? "", first?.Clauses ?? []);
        if (verdict.Outcome == Outcome.Undecided)
        {
            sweep.Undecided.Add(line);
            return;
        }

        line = line with { Open = await OpenAsync(facts, stop) };
        if (!options.LapseWithOpenWork && !line.Open.IsNone)
        {
            sweep.Failed.Add(line with { Reason = $"{StillOpen}: {line.Open.Words} are open, and Centres:LapseWithOpenWork keeps it until they are finished or withdrawn." });
            return;
        }

        if (!sweep.Rehearse && (sweep.Paused ??= await pause.CurrentAsync(stop)) is not null)
        {
            return;
        }

        try
        {
            if (!sweep.Rehearse)
            {
                await lapse(findings);
            }

            sweep.Lapsed.Add(line);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            log.LogError(fault, "The approval {Approval} of centre {Centre} could not be lapsed", reference, facts.CentreNumber);
            sweep.Failed.Add(line with { Reason = fault.Message });
        }
    }

    private async Task<OpenWork> OpenAsync(LapseFacts facts, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await OpenWork.OfAsync(database, references.Current, facts.CentreNumber, facts.Scope == nameof(ApprovalScope.Centre) ? null : facts.Covers, stop);
    }

    private async Task LapseAsync(Sweep sweep, Approval approval, LapseFacts facts, IReadOnlyList<Finding> findings, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        await using var transaction = await database.Database.BeginTransactionAsync(stop);
        database.Add(sweep.Writer.Write(ids.Next(), $"approval:{approval.Reference}", facts, sweep.AsOf, Outcome.Refused, findings));
        await database.SaveChangesAsync(stop);
        if (approval.DeliveryInstance is { } instance)
        {
            var payload = new Dictionary<string, object?> { ["asOf"] = facts.DecisionDate.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) };
            var delivery = await inbox.DeliverWithinAsync(database, instance, new EventArrived("LapseDue", payload),
                RequestIds.For($"LapseDue:{approval.Reference}:{facts.InactiveSince:yyyy-MM-dd}"), sweep.Actor, stop);
            if (delivery.Status is not (DeliveryStatus.Delivered or DeliveryStatus.AlreadyDelivered))
            {
                throw new InvalidOperationException($"{NotAwaited}: Its delivery workflow {instance} answers {delivery.Status}. Look at the workflow; the next sweep tries again.");
            }

            // An incident inside the workflow is kept with it, and the approval stays until somebody has resolved it.
            if (await database.Set<Approval>().AnyAsync(a => a.Reference == approval.Reference && a.Status == ApprovalStatus.Active, stop))
            {
                if (delivery.Status == DeliveryStatus.Delivered)
                {
                    await transaction.CommitAsync(stop);
                }

                throw new InvalidOperationException($"{NotCarriedOut}: Its delivery workflow {instance} took the lapse and could not carry it out. Resolve its incident and retry.");
            }
        }
        else
        {
            var row = await database.Set<Approval>().SingleAsync(a => a.Reference == approval.Reference, stop);
            await LapseApproval.ApplyAsync(database, row, await OpenWork.OfAsync(database, references.Current, row.CentreNumber, row.Covers, stop), sweep.Today, null, sweep.Now, ids, stop);
            await database.SaveChangesAsync(stop);
        }

        await transaction.CommitAsync(stop);
    }

    private async Task LapseAsync(Sweep sweep, Centre centre, LapseFacts facts, IReadOnlyList<Finding> findings, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var row = await database.Set<Centre>().SingleAsync(c => c.Number == centre.Number, stop);
        var open = await OpenWork.OfAsync(database, references.Current, centre.Number, null, stop);
        row.StatusBeforeLapse = row.Status;
        row.Status = CentreStatus.Lapsed;
        row.VocationalApprovalLapsedOn = sweep.Today;
        row.Version++;
        database.Add(sweep.Writer.Write(ids.Next(), $"centre:{centre.Number}", facts, sweep.AsOf, Outcome.Refused, findings));
        await Notices.WriteAsync(database, $"centre-lapsed:{centre.Number}:{sweep.Today:yyyy-MM-dd}", "centre-lapsed",
            new Dictionary<string, object?>
            {
                ["centre"] = centre.Number,
                ["inactiveSince"] = facts.InactiveSince,
                ["openEntries"] = (long)open.Entries,
                ["openClaims"] = open.Claims.Cast<object?>().ToArray(),
            }, null, sweep.Now, ids, stop);
        await database.SaveChangesAsync(stop);
    }

    private static List<LapseLine> Ordered(List<LapseLine> lines) =>
        [.. lines.OrderBy(l => l.CentreNumber, StringComparer.Ordinal).ThenBy(l => l.Scope == "Centre").ThenBy(l => l.Covers, StringComparer.Ordinal)];

    private sealed class Sweep(DateOnly asOf, bool rehearse, RuleSet rules, DecisionWriter writer, Actor actor, DateTimeOffset now)
    {
        public DateOnly AsOf => asOf;
        public bool Rehearse => rehearse;
        public RuleSet Rules => rules;
        public DecisionWriter Writer => writer;
        public Actor Actor => actor;
        public DateTimeOffset Now => now;

        /// <summary>The day on which it is carried out, whatever day it was asked about.</summary>
        public DateOnly Today { get; } = WorkingCalendar.LocalDate(now);
        public int Examined { get; set; }
        public List<LapseLine> Lapsed { get; } = [];
        public List<LapseLine> Undecided { get; } = [];
        public List<LapseLine> Failed { get; } = [];
        public List<LapseWarning> Warnings { get; } = [];
        public Pause? Paused { get; set; }
    }
}
