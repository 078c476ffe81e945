using OcrWorkflows.Centres.Register;
using OcrWorkflows.Centres.Remaking;
using OcrWorkflows.Centres.Replay;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests.Centres;

/// <summary>A rule was wrong: its decisions are made again, what follows is put right, and the old ones stay as they were.</summary>
public sealed class RemakingTests
{
    private static readonly DateOnly Day = new(2026, 11, 22);

    private CentresHost _host = null!;

    [SetUp]
    public async Task Begin_with_two_centres_that_entered_a_candidate_each()
    {
        _host = await CentresHost.BeginAsync("2026-11-22 10:00");
        foreach (var centre in new[] { "68199", "68998" })
        {
            await _host.AddCentreAsync(centre);
            await _host.GrantAsync(centre: centre);
            await _host.ImportAsync(Line(centre, "Qualification,05838,,,"));
        }
    }

    [TearDown]
    public async Task End() => await _host.DisposeAsync();

    [Test]
    public async Task A_wrong_fee_is_credited_and_the_right_one_charged_and_the_account_adds_up_to_what_is_owed()
    {
        var before = await DecisionsAsync();
        await PublishAsync("fees", text => text.Replace("\"qualification-entry\"", "\"unit-entry\"", StringComparison.Ordinal));
        var plan = await PlanAsync("fees");
        Assert.That((plan.ToMake, plan.Report.All), Is.EqualTo((2, 2L)));
        Assert.That(plan.Report.Replayed, Does.Contain("entries-2016"), "the set that injects the fees decided them");
        Assert.That(await _host.AllAsync<Charge>(), Has.Count.EqualTo(2), "a plan changes nothing");

        var result = await CarryOutAsync(plan);

        Assert.That((result.Made, result.Centres, result.CreditedPence, result.ChargedPence, result.LeftToDo), Is.EqualTo((2, 2, 9000L, 2300L, 0)));
        var charges = await _host.AllAsync<Charge>(c => c.CentreNumber == "68199");
        Assert.That(charges.Select(c => (c.FeeCode, c.AmountPence)), Is.EquivalentTo(new[] { ("qualification-entry", 4500L), ("qualification-entry", -4500L), ("unit-entry", 1150L) }));
        foreach (var old in before)
        {
            Assert.That((await DecisionsAsync()).Single(d => d.Id == old.Id), Is.EqualTo(old).UsingPropertiesComparer(), "old decisions are never changed");
        }

        var entry = (await _host.AllAsync<Entry>(e => e.CentreNumber == "68199")).Single();
        var link = (await _host.AllAsync<RemadeDecision>(r => r.NewDecision == entry.DecisionId)).Single();
        Assert.That(before.Select(d => d.Id), Does.Contain(link.OldDecision));
        Assert.That((await _host.Get<DecisionsAgain>().MakeAsync(link.NewDecision, default))!.Differences, Is.Empty);
        Assert.That(await _host.AllAsync<OutboxRow>(o => o.Kind == "decisions-remade"), Has.Count.EqualTo(2), "each centre is told once");
    }

    [Test]
    public async Task It_is_carried_out_once_however_often_it_is_asked_for()
    {
        await PublishAsync("fees", text => text.Replace("\"qualification-entry\"", "\"unit-entry\"", StringComparison.Ordinal));
        var plan = await PlanAsync("fees");
        await CarryOutAsync(plan);
        var again = await CarryOutAsync(plan);
        Assert.That((again.Made, again.CreditedPence), Is.EqualTo((0, 0L)), "the same plan again");
        Assert.That((await PlanAsync("fees")).ToMake, Is.Zero, "a new plan");
        Assert.That(await _host.AllAsync<Charge>(), Has.Count.EqualTo(6));
    }

