using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Approvals;
using OcrWorkflows.Centres.Lapse;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Host.Rehearsals;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Outgoing;

namespace OcrWorkflows.Host.Simulation;

/// <summary>Day by day: in the night the timers and the lapse sweep, in the morning the people.</summary>
/// <param name="folder">Takes the entry files.</param>
/// <param name="mail">Where letters are left for a mail server.</param>
internal sealed class SimulationRun(IServiceProvider services, RehearsalClock clock, SimulationOptions options, string folder, string mail)
{
    private static readonly Actor System = new("simulation");

    private readonly Tally _tally = new();

    /// <param name="progress">Told the day that begins.</param>
    public async Task<(IReadOnlyList<Balance> Balances, IReadOnlyList<string> Findings, int Turns)> RunAsync(IProgress<DateOnly>? progress, CancellationToken stop)
    {
        await PrepareAsync(stop);
        var centres = await CentresAsync(stop);
        var entries = ActivatorUtilities.CreateInstance<SimulatedEntries>(services, folder, _tally);
        var calendar = services.GetRequiredService<ICalendarSource>().Current;
        var claims = ActivatorUtilities.CreateInstance<SimulatedClaims>(services, calendar, _tally);
        for (var today = options.From; today < options.End; today = today.AddDays(1))
        {
            progress?.Report(today);
            clock.GoTo(At(today, new TimeOnly(0, 30)));
            await NightAsync(stop);
            clock.GoTo(At(today, new TimeOnly(10, 0)));
            await entries.SendAsync(centres, today, stop);
            await claims.ActAsync(centres, today, stop);
            await SendAsync(stop);
        }

        var last = options.End.AddDays(-1);
        _tally.LettersLeft = LettersIn(new DirectoryInfo(mail));
        var balances = await ActivatorUtilities.CreateInstance<Balances>(services).ReadAsync(_tally, centres, claims.OverdueAt(last), last, stop);
        return (balances, [.. claims.Surprises, .. Troubles()], _tally.Turns);
    }

    /// <summary>The folder is made with the first letter.</summary>
    private static int LettersIn(DirectoryInfo mail) => mail.Exists ? mail.EnumerateFiles("*.eml").Count() : 0;

    private static DateTimeOffset At(DateOnly day, TimeOnly time) => new(day.ToDateTime(time), TimeSpan.Zero);

    private async Task PrepareAsync(CancellationToken stop)
    {
        await services.GetRequiredService<Schema>().PrepareAsync(stop);
        var refused = (await services.GetRequiredService<ShippedContent>().BringUpAsync(System, stop)).Where(p => p.Status == PublishStatus.Refused).ToList();
        if (refused.Count > 0)
        {
            throw new SimulationException($"{string.Join(", ", refused.Select(r => r.Name))} cannot be used: {string.Join(' ', refused.SelectMany(r => r.Diagnostics).Take(3))}");
        }
    }

    /// <summary>Each centre with one approval, for a verified qualification.</summary>
    private async Task<IReadOnlyList<SimulatedCentre>> CentresAsync(CancellationToken stop)
    {
        var verified = services.GetRequiredService<ReferenceLibrary>().Current.Qualifications.Values
            .Where(q => q is { Line: "Verified", RuleSet: not null, ApprovedBySuite: false }).Select(q => q.Code).Order(StringComparer.Ordinal).ToList();
        var centres = Enumerable.Range(0, options.Centres).Select(i => new SimulatedCentre(i, verified[i % verified.Count], options.From, options.Seed)).ToList();
        await using var database = await services.GetRequiredService<IDbContextFactory<OcrDbContext>>().CreateDbContextAsync(stop);
        database.AddRange(centres.Select(c => new Centre
        {
            Number = c.Number,
            Name = $"Simulated centre {c.Number}",
            Type = "College",
            LegalForm = "PublicBody",
            Nation = "England",
            Status = CentreStatus.Approved,
            VocationalApprovalGrantedOn = options.From,
            IsSample = true,
        }));
        await database.SaveChangesAsync(stop);
        var approvals = services.GetRequiredService<ApprovalService>();
        foreach (var centre in centres)
        {
            await approvals.GrantAsync(new Grant(centre.Number, ApprovalScope.Qualification, centre.Qualification, options.From), System, stop);
        }

        return centres;
    }

    /// <summary>The brake of the sweep is released as a person would who has seen the list.</summary>
    private async Task NightAsync(CancellationToken stop)
    {
        var run = await services.GetRequiredService<DueTimers>().FireAsync(System, stop);
        _tally.Turns += run.Fired;
        _tally.TimersFailed += run.Failed;
        var sweep = services.GetRequiredService<LapseSweep>();
        var result = await sweep.RunAsync(asOf: null, rehearse: false, System, stop);
        if (result.Held is { } held)
        {
            result = await sweep.RunAsync(asOf: null, rehearse: false, System, stop, held.WouldLapse);
        }

        _tally.NotLapsed += result.Failed.Count + result.Undecided.Count;
    }

    private async Task SendAsync(CancellationToken stop)
    {
        var run = await services.GetRequiredService<OutboxSender>().SendAsync(stop);
        _tally.NotSent += run.Failed;
    }

    private IEnumerable<string> Troubles()
    {
        if (_tally.NotSent > 0)
        {
            yield return $"{_tally.NotSent} times a letter could not be sent.";
        }

        if (_tally.TimersFailed > 0)
        {
            yield return $"{_tally.TimersFailed} timers could not fire.";
        }

        if (_tally.NotLapsed > 0)
        {
            yield return $"{_tally.NotLapsed} times an approval should have lapsed and did not.";
        }
    }
}
