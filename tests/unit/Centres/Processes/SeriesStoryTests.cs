using OcrWorkflows.Tests.Runtime;

namespace OcrWorkflows.Tests.Centres.Processes;

/// <summary>A series, a centre in it, and the moderation of internal assessment as they ship: clauses R42 to R46, R50 and R53 to R72.</summary>
public sealed class SeriesStoryTests
{
    private static Story Series(bool estimates = false) => ProcessSteps.Begin(
        "exam-series", "2026-09-01T09:00:00Z", ("Series", "6b27"), ("HasEstimates", estimates), ("EstimatesDue", "2026-10-10"), ("EntriesDue", "2027-02-21"), ("LateUntil", "2027-03-21"), ("DespatchOn", "2027-04-26"), ("ResultsAt", "2027-08-19T07:00:00Z"))
        .Sent("keyDates", "key-dates");

    private static Story AtCentre() => ProcessSteps.Begin(
        "centre-series", "2026-09-01T09:00:00Z", ("CentreNumber", "68199"), ("Series", "6b27"), ("EntriesDue", "2027-02-21"), ("LateUntil", "2027-03-21"), ("DespatchOn", "2027-04-26"), ("ResultsAt", "2027-08-19T07:00:00Z"));

    private static Story Entered() => AtCentre().At("2027-02-20T09:00:00Z").Event("FinalEntriesMade", ProcessSteps.Members(("channel", "A2C"), ("enteredOn", "2027-02-20")));

    private static Story Moderation() => ProcessSteps.Begin(
        "nea-moderation", "2027-04-01T09:00:00Z", ("ModerationReference", "M-1"), ("CentreNumber", "68199"), ("QualificationCode", "J383"), ("Series", "6b27"), ("Route", "Post"), ("MarksDue", "2027-05-15"));

    private static Story SampleAsked() => Moderation().Event("MarksSubmitted", ProcessSteps.Members(("candidates", 20L))).Do("choose", ("pieces", 10L), ("chosenOn", "2027-05-17")).Sent("askSample", "sample-chosen");

    [Test]
    public void Estimates_are_collected_where_there_are_any_and_send_material_early()
    {
        var story = Series(estimates: true);
        Assert.That(story.Until("2026-10-10T22:59:59Z").State!.PendingEffects, Is.Empty);
        story.Until("2026-10-10T23:00:00Z").Sent("preRelease", "pre-release-despatch");
        Assert.That(Series().WaitsAt, Is.EqualTo(new[] { "entriesDue" }));
    }

    [Test]
    public void A_series_runs_by_its_key_dates_to_results_and_boundaries_at_the_same_moment()
    {
        var story = Series();
        Assert.That(story.Until("2027-02-21T23:59:59Z").WaitsAt, Is.EqualTo(new[] { "entriesDue" }));
        Assert.That(story.Until("2027-02-22T00:00:00Z").Sent("lateBegins", "late-entries-begin").WaitsAt, Is.EqualTo(new[] { "lateUntil" }));
        Assert.That(story.Until("2027-03-21T23:59:59Z").State!.PendingEffects, Is.Empty);
        story.Until("2027-03-22T00:00:00Z").Sent("schedule", "despatch-schedule").Until("2027-04-25T23:00:00Z").Do("despatched", ("despatchedOn", "2027-04-26"));
        Assert.That(story.Until("2027-08-19T06:59:59Z").State!.PendingEffects, Is.Empty);
        story.Until("2027-08-19T07:00:00Z").Sent("resultsOut", "results-issued").Sent("boundaries", "grade-boundaries").Ends("finish");
    }

    [Test]
    public void A_centre_without_entries_is_reminded_after_the_last_day_and_still_waited_for()
    {
        var story = AtCentre();
        Assert.That(story.Until("2027-02-21T23:59:59Z").State!.PendingEffects, Is.Empty);
        story.Until("2027-02-22T00:00:00Z").Sent("remind", "entries-not-made");
        Assert.That(story.WaitsAt, Is.EqualTo(new[] { "entries" }));
        Assert.That(story.Event("FinalEntriesMade", ProcessSteps.Members(("channel", "A2C"))).WaitsAt, Is.EqualTo(new[] { "lateUntil" }));
    }