    [Test]
    public async Task Stopped_between_two_centres_it_goes_on_with_the_other()
    {
        await PublishAsync("fees", text => text.Replace("\"qualification-entry\"", "\"unit-entry\"", StringComparison.Ordinal));
        using var stop = new CancellationTokenSource();
        var half = await _host.Get<DecisionRemaking>().CarryOutAsync(await PlanAsync("fees"), "The fee was wrong.", CentresHost.Staff, new Stopper(stop), stop.Token);
        Assert.That((half.Made, half.Complete), Is.EqualTo((1, false)));

        var rest = await PlanAsync("fees");
        Assert.That((rest.ToMake, rest.Changed.Single().Centre), Is.EqualTo((1, "68998")));
        Assert.That((await CarryOutAsync(rest)).Complete, Is.True);
        Assert.That(await _host.AllAsync<RemadeDecision>(), Has.Count.EqualTo(2));
        Assert.That(await _host.AllAsync<OutboxRow>(o => o.Kind == "decisions-remade"), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_test_that_was_refused_wrongly_is_accepted_booked_and_charged()
    {
        await FailedAsync(3);
        await _host.ImportAsync(Line("68199", "Test,05838,U1,6b27,"));
        Assert.That((await TestAsync()).Status, Is.EqualTo(EntryStatus.Refused));
        await PublishAsync("resit", text => text.Replace("\"level3Sittings\", \"Expression\": \"3\"", "\"level3Sittings\", \"Expression\": \"4\"", StringComparison.Ordinal));

        var result = await CarryOutAsync(await PlanAsync("resit"));

        Assert.That((result.Made, result.ChargedPence, result.CreditedPence), Is.EqualTo((1, 1650L, 0L)));
        var test = await TestAsync();
        Assert.That(test.Status, Is.EqualTo(EntryStatus.Accepted));
        Assert.That((await _host.AllAsync<Sitting>(s => s.EntryId == test.Id)).Single().Status, Is.EqualTo(SittingStatus.Booked));
    }

    [TestCase(SittingStatus.Booked, EntryStatus.Refused, 1650L, 0)]
    [TestCase(SittingStatus.Sat, EntryStatus.Accepted, 0L, 1)]
    public async Task A_test_that_was_accepted_wrongly_is_taken_back_and_credited_unless_it_was_sat(SittingStatus sitting, EntryStatus expected, long credited, int left)
    {
        await FailedAsync(2);
        await _host.ImportAsync(Line("68199", "Test,05838,U1,6b27,"));
        var id = (await TestAsync()).Id;
        await _host.ChangeAsync(database => database.Set<Sitting>().Single(s => s.EntryId == id).Status = sitting);
        await PublishAsync("resit", text => text.Replace("\"level3Sittings\", \"Expression\": \"3\"", "\"level3Sittings\", \"Expression\": \"2\"", StringComparison.Ordinal));

        var result = await CarryOutAsync(await PlanAsync("resit"));

        Assert.That((result.Made, result.CreditedPence, result.LeftToDo), Is.EqualTo((1, credited, left)));
        Assert.That((await TestAsync()).Status, Is.EqualTo(expected));
        Assert.That((await _host.AllAsync<Sitting>(s => s.EntryId == id)).Count, Is.EqualTo(left));
    }

    [Test]
    public async Task An_entry_that_claims_rest_on_is_left_to_a_person_with_its_charge()
    {
        var entry = (await _host.AllAsync<Entry>(e => e.CentreNumber == "68199")).Single();
        await _host.ChangeAsync(database =>
        {
            database.Add(new Claim { ClaimNumber = "C-1", CentreNumber = "68199", QualificationCode = "05838", SubmittedBy = "staff", SubmittedAt = _host.Clock.GetUtcNow() });
            database.Add(new ClaimLine { ClaimNumber = "C-1", LineNumber = 1, CandidateId = entry.CandidateId, UnitCode = "" });
        });
        await PublishAsync("entries-2016", Refusing);

        var result = await CarryOutAsync(await PlanAsync("entries-2016"));

        Assert.That((result.Made, result.LeftToDo, result.CreditedPence), Is.EqualTo((2, 1, 4500L)));
        Assert.That((await _host.AllAsync<Entry>(e => e.CentreNumber == "68199")).Single().Status, Is.EqualTo(EntryStatus.Accepted));
        Assert.That((await _host.AllAsync<Entry>(e => e.CentreNumber == "68998")).Single().Status, Is.EqualTo(EntryStatus.Refused));
        Assert.That((await _host.AllAsync<RemadeDecision>(r => r.LeftToDo != null)).Single().LeftToDo, Does.StartWith("Tests or claims rest on"));
    }

    [TestCase("2026-11-22", 2)]
    [TestCase("2026-11-23", 0)]
    public async Task Decisions_before_the_day_are_left_alone(string since, int made)
    {
        await PublishAsync("entries-2016", Refusing);
        Assert.That((await PlanAsync("entries-2016", DateOnly.Parse(since))).ToMake, Is.EqualTo(made));
    }

    [Test]
    public async Task An_earlier_version_can_be_named_and_an_unknown_one_is_said_to_be_none()
    {
        var first = (await _host.AllAsync<RuleSetVersionRow>(v => v.Name == "entries-2016")).Single().ContentHash;
        await PublishAsync("entries-2016", Refusing);
        Assert.That((await _host.Get<DecisionRemaking>().PlanAsync(new RemakeRequest("entries-2016", Day, first[..10]), null, default)).ToMake, Is.Zero);
        Assert.That(() => _host.Get<DecisionRemaking>().PlanAsync(new RemakeRequest("entries-2016", Day, "zzz"), null, default), Throws.TypeOf<KeyNotFoundException>());
    }

    [Test]
    public async Task An_entry_that_was_decided_again_since_is_not_touched()
    {
        await _host.ChangeAsync(database => database.Set<Entry>().Single(e => e.CentreNumber == "68199").DecisionId = _host.Get<IIdSource>().Next());
        await PublishAsync("entries-2016", Refusing);
        var result = await CarryOutAsync(await PlanAsync("entries-2016"));
        Assert.That((result.Made, result.CreditedPence), Is.EqualTo((2, 4500L)), "the decision of the other centre alone has consequences");
    }

    [Test]
    public async Task Who_did_it_and_why_stands_in_the_audit_trail_of_the_rule_set()
    {
        await PublishAsync("entries-2016", Refusing);
        await CarryOutAsync(await PlanAsync("entries-2016"));
        var line = (await _host.AllAsync<PublishingEventRow>(e => e.RuleSet == "entries-2016" && e.Action == "decisions-remade")).Single();
        Assert.That((line.By, line.Text), Is.EqualTo(("staff", $"2 decisions since 2026-11-22 made again with version {(await CurrentAsync("entries-2016")).ContentHash[..12]}. The rule was wrong.")));
        await using var database = await _host.OpenAsync();
        Assert.That(await AuditTrail.VerifyAsync(database, "entries-2016", default), Is.Null);
    }

    private static string Line(string centre, string rest) => $"{centre},2058,{(centre == "68199" ? "681990012058G,9276308686" : ",")},Bredabeck,Callox,2009-05-31,{rest}";

    /// <summary>Nobody may be entered any more.</summary>
    private static string Refusing(string text) => text.Replace("\"Rules\": [",
        """
        "Rules": [
              { "RuleName": "Nobody", "Expression": "false", "ErrorMessage": "No.", "Properties": { "clause": ["R10"], "remedy": "None." } },
        """, StringComparison.Ordinal);

    private Task<RemakePlan> PlanAsync(string set, DateOnly? since = null) => _host.Get<DecisionRemaking>().PlanAsync(new RemakeRequest(set, since ?? Day), null, default);

    private Task<RemakeResult> CarryOutAsync(RemakePlan plan) => _host.Get<DecisionRemaking>().CarryOutAsync(plan, "The rule was wrong.", CentresHost.Staff, null, default);

    private async Task<List<DecisionRow>> DecisionsAsync() => await _host.AllAsync<DecisionRow>();

    private async Task<Entry> TestAsync() => (await _host.AllAsync<Entry>(e => e.EntryType == EntryType.Test)).Single();

    private async Task<RuleSetVersionRow> CurrentAsync(string set) => (await _host.AllAsync<RuleSetVersionRow>(v => v.Name == set && v.IsCurrent)).Single();

    private async Task PublishAsync(string set, Func<string, string> change)
    {
        var before = (await CurrentAsync(set)).Rules;
        Assert.That(change(before), Is.Not.EqualTo(before));
        var published = await _host.Get<RuleSetLibrary>().PublishAllAsync([RuleSetContent.Of(set, change(before), null)], "test", CentresHost.Staff, default);
        Assert.That(published[0].Refused, Is.False, string.Join('\n', published[0].Diagnostics));
    }

    private async Task FailedAsync(int times)
    {
        var entry = (await _host.AllAsync<Entry>(e => e.CentreNumber == "68199")).Single();
        await _host.ChangeAsync(database =>
        {
            for (var i = 0; i < times; i++)
            {
                database.Add(new Sitting { EntryId = _host.Get<IIdSource>().Next(), CentreNumber = "68199", CandidateId = entry.CandidateId, QualificationCode = "05838", UnitCode = "U1", Series = $"{i}a25", UnderEntryId = entry.Id, Status = SittingStatus.Failed });
            }
        });
    }

    private sealed class Stopper(CancellationTokenSource stop) : IProgress<ReplayProgress>
    {
        public void Report(ReplayProgress value) => stop.Cancel();
    }
}
