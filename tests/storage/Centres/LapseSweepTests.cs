using OcrWorkflows.Centres;
using OcrWorkflows.Centres.Lapse;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests.Centres;

public sealed class LapseSweepTests
{
    private const string Entry = "68199,2058,681990012058G,9276308686,Bredabeck,Callox,2009-05-31,Qualification,05838,,,";

    private CentresHost _host = null!;

    [SetUp]
    public async Task Begin_with_an_entry_on_22_November_2026()
    {
        _host = await CentresHost.BeginAsync("2026-11-22 10:00");
        await _host.AddCentreAsync();
        await _host.GrantAsync();
        await _host.ImportAsync(Entry);
    }

    [TearDown]
    public async Task End() => await _host.DisposeAsync();

    // R134: neither entry nor claim for two years. Read as: to the second anniversary of the last of them.
    [TestCase("2028-11-21", false)]
    [TestCase("2028-11-22", true)]
    public async Task An_approval_lapses_two_years_after_its_last_entry(string on, bool lapses)
    {
        _host.Clock.MoveTo($"{on} 03:00");

        var result = await SweepAsync();

        Assert.That(result.Failed, Is.Empty);
        Assert.That(result.Lapsed.Any(l => l.Scope == "Suite"), Is.EqualTo(lapses));
        Assert.That(result.Lapsed.Any(l => l.Scope == "Centre"), Is.EqualTo(lapses), "it is the only vocational approval of the centre (R135)");
        var approval = (await _host.AllAsync<Approval>()).Single();
        Assert.That((approval.Status, approval.LapsedOn), Is.EqualTo(lapses ? (ApprovalStatus.Lapsed, DateOnly.Parse(on)) : (ApprovalStatus.Active, (DateOnly?)null)));
        Assert.That((await _host.AllAsync<Centre>()).Single().Status, Is.EqualTo(lapses ? CentreStatus.Lapsed : CentreStatus.Approved));
        Assert.That((await _host.AllAsync<InstanceRow>(i => i.DefinitionId == "qualification-delivery")).Single().Status, Is.EqualTo(lapses ? OcrWorkflows.Runtime.InstanceStatus.Finished : OcrWorkflows.Runtime.InstanceStatus.Running));
    }

    // The approval and its centre lapse: two of two. As many as the setting lapse by themselves; one more needs a person.
    // A number that was confirmed is the number that lapses, whatever lapses by itself.
    [TestCase(2, null, false)]
    [TestCase(2, 1, true)]
    [TestCase(2, 2, false)]
    [TestCase(1, null, true)]
    [TestCase(1, 1, true)]
    [TestCase(1, 3, true)]
    [TestCase(1, 2, false)]
    public async Task More_lapses_than_usual_hold_the_sweep_until_the_number_is_confirmed(int mostAnyway, int? confirmed, bool held)
    {
        _host.Get<CentresOptions>().LapseMostAnyway = mostAnyway;
        _host.Clock.MoveTo("2028-11-22 03:00");

        var result = await _host.Get<LapseSweep>().RunAsync(null, rehearse: false, CentresHost.Staff, default, confirmed);

        Assert.That(result.Held, Is.EqualTo(held ? new LapseHold(2, mostAnyway, 2, confirmed) : null));
        Assert.That(result.Lapsed, Has.Count.EqualTo(2));
        Assert.That((await _host.AllAsync<Approval>()).Single().Status, Is.EqualTo(held ? ApprovalStatus.Active : ApprovalStatus.Lapsed));
        Assert.That((await _host.AllAsync<Centre>()).Single().Status, Is.EqualTo(held ? CentreStatus.Approved : CentreStatus.Lapsed));
        Assert.That(await _host.AllAsync<DecisionRow>(d => d.RuleSet == "lapse"), Has.Count.EqualTo(held ? 0 : 2));
        var run = (await _host.AllAsync<SweepRunRow>()).Single();
        Assert.That((run.Outcome, run.Text), Is.EqualTo(held
            ? (SweepOutcome.Held, $"2 of 2 in force would lapse, {(confirmed is null ? "more than the 1 it lapses by itself" : $"not the {confirmed} that was confirmed")}: rehearse, and confirm the number.")
            : (SweepOutcome.Done, "2 examined, 2 lapsed, 0 undecided, 0 failed, 0 warned.")));
    }

