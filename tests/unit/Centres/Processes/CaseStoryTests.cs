using OcrWorkflows.Runtime;
using OcrWorkflows.Tests.Runtime;

namespace OcrWorkflows.Tests.Centres.Processes;

/// <summary>Access arrangements, special consideration and malpractice as they ship: clauses R51, R52, R69 and R74.</summary>
public sealed class CaseStoryTests
{
    private static Story Arrangement() => ProcessSteps.Begin(
        "access-arrangement", "2027-03-01T09:00:00Z", ("ArrangementReference", "AA-1"), ("CentreNumber", "68199"), ("Line", "General"), ("Series", "6b27"), ("SeriesBegins", "2027-05-10"));

    private static Story Applied(Story story) => story.Do("apply", ("arrangement", "25 per cent extra time"), ("evidenceHeld", true));

    private static Story Consideration() => ProcessSteps.Begin(
        "special-consideration", "2027-06-01T09:00:00Z", ("CaseReference", "SC-1"), ("CentreNumber", "68199"), ("Line", "General"), ("Series", "6b27"), ("AssessedOn", "2027-05-28")).Sent("acknowledge", "special-consideration-received");

    private static Story Malpractice() => ProcessSteps.Begin(
        "malpractice", "2027-06-01T09:00:00Z", ("CaseReference", "MP-1"), ("CentreNumber", "68199"), ("Line", "General"), ("Series", "6b27"), ("ReportedOn", "2027-06-01")).Sent("open", "malpractice-opened");

    [Test]
    public void An_arrangement_can_be_applied_for_until_the_series_begins()
    {
        Applied(Arrangement().Until("2027-05-09T22:59:59Z")).Do("answer", ("decision", "Approved"), ("decidedOn", "2027-05-09")).Sent("tell", "access-arrangement-decided").Ends("made");
        Arrangement().Until("2027-05-09T23:00:00Z").Sent("tooLate", "access-arrangement-too-late").Ends("notApplied");
    }

    [Test]
    public void An_arrangement_applied_for_in_time_is_decided_even_after_the_series_has_begun()
    {
        var story = Applied(Arrangement()).Until("2027-06-01T00:00:00Z");
        Assert.That(story.WaitsAt, Is.EqualTo(new[] { "answer" }));
    }

    [Test]
    public void A_refused_arrangement_can_be_appealed_against_for_14_calendar_days()
    {
        var story = Applied(Arrangement()).Do("answer", ("decision", "Refused"), ("decidedOn", "2027-04-01")).Sent("tell", "access-arrangement-decided");
        Assert.That(story.Until("2027-04-15T22:59:59Z").WaitsAt, Does.Contain("fourteenDays"));
        story.Until("2027-04-15T23:00:00Z").Ends("finish");
    }

    [Test]
    public void Special_consideration_is_decided_on_evidence_and_can_be_appealed_against_for_14_calendar_days()
    {
        var story = Consideration().Do("evidence", ("eligible", true), ("evidenceReceived", true)).Do("decide", ("decision", "Granted"), ("decidedOn", "2027-06-10")).Sent("tell", "special-consideration-decided");
        Assert.That(story.Until("2027-06-24T22:59:59Z").WaitsAt, Does.Contain("fourteenDays"));
        story.Until("2027-06-24T23:00:00Z").Ends("finish");
    }

    [Test]
    public void An_appeal_begins_with_the_outcome_it_is_against()
    {
        var story = Consideration().Do("evidence", ("eligible", true), ("evidenceReceived", true)).Do("decide", ("decision", "Refused"), ("decidedOn", "2027-06-10")).Sent("tell", "special-consideration-decided")
            .Event("AppealLodged", ProcessSteps.Members(("receivedOn", "2027-06-20"), ("lodgedBy", "Centre")));
        Assert.That(story.Last!.Effects.OfType<StartChildRequest>().Single().Input["AppealAgainst"], Is.EqualTo("SpecialConsideration"));
        Assert.That(story.LastLines, Does.Contain("fourteenDays.Canceled"));
    }

    [Test]
    public void The_report_on_malpractice_is_chased_after_ten_working_days_and_still_waited_for()
    {
        var story = Malpractice();
        Assert.That(story.Until("2027-06-15T22:59:59Z").State!.PendingEffects, Is.Empty);
        story.Until("2027-06-15T23:00:00Z").Sent("remind", "malpractice-report-late");
        Assert.That(story.WaitsAt, Is.EqualTo(new[] { "report" }));
        story.Do("report", ("heard", true), ("evidenceSent", true));
        Assert.That(story.WaitsAt, Is.EqualTo(new[] { "decide" }));
    }

    [TestCase("NoCase", "noCase")]
    [TestCase("Warning", null)]
    public void A_case_without_a_sanction_closes_at_once(string decision, string? end)
    {
        var story = Malpractice().Do("report", ("heard", true), ("evidenceSent", true)).Do("decide", ("decision", decision), ("decidedOn", "2027-06-20")).Sent("tell", "malpractice-decided");
        _ = end is null ? story.Until("2027-07-04T23:00:00Z").Ends("finish") : story.Ends(end);
    }
}
