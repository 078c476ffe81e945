using OcrWorkflows.Centres.Lapse;
using OcrWorkflows.Centres.Replay;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests.Centres;

public sealed class DecisionsAgainTests
{
    private const string Person = "68199,2058,681990012058G,9276308686,Bredabeck,Callox,2009-05-31";

    private CentresHost _host = null!;

    [SetUp]
    public async Task Begin_with_an_accepted_entry_and_a_refused_one()
    {
        _host = await CentresHost.BeginAsync("2026-11-22 10:00");
        await _host.AddCentreAsync();
        await _host.GrantAsync();
        await _host.ImportAsync(Person + ",Qualification,05838,,,", Person + ",Qualification,05836,,,");
    }

    [TearDown]
    public async Task End() => await _host.DisposeAsync();

    [Test]
    public async Task A_decision_is_the_same_byte_for_byte_after_the_rules_have_changed_and_changed_again()
    {
        await PublishAsync("resit", text => text.Replace("\"level3Sittings\", \"Expression\": \"3\"", "\"level3Sittings\", \"Expression\": \"4\"", StringComparison.Ordinal));
        await PublishAsync("entries-2016", text => text.Replace("\"ErrorMessage\": \"", "\"ErrorMessage\": \"Sorry. ", StringComparison.Ordinal));
        foreach (var decision in await _host.AllAsync<DecisionRow>())
        {
            var again = (await MakeAsync(decision.Id))!;
            Assert.That((again.Equal, again.IsCurrent, again.Outcome, again.OutcomeAgain), Is.EqualTo((true, false, decision.Outcome, (Outcome?)decision.Outcome)), string.Join('\n', again.Differences));
        }
    }

    [Test]
    public async Task A_lapse_is_made_again_too()
    {
        await _host.Get<LapseSweep>().RunAsync(new DateOnly(2028, 11, 22), rehearse: false, CentresHost.Staff, default);
        var report = await _host.Get<DecisionsAgain>().MakeManyAsync(null, null, default);
        Assert.That((report.All, report.Equal), Is.EqualTo((4L, 4L)));
    }

    [Test]
    public async Task It_says_what_differs_when_the_facts_were_altered()
    {
        var id = await AlterAsync(Outcome.Accepted, d => d.Facts = d.Facts.Replace("\"QualificationEntry\":false", "\"QualificationEntry\":true", StringComparison.Ordinal));
        var again = (await MakeAsync(id))!;
        Assert.That(again.Equal, Is.False);
        Assert.That(again.Differences.Select(d => d.What), Does.Contain("findings"));
    }

    [Test]
    public async Task It_says_what_differs_when_the_findings_were_altered()
    {
        var id = await AlterAsync(Outcome.Refused, d => d.Findings = d.Findings.Replace("\"SuiteApproved\"", "\"SomethingElse\"", StringComparison.Ordinal));
        var difference = (await MakeAsync(id))!.Differences.Single();
        Assert.That((difference.What, difference.Place, difference.Stored, difference.Again), Is.EqualTo(("findings", "$[0].Rule", "\"SomethingElse\"", "\"SuiteApproved\"")));
    }

    [Test]
    public async Task Other_bytes_for_the_same_values_are_a_difference()
    {
        var id = await AlterAsync(Outcome.Accepted, d => d.Facts = " " + d.Facts);
        Assert.That((await MakeAsync(id))!.Differences.Single(), Is.EqualTo(new AgainDifference("facts", "", "the same values", "in other bytes")));
    }

    [Test]
    public async Task It_says_so_when_a_text_it_was_made_with_is_gone_or_was_altered()
    {
        await _host.ChangeAsync(database => database.Set<RuleSetVersionRow>().Single(v => v.Name == "resit").Rules += " ");
        var id = (await _host.AllAsync<DecisionRow>())[0].Id;
        var difference = (await MakeAsync(id))!.Differences.Single();
        Assert.That((difference.What, difference.Again), Is.EqualTo(("rules", difference.Again)));
        Assert.That(difference.Again, Does.Contain("no stored version of resit"));
    }

    [Test]
    public async Task The_fees_come_from_the_edition_that_was_kept_and_a_missing_one_is_said_where_it_matters()
    {
        Assert.That((await _host.AllAsync<ReferenceFileRow>()).Select(f => f.Name), Does.Contain("fees/2026-27.json").And.Contain("qualifications/it-2016.json"));
        await _host.ChangeAsync(database => database.RemoveRange(database.Set<ReferenceFileRow>().Where(f => f.Name.StartsWith("fees/"))));
        var charged = (await _host.AllAsync<DecisionRow>(d => d.Outcome == Outcome.Accepted)).Single().Id;
        var refused = (await _host.AllAsync<DecisionRow>(d => d.Outcome == Outcome.Refused)).Single().Id;
        Assert.That((await MakeAsync(charged))!.Differences.Single(), Has.Property("What").EqualTo("reference data").And.Property("Place").EqualTo("fees/2026-27.json"));
        Assert.That((await MakeAsync(refused))!.Equal, Is.True, "it charged nothing");
    }

    [Test]
    public async Task There_is_nothing_to_make_again_where_there_is_no_decision() => Assert.That(await MakeAsync(Guid.Empty), Is.Null);

    private Task<DecisionAgain?> MakeAsync(Guid id) => _host.Get<DecisionsAgain>().MakeAsync(id, default);

    private async Task PublishAsync(string set, Func<string, string> change)
    {
        var current = (await _host.AllAsync<RuleSetVersionRow>(v => v.Name == set && v.IsCurrent)).Single();
        var result = (await _host.Get<RuleSetLibrary>().PublishAllAsync([RuleSetContent.Of(set, change(current.Rules), null)], "file", CentresHost.Staff, default))[0];
        Assert.That(result.Version, Is.Not.Null);
    }

    private async Task<Guid> AlterAsync(Outcome outcome, Action<DecisionRow> change)
    {
        var id = (await _host.AllAsync<DecisionRow>(d => d.Outcome == outcome)).Single().Id;
        await _host.ChangeAsync(database => change(database.Set<DecisionRow>().Single(d => d.Id == id)));
        return id;
    }
}
