using OcrWorkflows.Centres.Lapse;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Centres.Replay;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests.Centres;

public sealed class ImpactReplayTests
{
    private const string Person = "68199,2058,681990012058G,9276308686,Bredabeck,Callox,2009-05-31";

    private CentresHost _host = null!;

    /// <summary>Four decisions by entries-2016, which injects resit: entered, first sitting, fourth sitting refused, not approved for Business.</summary>
    [SetUp]
    public async Task Begin_with_four_decisions()
    {
        _host = await CentresHost.BeginAsync("2026-11-22 10:00");
        await _host.AddCentreAsync();
        await _host.GrantAsync();
        await _host.ImportAsync(Person + ",Qualification,05838,,,");
        _host.Clock.MoveTo("2026-11-22 10:01");
        await _host.ImportAsync(Person + ",Test,05838,U2,6b27,");
        await FailedAsync("U1", 3);
        _host.Clock.MoveTo("2026-11-22 10:02");
        await _host.ImportAsync(Person + ",Test,05838,U1,6b27,");
        _host.Clock.MoveTo("2026-11-22 10:03");
        await _host.ImportAsync(Person + ",Qualification,05836,,,");
        Assert.That((await _host.AllAsync<DecisionRow>()).OrderBy(d => d.Id).Select(d => d.Outcome),
            Is.EqualTo(new[] { Outcome.Accepted, Outcome.Accepted, Outcome.Refused, Outcome.Refused }));
    }

    [TearDown]
    public async Task End() => await _host.DisposeAsync();

    [Test]
    public async Task The_rules_that_decide_now_change_nothing()
    {
        var (report, changed) = await ReplayAsync("entries-2016", text => text);
        Assert.That((report.Complete, report.Stored, report.All, report.Same, report.Changed, report.NotEvaluated, report.OtherTexts), Is.EqualTo((true, 4L, 4L, 4L, 0L, 0L, 0L)));
        Assert.That(changed, Is.Empty);
    }

