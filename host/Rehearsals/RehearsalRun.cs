using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Lapse;
using OcrWorkflows.Host.Schedules;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Rehearsals;

/// <summary>Goes from one thing that is due to the next: a timer, or the lapse sweep at its hour.</summary>
internal sealed class RehearsalRun
{
    /// <summary>A workflow that keeps itself busy does not keep the rehearsal busy for ever.</summary>
    private const int MostTurns = 20_000;

    private static readonly Actor Nobody = new("rehearsal");

    private readonly IDbContextFactory<OcrDbContext> _databases;
    private readonly DueTimers _timers;
    private readonly LapseSweep _sweep;
    private readonly RehearsalEvents _events;
    private readonly RehearsalClock _clock;
    private readonly Schedule _sweepTimes;

    public RehearsalRun(IServiceProvider services, RehearsalClock clock, string lapseCron)
    {
        _databases = services.GetRequiredService<IDbContextFactory<OcrDbContext>>();
        _timers = services.GetRequiredService<DueTimers>();
        _sweep = services.GetRequiredService<LapseSweep>();
        _events = ActivatorUtilities.CreateInstance<RehearsalEvents>(services);
        _clock = clock;
        _sweepTimes = Schedule.Lapse(lapseCron);
    }

    public async Task<Rehearsed> RunAsync(string centre, DateOnly today, DateOnly until, CancellationToken stop)
    {
        await _events.BeginAsync(today, stop);
        var end = WorkingCalendar.EndOf(until);
        var turns = 0;
        while (turns < MostTurns)
        {
            var sweepAt = _sweepTimes.NextAfter(_clock.GetUtcNow()) ?? DateTimeOffset.MaxValue;
            var timerAt = await NextTimerAsync(stop);
            var next = timerAt < sweepAt ? timerAt.Value : sweepAt;
            if (next >= end)
            {
                return new Rehearsed(centre, today, until, _events.All(until), turns, null);
            }

            _clock.GoTo(next);
            if (timerAt < sweepAt)
            {
                var run = await _timers.FireAsync(Nobody, stop);
                _events.NotFired(_clock.GetUtcNow(), run.Failed);
                turns += Math.Max(1, run.Fired + run.Failed);
            }
            else
            {
                await SweepAsync(stop);
            }

            await _events.LookAsync(_clock.GetUtcNow(), stop);
        }

        return new Rehearsed(centre, today, until, _events.All(WorkingCalendar.LocalDate(_clock.GetUtcNow())), turns, _clock.GetUtcNow());
    }

    /// <summary>The brake of the sweep looks at the whole country; here there is one centre, so its share says nothing.</summary>
    private async Task SweepAsync(CancellationToken stop)
    {
        var result = await _sweep.RunAsync(asOf: null, rehearse: false, Nobody, stop);
        if (result.Held is { } held)
        {
            result = await _sweep.RunAsync(asOf: null, rehearse: false, Nobody, stop, held.WouldLapse);
        }

        _events.Stayed(_clock.GetUtcNow(), result.Failed.Concat(result.Undecided));
    }

    private async Task<DateTimeOffset?> NextTimerAsync(CancellationToken stop)
    {
        await using var database = await _databases.CreateDbContextAsync(stop);
        return await database.Set<TimerRow>().OrderBy(t => t.DueAt).Select(t => (DateTimeOffset?)t.DueAt).FirstOrDefaultAsync(stop);
    }
}
