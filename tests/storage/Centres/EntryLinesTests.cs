using OcrWorkflows.Centres.Importing;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests.Centres;

/// <summary>Each product line is decided by the rule set that its qualifications name.</summary>
public sealed class EntryLinesTests
{
    private const string Person = "68199,2058,681990012058G,9276308686,Bredabeck,Callox,2009-05-31";

    private CentresHost _host = null!;

    [TearDown]
    public async Task End() => await _host.DisposeAsync();

    [Test]
    public async Task A_verified_qualification_needs_its_own_approval()
    {
        await BeginAsync("2026-11-22 10:00");
        await _host.GrantAsync("10176", ApprovalScope.Qualification);

        var refused = await _host.ImportAsync(Person + ",Qualification,10279,,,");
        await _host.GrantAsync("10279", ApprovalScope.Qualification);
        var accepted = await _host.ImportAsync(Person + ",Qualification,10279,,,", "");

        Assert.That(refused.RefusedByRule.Select(r => r.Rule), Is.EqualTo(new[] { "QualificationApproved" }));
        Assert.That((accepted.Accepted, accepted.Charges.Single().FeeCode), Is.EqualTo((1, "qualification-entry")));
        Assert.That((await _host.AllAsync<DecisionRow>()).Select(d => d.RuleSet), Is.All.EqualTo("entries-verified"));
    }

    [Test]
    public async Task A_verified_qualification_is_entered_for_the_full_award_or_for_units()
    {
        await BeginAsync("2026-11-22 10:00");
        await _host.GrantAsync("10279", ApprovalScope.Qualification);

        var result = await _host.ImportAsync(Person + ",Unit,10279,U1,,", Person + ",Unit,10279,U2,,", Person + ",Qualification,10279,,,");

        Assert.That((result.Accepted, result.Refused), Is.EqualTo((2, 1)), Say(result));
        Assert.That(result.RefusedByRule.Single(), Has.Property("Rule").EqualTo("NotFullAwardAfterUnits").And.Property("Clauses").Contains("R88"));
    }

    [Test]
    public async Task One_approval_of_the_centre_covers_every_general_qualification()
    {
        await BeginAsync("2026-11-22 10:00");
        var before = await _host.ImportAsync(Person + ",Qualification,99401,,6b27,");
        await _host.GrantAsync("", ApprovalScope.Centre);

        var after = await _host.ImportAsync(Person + ",Qualification,99401,,6b27,", Person + ",Qualification,99402,,6b27,");

        Assert.That(before.RefusedByRule.Select(r => r.Rule), Is.EqualTo(new[] { "CentreApprovedForGeneral" }));
        Assert.That((after.Accepted, after.Refused), Is.EqualTo((2, 0)), Say(after));
    }

    [Test]
    public async Task Functional_Skills_are_entered_and_the_reformed_ones_are_booked_by_form()
    {
        await BeginAsync("2026-11-22 10:00");
        await _host.GrantAsync("99301", ApprovalScope.Qualification);
        await _host.GrantAsync("99302", ApprovalScope.Qualification);

        var result = await _host.ImportAsync(Person + ",Qualification,99301,,,", Person + ",Qualification,99302,,,");

        Assert.That(result.Accepted, Is.EqualTo(1), Say(result));
        Assert.That(result.RefusedByRule.Select(r => r.Rule), Is.EqualTo(new[] { "NotReformed" }));
    }

    [TestCase("2027-02-21 23:59", "")]
    [TestCase("2027-02-22 00:00", "late-entry")]
    public async Task A_late_test_entry_is_charged_the_day_after_the_deadline(string now, string fee) => await EnterAsync(now, fee);

    [TestCase("2027-03-21 23:59", "late-entry")]
    [TestCase("2027-03-22 00:00", "very-late-entry")]
    public async Task A_test_entry_after_the_late_deadline_is_very_late(string now, string fee) => await EnterAsync(now, fee);

    private async Task EnterAsync(string now, string fee)
    {
        await BeginAsync(now);
        await _host.GrantAsync();

        var result = await _host.ImportAsync(Person + ",Qualification,05838,,,", Person + ",Test,05838,U1,6b27,");

        Assert.That(result.Accepted, Is.EqualTo(2), Say(result));
        Assert.That(result.Charges.Select(c => c.FeeCode), Is.EquivalentTo(fee.Length == 0 ? new[] { "qualification-entry" } : ["qualification-entry", fee]));
    }

    private async Task BeginAsync(string now)
    {
        _host = await CentresHost.BeginAsync(now);
        await _host.AddCentreAsync();
    }

    private static string Say(ImportResult result) => string.Join('\n', result.Problems) + string.Join('\n', result.RefusedByRule);
}