    [Test]
    public async Task A_rehearsal_says_the_same_and_changes_nothing()
    {
        var asOf = new DateOnly(2028, 11, 22);

        var rehearsed = await _host.Get<LapseSweep>().RunAsync(asOf, rehearse: true, CentresHost.Staff, default);
        Assert.That((await _host.AllAsync<Approval>()).Single().Status, Is.EqualTo(ApprovalStatus.Active));
        Assert.That(await _host.AllAsync<DecisionRow>(d => d.RuleSet == "lapse"), Is.Empty);
        Assert.That(await _host.AllAsync<SweepRunRow>(), Is.Empty);

        var swept = await _host.Get<LapseSweep>().RunAsync(asOf, rehearse: false, CentresHost.Staff, default);
        Assert.That(swept.Lapsed.Select(Line), Is.EqualTo(rehearsed.Lapsed.Select(Line)).And.Not.Empty);
        Assert.That(rehearsed.Lapsed[0], Has.Property("LastActivityOn").EqualTo(new DateOnly(2026, 11, 22)).And.Property("Reason").Not.Empty.And.Property("Clauses").Contains("R134"));
    }

    [Test]
    public async Task Sweeping_again_does_nothing_twice()
    {
        _host.Clock.MoveTo("2028-11-22 03:00");
        await SweepAsync();
        var decisions = await _host.AllAsync<DecisionRow>(d => d.RuleSet == "lapse");
        var letters = await _host.AllAsync<OutboxRow>(o => o.Kind == "approval-lapsed" || o.Kind == "centre-lapsed");

        var again = await SweepAsync();

        Assert.That((again.Lapsed.Count, again.Failed.Count), Is.EqualTo((0, 0)));
        Assert.That(await _host.AllAsync<DecisionRow>(d => d.RuleSet == "lapse"), Has.Count.EqualTo(decisions.Count).And.Count.EqualTo(2));
        Assert.That(await _host.AllAsync<OutboxRow>(o => o.Kind == "approval-lapsed" || o.Kind == "centre-lapsed"), Has.Count.EqualTo(letters.Count).And.Count.EqualTo(2));
    }

    [Test]
    public async Task The_centre_stays_while_anything_vocational_is_in_use()
    {
        _host.Clock.MoveTo("2027-11-22 10:00");
        await _host.GrantAsync("Business", granted: "2027-11-22");
        _host.Clock.MoveTo("2028-11-22 03:00");

        var result = await SweepAsync();

        Assert.That(result.Lapsed.Select(l => l.ApprovalReference), Is.EqualTo(new[] { "68199-it" }));
        Assert.That((await _host.AllAsync<Centre>()).Single().Status, Is.EqualTo(CentreStatus.Approved));
    }

    [Test]
    public async Task After_a_lapse_entries_are_refused_until_approval_is_granted_again()
    {
        await _host.GrantAsync("Business", granted: "2028-01-01");
        _host.Clock.MoveTo("2028-11-22 03:00");
        await SweepAsync();
        const string Line = "68199,2059,,,Calbrizor,Dromix,2010-05-31,Qualification,05838,,,";
        Assert.That((await _host.ImportAsync(Line)).RefusedByRule.Select(r => r.Rule), Does.Contain("SuiteApproved"));

        var again = await _host.GrantAsync(granted: "2028-11-22");

        Assert.That(again.Reference, Is.EqualTo("68199-it-2"));
        Assert.That((await _host.ImportAsync(Line, "")).Accepted, Is.EqualTo(1));
    }

    private Task<LapseResult> SweepAsync() => _host.Get<LapseSweep>().RunAsync(null, rehearse: false, new Actor("schedule:lapse"), default);

    private static string Line(LapseLine line) => $"{line.CentreNumber} {line.Scope} {line.Covers} {line.LastActivityOn} {line.Reason}";
}