    [TestCase(true, true, "addPapers", "papers-added")]
    [TestCase(false, true, "useSpares", "use-spare-copies")]
    public void A_very_late_entry_gets_papers_with_the_despatch_or_uses_the_spare_copies(bool inTime, bool before, string step, string letter)
    {
        var story = Entered().Until("2027-03-22T00:00:00Z").Event("VeryLateEntry", ProcessSteps.Members(("unitCode", "1"), ("papersInTime", inTime), ("enteredBefore", before))).Sent(step, letter);
        Assert.That(story.WaitsAt, Is.EquivalentTo(new[] { "veryLate", "despatch" }), "the next one is waited for");
    }

    [Test]
    public void Without_spare_copies_papers_are_uploaded_and_the_centre_is_told_how_to_get_them()
    {
        var story = Entered().Until("2027-03-22T00:00:00Z").Event("VeryLateEntry", ProcessSteps.Members(("unitCode", "1"), ("papersInTime", false), ("enteredBefore", false)));
        Assert.That(story.WaitsAt, Does.Contain("upload"));
        story.Do("upload").Sent("download", "download-instructions");
        Assert.That(story.WaitsAt, Does.Contain("veryLate"));
    }

    [Test]
    public void A_very_late_entry_is_one_after_the_last_day_for_late_entries()
    {
        var story = Entered();
        Assert.That(story.Until("2027-03-21T23:59:59Z").WaitsAt, Has.None.EqualTo("veryLate"));
        Assert.That(story.Until("2027-03-22T00:00:00Z").WaitsAt, Does.Contain("veryLate"));
    }

    [Test]
    public void Papers_go_by_the_schedule_scripts_come_back_and_results_end_it()
    {
        var story = Entered().Until("2027-04-25T23:00:00Z").Sent("papersSent", "papers-despatched").Event("ScriptsSent");
        Assert.That(story.Until("2027-08-19T06:59:59Z").State!.PendingEffects, Is.Empty);
        story.Until("2027-08-19T07:00:00Z").Sent("resultsOut", "centre-results-issued").Ends("finish");
    }

    [Test]
    public void Marks_are_chased_after_the_last_day_and_still_waited_for()
    {
        var story = Moderation();
        Assert.That(story.Until("2027-05-15T22:59:59Z").State!.PendingEffects, Is.Empty);
        story.Until("2027-05-15T23:00:00Z").Sent("chaseMarks", "marks-overdue");
        Assert.That(story.Event("MarksSubmitted", ProcessSteps.Members(("candidates", 20L))).WaitsAt, Is.EqualTo(new[] { "choose" }));
    }

    [Test]
    public void The_sample_is_chased_after_three_working_days()
    {
        var story = SampleAsked();
        Assert.That(story.Until("2027-05-20T22:59:59Z").State!.PendingEffects, Is.Empty);
        story.Until("2027-05-20T23:00:00Z").Sent("chaseWork", "sample-overdue");
        Assert.That(story.WaitsAt, Is.EqualTo(new[] { "work" }));
    }

    [TestCase("Post", "moderate")]
    [TestCase("Repository", "routeTask")]
    public void The_sample_comes_by_the_route_of_the_entry(string route, string next) =>
        Assert.That(SampleAsked().Event("SampleSent", ProcessSteps.Members(("route", route), ("pieces", 10L))).WaitsAt, Is.EqualTo(new[] { next }));

    [Test]
    public void Moderation_ends_with_a_report() => SampleAsked().Event("SampleSent", ProcessSteps.Members(("route", "Post"), ("pieces", 10L)))
        .Do("moderate", ("outcome", "Adjusted")).Sent("report", "moderation-report").Ends("finish");
}
