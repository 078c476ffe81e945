using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Claims;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Simulation;

/// <summary>
/// A claim on its way as those see it who deal with it: the centre submits, the assurer visits and decides within five working days, late or never, the office
/// publishes. All shares and times below are made up for the simulation.
/// </summary>
internal sealed class SimulatedClaims(IDbContextFactory<OcrDbContext> databases, ClaimService claims, Inbox inbox, IIdSource ids, WorkingCalendar calendar, Tally tally)
{
    private const int WorkingDaysToDecide = 5;
    private const int WorkingDaysToCertificates = 5;
    private const int OneInNeverDecided = 25;
    private const int OneInWithdrawn = 20;
    private const int OneInEdited = 10;

    private static readonly Actor Officer = new("simulated-exams-officer");
    private static readonly Actor Assurer = new("simulated-assurer");
    private static readonly Actor Office = new("simulated-office");

    private readonly List<Open> _open = [];

    /// <summary>What did not come out as those who acted had reason to expect.</summary>
    public List<string> Surprises { get; } = [];

    private sealed record Open(SimulatedCentre Centre, string Number, InstanceId Instance, int Awards, DateOnly VisitOn)
    {
        public DateOnly? VisitedOn { get; set; }

        public DateOnly DecideOn { get; set; } = DateOnly.MaxValue;

        public DateOnly? PublishOn { get; set; }
    }

    public async Task ActAsync(IReadOnlyList<SimulatedCentre> centres, DateOnly today, CancellationToken stop)
    {
        foreach (var centre in centres)
        {
            if (centre.Claims(today) is { Count: > 0 } candidates)
            {
                await SubmitAsync(centre, candidates, today, stop);
            }
        }

        foreach (var visited in _open.Where(c => c.VisitedOn is null && c.VisitOn <= today).Select(c => c.Centre).Distinct().ToList())
        {
            await VisitAsync(visited, today, stop);
        }

        foreach (var claim in _open.Where(c => c.DecideOn <= today && c.PublishOn is null).ToList())
        {
            await DecideAsync(claim, today, stop);
        }

        foreach (var claim in _open.Where(c => c.PublishOn <= today).ToList())
        {
            await PublishAsync(claim, today, stop);
        }
    }

    /// <summary>Those that nobody has decided although their five working days were over before the last morning.</summary>
    public int OverdueAt(DateOnly last) => _open.Count(c => c.PublishOn is null && c.VisitedOn is { } visited && Due(visited, WorkingDaysToDecide) < last);

    private async Task SubmitAsync(SimulatedCentre centre, IReadOnlyList<SimulatedCandidate> candidates, DateOnly today, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        var numbers = candidates.Select(c => c.Number).ToList();
        var awards = await database.Set<Candidate>().Where(c => c.CentreNumber == centre.Number && numbers.Contains(c.CandidateNumber))
            .OrderBy(c => c.CandidateNumber).Select(c => new ClaimedAward(c.Id, "", "Pass", true)).ToListAsync(stop);
        var number = string.Create(CultureInfo.InvariantCulture, $"SIM-{tally.ClaimsSubmitted + 1:000000}");
        var submitted = await claims.SubmitAsync(new ClaimSubmission(centre.Number, centre.Qualification, awards, number), Officer, stop);
        if (submitted is not { Status: ClaimSubmitStatus.Submitted, Instance: { } instance })
        {
            Surprises.Add($"{today:yyyy-MM-dd}: a claim of centre {centre.Number} was not taken: {submitted.Problem ?? string.Join(' ', submitted.Findings.Select(f => f.Message))}");
            return;
        }

        tally.ClaimsSubmitted++;
        centre.Claimed(today);
        _open.Add(new Open(centre, number, instance, candidates.Count, VisitDay(today.AddDays(5 + centre.Roll(40)))));
    }

    private async Task VisitAsync(SimulatedCentre centre, DateOnly today, CancellationToken stop)
    {
        var told = await claims.RecordVisitAsync(centre.Number, centre.Qualification, today, Assurer, stop);
        foreach (var claim in _open.Where(c => c.Centre == centre && c.VisitedOn is null).ToList())
        {
            if (!told.Claims.Contains(claim.Number))
            {
                Surprises.Add($"{today:yyyy-MM-dd}: the visit was not told to claim {claim.Number}.");
                _open.Remove(claim);
                continue;
            }

            claim.VisitedOn = today;
            claim.DecideOn = centre.Roll(OneInNeverDecided) == 0 ? DateOnly.MaxValue : today.AddDays(centre.Roll(11));
        }
    }

    private async Task DecideAsync(Open claim, DateOnly today, CancellationToken stop)
    {
        var decision = claim.Centre.Roll(OneInWithdrawn) == 0 ? "Withdrawn" : claim.Centre.Roll(OneInEdited) == 0 ? "Edited" : "Confirmed";
        await using var database = await databases.CreateDbContextAsync(stop);
        var task = await database.Set<TaskRow>().AsNoTracking().FirstOrDefaultAsync(t => t.InstanceId == claim.Instance, stop);
        var delivery = task is null
            ? null
            : await inbox.DeliverAsync(claim.Instance, new TaskCompleted(task.BookmarkId, new Dictionary<string, object?> { ["decision"] = decision }), ids.Next(), Assurer, stop);
        if (delivery?.Status != DeliveryStatus.Delivered)
        {
            Surprises.Add($"{today:yyyy-MM-dd}: claim {claim.Number} could not be decided: {delivery?.Status.ToString() ?? "it has no task"}.");
            _open.Remove(claim);
            return;
        }

        tally.Overdue += Due(claim.VisitedOn!.Value, WorkingDaysToDecide) < today ? 1 : 0;
        if (decision == "Withdrawn")
        {
            tally.Withdrawn++;
            _open.Remove(claim);
            return;
        }

        tally.Confirmed += decision == "Confirmed" ? 1 : 0;
        tally.Edited += decision == "Edited" ? 1 : 0;
        claim.PublishOn = today.AddDays(1 + claim.Centre.Roll(20));
    }

    private async Task PublishAsync(Open claim, DateOnly today, CancellationToken stop)
    {
        var told = await claims.PublishResultsAsync([claim.Number], today, Office, stop);
        _open.Remove(claim);
        if (told.Claims.Count == 0)
        {
            Surprises.Add($"{today:yyyy-MM-dd}: the results of claim {claim.Number} could not be published.");
            return;
        }

        tally.Published++;
        tally.Certificates.Add((Due(today, WorkingDaysToCertificates), claim.Awards));
    }

    private DateOnly Due(DateOnly from, int workingDays) => calendar.Add(from, workingDays).Date;

    /// <summary>A working day outside of 18 to 31 August, when centres are not visited (R97).</summary>
    private DateOnly VisitDay(DateOnly day)
    {
        while (!calendar.IsWorkingDay(day) || day is { Month: 8, Day: >= 18 })
        {
            day = day.AddDays(1);
        }

        return day;
    }
}
