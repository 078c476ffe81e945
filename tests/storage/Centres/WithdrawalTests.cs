using OcrWorkflows.Centres.Register;
using OcrWorkflows.Centres.Withdrawals;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests.Centres;

/// <summary>Withdrawal and refund (R23, R24). Results of series 1a27 are published on 18 March 2027 (rule-sets/series).</summary>
public sealed class WithdrawalTests
{
    private const string Person = "68199,2058,681990012058G,9276308686,Bredabeck,Callox,2009-05-31";

    private CentresHost _host = null!;

    [SetUp]
    public async Task Begin_with_a_second_sitting_that_is_charged()
    {
        _host = await CentresHost.BeginAsync("2026-09-22 10:00");
        await _host.AddCentreAsync();
        await _host.GrantAsync();
        await _host.ImportAsync(Person + ",Qualification,05838,,,", Person + ",Test,05838,U1,6b27,", Person + ",Test,05838,U1,1a27,");
        Assert.That((await _host.AllAsync<Charge>()).Select(c => c.AmountPence), Is.EquivalentTo(new[] { 4500, 1650 }));
    }

    [TearDown]
    public async Task End() => await _host.DisposeAsync();

    [TestCase("2027-03-11", WithdrawalStatus.Refunded, 1650)]
    [TestCase("2027-03-12", WithdrawalStatus.NotRefunded, 0)]
    public async Task A_medical_withdrawal_is_refunded_up_to_the_seventh_day_before_the_results(string on, WithdrawalStatus status, long refund)
    {
        _host.Clock.MoveTo("2027-03-15 09:00");
        var test = await TestAsync("1a27");

        var withdrawal = await WithdrawAsync(test.Id, WithdrawalGround.Medical, on);

        Assert.That((withdrawal.Status, withdrawal.RefundPence), Is.EqualTo((status, refund)), withdrawal.Problem);
        Assert.That((await _host.AllAsync<Charge>(c => c.EntryId == test.Id)).Sum(c => c.AmountPence), Is.EqualTo(1650 - refund));
        Assert.That((await TestAsync("1a27")).Status, Is.EqualTo(EntryStatus.Withdrawn));
        Assert.That((await _host.AllAsync<Sitting>(s => s.EntryId == test.Id)).Single().Status, Is.EqualTo(SittingStatus.Withdrawn));
        var decision = (await _host.AllAsync<DecisionRow>(d => d.Id == withdrawal.DecisionId)).Single();
        Assert.That((decision.RuleSet, decision.Subject), Is.EqualTo(("withdrawal-refund", $"withdrawal:{test.Id:D}")));
    }

    [Test]
    public async Task A_withdrawal_for_another_reason_keeps_the_fee_and_says_which_rule_it_is()
    {
        var withdrawal = await WithdrawAsync((await TestAsync("1a27")).Id, WithdrawalGround.Other, "2026-09-22");

        Assert.That((withdrawal.Status, withdrawal.Findings.Single().Rule, withdrawal.Findings.Single().Clauses.Single()), Is.EqualTo((WithdrawalStatus.NotRefunded, "RefundGround", "R23")));
    }

    [Test]
    public async Task Withdrawing_again_refunds_nothing_twice()
    {
        var test = await TestAsync("1a27");
        await WithdrawAsync(test.Id, WithdrawalGround.Bereavement, "2026-09-22");

        var again = await WithdrawAsync(test.Id, WithdrawalGround.Bereavement, "2026-09-22");

        Assert.That(again.Status, Is.EqualTo(WithdrawalStatus.AlreadyWithdrawn));
        Assert.That((await _host.AllAsync<Charge>(c => c.EntryId == test.Id)).Sum(c => c.AmountPence), Is.Zero);
    }

    [Test]
    public async Task A_qualification_entry_goes_after_the_tests_that_are_booked_under_it()
    {
        var whole = (await _host.AllAsync<Entry>(e => e.EntryType == EntryType.Qualification)).Single();
        Assert.That((await WithdrawAsync(whole.Id, WithdrawalGround.Medical, "2026-09-22")).Problem, Does.StartWith("WDR005: 2 test entries"));

        await WithdrawAsync((await TestAsync("1a27")).Id, WithdrawalGround.Medical, "2026-09-22");
        await WithdrawAsync((await TestAsync("6b27")).Id, WithdrawalGround.Medical, "2026-09-22");
        var withdrawal = await WithdrawAsync(whole.Id, WithdrawalGround.Medical, "2026-09-22");

        Assert.That((withdrawal.Status, withdrawal.RefundPence), Is.EqualTo((WithdrawalStatus.Refunded, 4500L)), withdrawal.Problem);
        Assert.That((await _host.AllAsync<Charge>()).Sum(c => c.AmountPence), Is.Zero);
    }

    [Test]
    public async Task A_test_that_was_sat_is_not_withdrawn()
    {
        var test = await TestAsync("1a27");
        await _host.ChangeAsync(database => database.Set<Sitting>().Find(test.Id)!.Status = SittingStatus.Failed);

        Assert.That((await WithdrawAsync(test.Id, WithdrawalGround.Medical, "2026-09-22")).Problem, Does.StartWith("WDR004"));
        Assert.That((await TestAsync("1a27")).Status, Is.EqualTo(EntryStatus.Accepted));
    }

    [TestCase("2026-09-21")]
    [TestCase("2026-09-23")]
    public async Task A_day_before_the_entry_or_after_today_is_refused(string on)
    {
        var withdrawal = await WithdrawAsync((await TestAsync("1a27")).Id, WithdrawalGround.Medical, on);

        Assert.That((withdrawal.Status, withdrawal.Problem![..6]), Is.EqualTo((WithdrawalStatus.Refused, "WDR002")));
    }

    [Test]
    public async Task An_entry_that_does_not_exist_is_unknown() =>
        Assert.That((await WithdrawAsync(Guid.CreateVersion7(_host.Clock.GetUtcNow()), WithdrawalGround.Medical, "2026-09-22")).Status, Is.EqualTo(WithdrawalStatus.Unknown));

    private async Task<Entry> TestAsync(string series) => (await _host.AllAsync<Entry>(e => e.EntryType == EntryType.Test && e.Series == series)).Single();

    private Task<Withdrawal> WithdrawAsync(Guid entry, WithdrawalGround ground, string on) =>
        _host.Get<WithdrawalService>().WithdrawAsync(entry, ground, DateOnly.Parse(on, System.Globalization.CultureInfo.InvariantCulture), CentresHost.Staff, default);
}
