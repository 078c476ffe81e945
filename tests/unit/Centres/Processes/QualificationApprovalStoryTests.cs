using OcrWorkflows.Rules;
using OcrWorkflows.Tests.Runtime;

namespace OcrWorkflows.Tests.Centres.Processes;

/// <summary>A request for approval as it ships: clauses R9, R48, R49, R81 to R85, R113 and R123.</summary>
public sealed class QualificationApprovalStoryTests
{
    private static Story Checked(string line, string scope, string covers, bool earlier = false, bool exams = true, bool evidence = true, bool approved = false, string status = "Approved") => ProcessSteps.Begin(
            "qualification-approval", "2026-12-21T10:00:00Z", ("RequestReference", "Q-1"), ("CentreNumber", "68199"), ("Line", line), ("SuiteYear", line == "CambridgeTechnicals" ? 2016 : 0), ("Scope", scope), ("Covers", covers), ("ReceivedOn", "2026-12-21"))
        .Done("lookUp", output: ProcessSteps.Members(("centreStatus", status), ("approved", approved)))
        .Do("check", ("formReceived", true), ("evidenceReceived", evidence), ("earlierSuite", earlier), ("timetabledExams", exams));

    private static Story Fast() => Checked("CambridgeTechnicals", "Suite", "IT", earlier: true).Decided("request", Outcome.Accepted).Decided("fastRoute", Outcome.Accepted);

    [TestCase("CambridgeTechnicals", "Suite", "IT", Outcome.Accepted)]
    [TestCase("CambridgeTechnicals", "Qualification", "05838", Outcome.Refused)]
    [TestCase("Verified", "Qualification", "10279", Outcome.Accepted)]
    [TestCase("Verified", "Centre", "", Outcome.Refused)]
    [TestCase("General", "Centre", "", Outcome.Accepted)]
    [TestCase("General", "Qualification", "J383", Outcome.Refused)]
    public void The_scope_follows_the_product_line(string line, string scope, string covers, Outcome outcome) => Checked(line, scope, covers).Decided("request", outcome);

    [Test]
    public void A_request_without_evidence_or_from_a_suspended_centre_is_sent_back()
    {
        Checked("Verified", "Qualification", "10279", evidence: false).Decided("request", Outcome.Refused).Sent("returned", "approval-request-returned").Ends("notTaken");
        Checked("Verified", "Qualification", "10279", status: "Suspended").Decided("request", Outcome.Refused);
        Checked("Verified", "Qualification", "10279", approved: true).Decided("request", Outcome.Refused);
    }

    [Test]
    public void The_five_working_day_route_is_late_after_the_fifth_and_still_waits()
    {
        var story = Fast();
        Assert.That(story.Bookmark("quick").Task!.DueOn, Is.EqualTo(new DateOnly(2026, 12, 30)));
        Assert.That(story.Until("2026-12-30T23:59:59Z").WaitsAt, Is.EquivalentTo(new[] { "quick", "fiveDays" }));
        story.Until("2026-12-31T00:00:00Z").Sent("late", "approval-request-late");
        Assert.That(story.WaitsAt, Is.EqualTo(new[] { "quick" }));
        story.Do("quick", ("confirmed", true)).Decided("decision", Outcome.Accepted);
    }

    [Test]
    public void An_answer_in_time_stops_the_five_working_days_and_the_approval_is_granted_without_a_visit()
    {
        var story = Fast().Until("2026-12-30T23:59:59Z").Do("quick", ("confirmed", true));
        Assert.That(story.LastLines, Does.Contain("fiveDays.Canceled"));
        story.Decided("decision", Outcome.Accepted);
        Assert.That(story.Asked("grant").Inputs, Is.EqualTo(ProcessSteps.Members(("centreNumber", "68199"), ("scope", "Suite"), ("covers", "IT"))));
        story.Done("grant", output: ProcessSteps.Members(("approvalReference", "68199-it"))).Sent("confirm", "approval-granted").Ends("finish");
    }

    [Test]
    public void A_verified_qualification_is_always_visited_and_the_visit_is_charged()
    {
        var story = Checked("Verified", "Qualification", "10279").Decided("request", Outcome.Accepted).Decided("fastRoute", Outcome.Refused).Decided("visitNeeded", Outcome.Refused)
            .Do("arrange", ("visitOn", "2027-01-11"));
        Assert.That(story.Bookmark("visit").Task!.DueOn, Is.EqualTo(new DateOnly(2027, 1, 18)));
        story.Do("visit", ("heldOn", "2027-01-11"), ("satisfactory", true));
        Assert.That(story.Asked("decision").Inputs["centreNumber"], Is.EqualTo("68199"));
        story.Decided("decision", Outcome.Accepted);
    }

    [TestCase(true, Outcome.Accepted)]
    [TestCase(false, Outcome.Refused)]
    public void Another_line_is_visited_unless_the_centre_is_approved_for_timetabled_exams(bool exams, Outcome withoutVisit) =>
        Checked("General", "Centre", "", exams: exams).Decided("request", Outcome.Accepted).Decided("fastRoute", Outcome.Refused).Decided("visitNeeded", withoutVisit);

    [Test]
    public void A_visit_that_was_not_satisfactory_refuses() =>
        Checked("Verified", "Qualification", "10279").Decided("request", Outcome.Accepted).Decided("fastRoute", Outcome.Refused).Decided("visitNeeded", Outcome.Refused)
            .Do("arrange", ("visitOn", "2027-01-11")).Do("visit", ("heldOn", "2027-01-11"), ("satisfactory", false))
            .Decided("decision", Outcome.Refused).Done("chargeRefused").Sent("refusal", "approval-refused").Ends("refused");
}