    [Test]
    public async Task A_looser_rule_of_an_injected_set_shows_in_the_decisions_of_the_set_that_injects_it_with_its_charge()
    {
        var (report, changed) = await ReplayAsync("resit", AllowFour);
        var one = changed.Single();
        Assert.That((report.All, report.Same, report.Changed, report.NotEvaluated), Is.EqualTo((4L, 3L, 1L, 0L)));
        Assert.That(report.Replayed, Is.EqualTo(new[] { "resit", "entries-2016" }));
        Assert.That(report.Outcomes, Is.EqualTo(new[] { new OutcomeChange(Outcome.Refused, Outcome.Accepted, 1) }));
        Assert.That((one.OldOutcome, one.NewOutcome, one.Centre, one.Qualification), Is.EqualTo((Outcome.Refused, (Outcome?)Outcome.Accepted, "68199", "05838")));
        Assert.That(one.NoLongerFailing, Is.EqualTo(new[] { "ResitLimitLevel3" }));
        Assert.That(one.ChargesAdded, Is.EqualTo(new[] { "test-resit" }));
        Assert.That(report.Charges.Single(), Is.EqualTo(new ChargeImpact("test-resit", 1, 0, 1650, 0)));
        Assert.That(report.Centres.Single(), Is.EqualTo(new GroupImpact("68199", 4, 1, 0)));
        Assert.That(report.Qualifications.Select(q => (q.Name, q.All, q.Changed)), Is.EqualTo(new[] { ("05838", 3L, 1L), ("05836", 1L, 0L) }));
        Assert.That(report.First, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Another_message_is_told_apart_from_another_decision()
    {
        var (report, changed) = await ReplayAsync("resit", text => text.Replace("\"ErrorMessage\": \"", "\"ErrorMessage\": \"Sorry. ", StringComparison.Ordinal));
        Assert.That((report.Same, report.Changed, report.OtherTexts), Is.EqualTo((4L, 0L, 1L)));
        Assert.That(changed, Is.Empty);
    }

    [Test]
    public async Task Facts_that_cannot_be_read_are_counted_apart_and_never_as_the_same()
    {
        var broken = (await _host.AllAsync<DecisionRow>()).OrderBy(d => d.Id).First().Id;
        await _host.ChangeAsync(database => database.Set<DecisionRow>().Single(d => d.Id == broken).Facts = """{"Nothing":1}""");
        var (report, changed) = await ReplayAsync("entries-2016", text => text);
        Assert.That((report.All, report.Same, report.Changed, report.NotEvaluated), Is.EqualTo((4L, 3L, 0L, 1L)));
        Assert.That((changed.Single().Decision, changed.Single().NewOutcome, changed.Single().Problem is not null), Is.EqualTo((broken, (Outcome?)null, true)));
    }

    [Test]
    public async Task A_fee_that_is_not_listed_leaves_the_decision_open_as_it_would_for_a_new_entry()
    {
        var (report, changed) = await ReplayAsync("fees", text => text.Replace("\"qualification-entry\"", "\"no-such-fee\"", StringComparison.Ordinal));
        Assert.That(report.Changed, Is.EqualTo(1));
        Assert.That((changed[0].NewOutcome, changed[0].NowBroken.Single(), changed[0].ChargesRemoved.Single()), Is.EqualTo(((Outcome?)Outcome.Undecided, "IMP031", "qualification-entry")));
    }

    [Test]
    public async Task Decisions_about_approvals_and_centres_are_replayed_with_their_centre()
    {
        await _host.Get<LapseSweep>().RunAsync(new DateOnly(2028, 11, 22), rehearse: false, CentresHost.Staff, default);
        var (report, _) = await ReplayAsync("lapse", text => text);
        Assert.That((report.All, report.Same), Is.EqualTo((2L, 2L)));
        Assert.That(report.Centres.Single().Name, Is.EqualTo("68199"));
    }

    [Test]
    public async Task The_same_replay_has_the_same_hash_and_another_difference_another()
    {
        var (first, _) = await ReplayAsync("resit", AllowFour);
        var (again, _) = await ReplayAsync("resit", AllowFour);
        var (none, _) = await ReplayAsync("resit", text => text);
        Assert.That(again.Hash, Is.EqualTo(first.Hash).And.Not.EqualTo(none.Hash).And.Length.EqualTo(64));
    }

    [Test]
    public async Task Stopped_in_the_middle_it_says_so_and_what_it_counted_still_adds_up()
    {
        using var stop = new CancellationTokenSource();
        var check = await CheckAsync("entries-2016", text => text);
        await stop.CancelAsync();
        var report = await _host.Get<ImpactReplay>().RunAsync(check.Affected, null, null, stop.Token);
        Assert.That(report.Complete, Is.False);
        Assert.That(report.Same + report.Changed + report.NotEvaluated, Is.EqualTo(report.All).And.LessThan(4));
    }

    [Test]
    public async Task Thousands_of_decisions_over_many_pages_are_each_replayed_once_and_in_order()
    {
        var template = (await _host.AllAsync<DecisionRow>()).OrderBy(d => d.Id).ElementAt(2);
        await _host.ChangeAsync(database =>
        {
            for (var i = 0; i < 2500; i++)
            {
                database.Add(new DecisionRow
                {
                    Id = _host.Get<IIdSource>().Next(),
                    Subject = template.Subject,
                    RuleSet = template.RuleSet,
                    RuleSetHash = template.RuleSetHash,
                    Used = template.Used,
                    Facts = template.Facts,
                    DecisionDate = template.DecisionDate,
                    Outcome = template.Outcome,
                    Findings = template.Findings,
                    At = template.At,
                    By = template.By,
                    HostVersion = template.HostVersion,
                });
            }
        });
        var (report, changed) = await ReplayAsync("resit", AllowFour);
        Assert.That((report.All, report.Same, report.Changed), Is.EqualTo((2504L, 3L, 2501L)));
        Assert.That(changed.Select(c => c.Decision.ToString("D")), Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal).And.Unique);
        var again = await _host.Get<DecisionsAgain>().MakeManyAsync(null, null, default);
        Assert.That((again.All, again.Equal, again.Different, again.Complete), Is.EqualTo((2504L, 2504L, 0L, true)));
        Assert.That((await _host.Get<DecisionsAgain>().MakeManyAsync(1001, null, default)).All, Is.EqualTo(1001));
    }

    [Test]
    public async Task The_report_takes_its_name_only_when_it_is_whole()
    {
        var path = _host.PathOf("impact.csv");
        var (_, changed) = await ReplayAsync("resit", AllowFour);
        using var file = new ImpactFile(path);
        file.Add(changed[0]);
        Assert.That((File.Exists(path), File.Exists(path + ".partial")), Is.EqualTo((false, true)));
        file.Complete();
        Assert.That((File.Exists(path), File.Exists(path + ".partial")), Is.EqualTo((true, false)));
        Assert.That(await File.ReadAllLinesAsync(path), Has.Length.EqualTo(2).And.Some.Contains("Refused,Accepted,LastSittingOfMandatoryUnit,ResitLimitLevel3,,,test-resit,,"));
    }

    private static string AllowFour(string text) =>
        text.Replace("\"level3Sittings\", \"Expression\": \"3\"", "\"level3Sittings\", \"Expression\": \"4\"", StringComparison.Ordinal);

    private async Task<DraftCheck> CheckAsync(string set, Func<string, string> change)
    {
        var current = (await _host.AllAsync<RuleSetVersionRow>(v => v.Name == set && v.IsCurrent)).Single();
        var check = await _host.Get<RuleSetLibrary>().CheckAsync(RuleSetContent.Of(set, change(current.Rules), null), default);
        Assert.That(check.HasErrors, Is.False, string.Join('\n', check.Diagnostics));
        return check;
    }

    private async Task<(ImpactReport Report, IReadOnlyList<ChangedDecision> Changed)> ReplayAsync(string set, Func<string, string> change)
    {
        var changed = new List<ChangedDecision>();
        var report = await _host.Get<ImpactReplay>().RunAsync((await CheckAsync(set, change)).Affected, changed.Add, null, default);
        Assert.That(report.Same + report.Changed + report.NotEvaluated, Is.EqualTo(report.All));
        Assert.That((report.Centres.Sum(c => c.All), report.Qualifications.Sum(q => q.All)), Is.EqualTo((report.All, report.All)));
        return (report, changed);
    }

    private async Task FailedAsync(string unit, int times)
    {
        var entry = (await _host.AllAsync<Entry>(e => e.EntryType == EntryType.Qualification)).Single();
        await _host.ChangeAsync(database =>
        {
            for (var i = 0; i < times; i++)
            {
                database.Add(new Sitting
                {
                    EntryId = _host.Get<IIdSource>().Next(),
                    CentreNumber = "68199",
                    CandidateId = entry.CandidateId,
                    QualificationCode = "05838",
                    UnitCode = unit,
                    Series = $"{i}a25",
                    UnderEntryId = entry.Id,
                    Status = SittingStatus.Failed,
                });
            }
        });
    }
}
