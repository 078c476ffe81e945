using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using OcrWorkflows.Centres.Lapse;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Storage.Operations;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests.Centres;

/// <summary>Three things lapse on 1 September 2027: two approvals, and with them the vocational approval of the centre.</summary>
public sealed class PausedSweepTests
{
    private readonly AfterCommit _afterCommit = new();
    private CentresHost _host = null!;

    [SetUp]
    public async Task Begin_with_what_lapses()
    {
        _host = await CentresHost.BeginAsync("2025-09-01 10:00", interceptor: _afterCommit);
        await _host.AddCentreAsync();
        await _host.GrantAsync();
        await _host.GrantAsync("Business");
        _host.Clock.MoveTo("2027-09-01 03:00");
    }

    [TearDown]
    public async Task End() => await _host.DisposeAsync();

    [Test]
    public async Task A_sweep_stands_still_while_paused_and_goes_on_afterwards()
    {
        await TurnAsync(true);
        var paused = await SweepAsync();
        Assert.That((paused.Paused?.Reason, paused.Examined, paused.Lapsed.Count), Is.EqualTo(("The clock is wrong", 0, 0)));
        Assert.That((await _host.AllAsync<Approval>()).Select(a => a.Status), Is.All.EqualTo(ApprovalStatus.Active));
        Assert.That(await _host.AllAsync<DecisionRow>(d => d.RuleSet == "lapse"), Is.Empty);
        Assert.That((await _host.AllAsync<SweepRunRow>()).Single().Outcome, Is.EqualTo(SweepOutcome.Paused));

        await TurnAsync(false);
        Assert.That((await SweepAsync()).Lapsed, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Nobody_is_warned_while_paused()
    {
        _host.Clock.MoveTo("2027-08-20 03:00");
        await TurnAsync(true);
        await SweepAsync();
        Assert.That(await _host.AllAsync<OutboxRow>(o => o.Kind.EndsWith("lapse-warning")), Is.Empty);
        await TurnAsync(false);
        await SweepAsync();
        Assert.That(await _host.AllAsync<OutboxRow>(o => o.Kind.EndsWith("lapse-warning")), Has.Count.EqualTo(3));
    }

    [Test]
    public async Task It_can_be_rehearsed_meanwhile()
    {
        await TurnAsync(true);
        var rehearsed = await _host.Get<LapseSweep>().RunAsync(null, rehearse: true, CentresHost.Staff, default);
        Assert.That((rehearsed.Paused, rehearsed.Lapsed.Count), Is.EqualTo(((Pause?)null, 3)));
    }

    [Test]
    public async Task Paused_while_it_runs_it_leaves_the_rest_and_the_next_one_takes_it_up()
    {
        _afterCommit.Once = () => TurnAsync(true);
        var result = await SweepAsync();
        Assert.That((result.Paused is not null, result.Lapsed.Count), Is.EqualTo((true, 1)));
        Assert.That((await _host.AllAsync<Approval>()).Count(a => a.Status == ApprovalStatus.Lapsed), Is.EqualTo(1));
        Assert.That((await _host.AllAsync<Centre>()).Single().Status, Is.EqualTo(CentreStatus.Approved));

        await TurnAsync(false);
        Assert.That((await SweepAsync()).Lapsed, Has.Count.EqualTo(2));
        Assert.That((await _host.AllAsync<Centre>()).Single().Status, Is.EqualTo(CentreStatus.Lapsed));
    }

    private Task<LapseResult> SweepAsync() => _host.Get<LapseSweep>().RunAsync(null, rehearse: false, new Actor("schedule:lapse"), default);

    private Task<bool> TurnAsync(bool on) => _host.Get<PauseSwitch>().TurnAsync(on, "The clock is wrong", CentresHost.Staff, default);

    private sealed class AfterCommit : DbTransactionInterceptor
    {
        /// <summary>Done after the next transaction that is committed, and not again.</summary>
        public Func<Task>? Once { get; set; }

        public override async Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            if (Once is { } once)
            {
                Once = null;
                await once();
            }
        }
    }
}
