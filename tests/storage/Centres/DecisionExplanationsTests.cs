using OcrWorkflows.Centres.Replay;
using OcrWorkflows.Expressions;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests.Centres;

public sealed class DecisionExplanationsTests
{
    private const string Person = "68199,2058,681990012058G,9276308686,Bredabeck,Callox,2009-05-31";

    private CentresHost _host = null!;

    [SetUp]
    public async Task Begin()
    {
        _host = await CentresHost.BeginAsync("2026-11-22 10:00");
        await _host.AddCentreAsync();
        await _host.GrantAsync();
    }

    [TearDown]
    public async Task End() => await _host.DisposeAsync();

    [Test]
    public async Task A_centre_without_approval_needs_the_approval_and_nothing_else()
    {
        var would = await WouldAsync(Person + ",Qualification,05836,,,");
        Assert.That(would.Changes, Is.EqualTo(new[] { "centre approved yes instead of no." }));
        Assert.That(would.NoneBecause, Is.Null);
    }

    [Test]
    public async Task A_test_before_the_qualification_entry_needs_that_entry_and_its_kind_is_left_alone()
    {
        var would = await WouldAsync(Person + ",Test,05838,U1,6b27,1");
        Assert.That(would.Changes, Is.EqualTo(new[] { "held qualification entry yes instead of no." }));
    }

    [Test]
    public async Task Where_nothing_that_may_change_would_do_it_says_so_and_keeps_the_advice_of_the_rule()
    {
        var would = await WouldAsync(Person + ",ReEntry,05838,,,");
        Assert.That(would.Changes, Is.Empty);
        Assert.That(would.NoneBecause, Does.StartWith("No change of up to 3"));
        Assert.That(would.Advice, Is.Not.Empty);
    }

    [Test]
    public async Task An_accepted_decision_needs_none()
    {
        await _host.ImportAsync(Person + ",Qualification,05838,,,");
        var would = await _host.Get<DecisionExplanations>().RemediesAsync((await _host.AllAsync<DecisionRow>()).Single());
        Assert.That((would.Changes.Count, would.NoneBecause), Is.EqualTo((0, "It was not refused.")));
    }

    [Test]
    public async Task The_rules_that_refused_it_answer_and_when_they_are_gone_it_says_so()
    {
        await _host.ImportAsync(Person + ",Qualification,05836,,,");
        var decision = (await _host.AllAsync<DecisionRow>()).Single();
        decision.Used = decision.Used.Replace("\"entries-2016\":\"", "\"entries-2016\":\"0", StringComparison.Ordinal);
        decision.RuleSetHash = "0" + decision.RuleSetHash;
        var would = await _host.Get<DecisionExplanations>().RemediesAsync(decision);
        Assert.That(would.NoneBecause, Does.Contain("not at hand").And.Contain("entries-2016"));
    }

    [Test]
    public async Task A_trace_shows_every_rule_and_how_it_came_to_its_answer()
    {
        var refused = await RefusedAsync(Person + ",Qualification,05836,,,");
        var traced = await _host.Get<DecisionExplanations>().TraceAsync(refused);
        Assert.That((traced.Decision, traced.RuleSet, traced.Outcome, traced.NoneBecause), Is.EqualTo((refused.Id, "entries-2016", (Outcome?)Outcome.Refused, (string?)null)));

        var broken = traced.Rules.Single(r => r.Rule == "SuiteApproved");
        Assert.That((broken.Status, broken.Severity, broken.Depth, broken.Holds), Is.EqualTo((RuleStatus.Failure, RuleSeverity.Refuse, 0, false)));
        Assert.That(broken.Expression!.Result, Is.EqualTo("false"));
        var approved = Parts(broken.Expression).Single(p => p.Text == "entry.Centre.Approved");
        Assert.That((approved.Value, approved.Reached), Is.EqualTo(("false", true)));

        var dated = traced.Rules.Single(r => r.Rule == "ResitLimitLevel3BeforePolicy");
        Assert.That((dated.Status, dated.To, dated.Expression, dated.Holds), Is.EqualTo((RuleStatus.Skipped, new DateOnly(2018, 8, 31), (TracedStep?)null, true)));
        Assert.That(dated.SkippedBecause, Does.Contain("2018-08-31"));

        var holds = traced.Rules.Single(r => r.Rule == "ResitLimitLevel2");
        Assert.That((holds.Status, holds.Expression!.Result), Is.EqualTo((RuleStatus.Success, "true")));
        Assert.That(Parts(holds.Expression).Where(p => !p.Reached).Select(p => p.Result), Is.Not.Empty.And.All.EqualTo("not reached"), "it is no test entry, which settles it");
    }

    [Test]
    public async Task Where_the_rules_are_gone_there_is_no_trace_and_the_reason_is_given()
    {
        var refused = await RefusedAsync(Person + ",Qualification,05836,,,");
        refused.RuleSetHash = "0" + refused.RuleSetHash;
        var traced = await _host.Get<DecisionExplanations>().TraceAsync(refused);
        Assert.That((traced.Outcome, traced.Rules.Count), Is.EqualTo(((Outcome?)null, 0)));
        Assert.That(traced.NoneBecause, Does.Contain("not at hand"));
    }

    private static IEnumerable<TracedStep> Parts(TracedStep step) => step.Parts.SelectMany(Parts).Prepend(step);

    private async Task<DecisionRow> RefusedAsync(string line)
    {
        await _host.ImportAsync(line);
        return (await _host.AllAsync<DecisionRow>()).Single(d => d.Outcome == Outcome.Refused);
    }

    private async Task<WhatWouldDo> WouldAsync(string line) => await _host.Get<DecisionExplanations>().RemediesAsync(await RefusedAsync(line));
}
