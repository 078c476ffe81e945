using OcrWorkflows.Rules;
using OcrWorkflows.Tests.Runtime;

namespace OcrWorkflows.Tests.Centres.Processes;

/// <summary>A quality assurance visit as it ships: clauses R91, R97 to R104, R106 to R108.</summary>
public sealed class QaVisitStoryTests
{
    private static Story Planned(string at = "2027-05-03T09:00:00Z") => ProcessSteps.Begin(
        "qa-visit", at, ("VisitReference", "V-1"), ("ApprovalReference", "68199-10279"), ("CentreNumber", "68199"), ("QualificationCode", "10279"), ("PlannedFrom", "2027-06-01"), ("PlannedTo", "2027-06-14"), ("VisitsInYear", 1));

    private static Story Agreed(string day = "2027-06-08", bool agreed = true) => Planned().Do("contact", ("visitOn", day), ("agreed", agreed));

    private static Story Day() => Agreed().Decided("dateFits", Outcome.Accepted).Sent("announce", "visit-agreed").Until("2027-06-07T23:00:00Z");

    private static Story Hold(Story story, bool staff = true, bool partWaySampled = true, long work = 6) => story.At("2027-06-08T15:00:00Z").Do(
        "hold", ("heldOn", "2027-06-08"), ("candidatesAvailable", true), ("staffAvailable", staff), ("workAvailable", true), ("workSampled", work), ("newPresent", false), ("newSampled", false),
        ("partWayPresent", true), ("partWaySampled", partWaySampled), ("completePresent", true), ("completeSampled", true), ("certificatedPresent", false), ("certificatedSampled", false));

    private static Story Reported(long actions = 0, long sanction = 0, bool recommend = false) => sanction > 0 ? Written(actions, sanction, recommend) : Noted(Written(actions, 0, recommend), "none", 0);

    private static Story Written(long actions, long sanction, bool recommend) => Hold(Day()).Decided("ready", Outcome.Accepted).Done("recordVisit").Decided("sample", Outcome.Accepted)
        .Do("report", ("actions", actions), ("sanctionLevel", sanction), ("recommendDirectClaims", recommend)).Sent("sendReport", "visit-report");

    /// <summary>The sanction that is in force from now on.</summary>
    private static Story Noted(Story story, string activity, int level)
    {
        Assert.That(story.Asked(activity).Inputs, Is.EqualTo(ProcessSteps.Members(("approvalReference", "68199-10279"), ("level", level))));
        return story.Done(activity);
    }

    private static Story LookedUp(Story story, string since, long visits = 2) => story.Done("lookUp", output: ProcessSteps.Members(
        ("line", "Verified"), ("approved", true), ("deliveringSince", DateOnly.Parse(since)), ("visitsHeld", visits), ("lastVisitOn", new DateOnly(2027, 6, 8))));

    [TestCase("2027-08-17", Outcome.Accepted)]
    [TestCase("2027-08-18", Outcome.Refused)]
    [TestCase("2027-08-31", Outcome.Refused)]
    [TestCase("2027-09-01", Outcome.Accepted)]
    public void No_visit_is_held_from_18_to_31_August(string day, Outcome outcome) => Agreed(day).Decided("dateFits", outcome);

    [Test]
    public void A_day_that_does_not_do_is_told_and_another_is_agreed()
    {
        var story = Agreed(agreed: false).Decided("dateFits", Outcome.Refused).Sent("otherDay", "visit-day-refused");
        Assert.That(story.WaitsAt, Is.EqualTo(new[] { "contact" }));
        story.Do("contact", ("visitOn", "2027-06-09"), ("agreed", true)).Decided("dateFits", Outcome.Accepted);
    }

    [Test]
    public void The_visit_becomes_a_task_as_its_day_begins_in_London()
    {
        var story = Agreed().Decided("dateFits", Outcome.Accepted).Sent("announce", "visit-agreed");
        Assert.That(story.Until("2027-06-07T22:59:59Z").WaitsAt, Is.EqualTo(new[] { "until" }));
        Assert.That(story.Until("2027-06-07T23:00:00Z").WaitsAt, Is.EqualTo(new[] { "hold" }), "summer time");
    }

    [Test]
    public void Without_the_assessment_staff_it_is_not_held_and_another_day_is_agreed()
    {
        var story = Hold(Day(), staff: false).Decided("ready", Outcome.Refused).Sent("notHeld", "visit-not-held");
        Assert.That(story.WaitsAt, Is.EqualTo(new[] { "contact" }));
        story.Do("contact", ("visitOn", "2027-06-22"), ("agreed", true));
        story.Decided("dateFits", Outcome.Accepted);
    }

    [Test]
    public void The_visit_is_recorded_so_that_the_claims_are_told()
    {
        var story = Hold(Day()).Decided("ready", Outcome.Accepted);
        Assert.That(story.Asked("recordVisit").Inputs, Is.EqualTo(ProcessSteps.Members(("approvalReference", "68199-10279"), ("visitedOn", new DateOnly(2027, 6, 8)))));
    }

    [Test]
    public void A_stage_that_was_not_sampled_stands_in_the_report()
    {
        var story = Hold(Day(), partWaySampled: false).Decided("ready", Outcome.Accepted).Done("recordVisit").Decided("sample", Outcome.Refused)
            .Do("report", ("actions", 1L), ("sanctionLevel", 0L), ("recommendDirectClaims", false));
        Assert.That(((IReadOnlyDictionary<string, object?>)story.Asked("sendReport").Inputs["about"]!)["findings"], Is.Not.Empty);
    }

    [Test]
    public void A_visit_without_actions_sanction_and_recommendation_closes_with_its_report() => Reported().Ends("finish");

    [Test]
    public void Actions_keep_it_open_until_they_are_closed()
    {
        var story = Reported(actions: 2);
        Assert.That(story.WaitsAt, Is.EqualTo(new[] { "close" }));
        story.Do("close").Ends("finish");
    }

    [Test]
    public void A_sanction_stands_when_no_review_is_asked_for_within_14_days()
    {
        var story = Noted(Reported(sanction: 2).At("2027-06-15T10:00:00Z").Do("reviewReport", ("imposed", true)), "impose", 2).Sent("sanctionLetter", "sanction");
        Assert.That(story.Until("2027-06-29T22:59:59Z").WaitsAt, Is.EquivalentTo(new[] { "asked", "reviewTime" }));
        story.Until("2027-06-29T23:00:00Z").Ends("finish");
    }

    [Test]
    public void A_sanction_is_reviewed_and_then_heard_on_appeal()
    {
        var story = Noted(Reported(sanction: 3).Do("reviewReport", ("imposed", true)), "impose", 3).Sent("sanctionLetter", "sanction").Event("SanctionReviewRequested");
        story = Noted(story.Do("reviewSanction", ("upheld", true)), "afterReview", 3).Sent("reviewOutcome", "sanction-reviewed").Event("SanctionAppealLodged");
        story = Noted(story.Do("hear", ("upheld", false)), "afterAppeal", 0);
        Assert.That(((IReadOnlyDictionary<string, object?>)story.Asked("appealOutcome").Inputs["about"]!)["upheld"], Is.False);
        story.Sent("appealOutcome", "sanction-appeal-decided").Ends("finish");
    }

    [TestCase("2026-06-08", Outcome.Accepted)]
    [TestCase("2026-06-09", Outcome.Refused)]
    public void Direct_claim_status_may_be_recommended_after_twelve_months_of_delivery(string since, Outcome outcome) => LookedUp(Reported(recommend: true), since).Decided("mayRecommend", outcome);

    [Test]
    public void A_recommendation_is_decided_by_somebody_else_and_by_the_rules_once_more()
    {
        var story = LookedUp(Reported(recommend: true), "2025-09-01").Decided("mayRecommend", Outcome.Accepted);
        Assert.That(story.Asked("recommended").Inputs["status"], Is.EqualTo("Recommended"));
        story.Done("recommended");
        Assert.That(story.Bookmark("grantOrNot").Task!.Role, Is.EqualTo("Approver"));
        story.Do("grantOrNot", ("granted", true)).Decided("mayGrant", Outcome.Accepted);
        Assert.That(story.Asked("granted").Inputs["status"], Is.EqualTo("Granted"));
        story.Done("granted").Sent("grantedLetter", "direct-claims-granted").Ends("finish");
    }

    [Test]
    public void A_recommendation_that_is_not_followed_leaves_things_as_they_were()
    {
        var story = LookedUp(Reported(recommend: true), "2025-09-01").Decided("mayRecommend", Outcome.Accepted).Done("recommended").Do("grantOrNot", ("granted", false));
        Assert.That(story.Asked("notGranted").Inputs["status"], Is.EqualTo("None"));
        story.Done("notGranted").Sent("notGrantedLetter", "direct-claims-not-granted").Ends("finish");
    }

    [Test]
    public void Open_actions_and_sanctions_stand_against_a_recommendation()
    {
        var story = LookedUp(Reported(actions: 1, recommend: true), "2025-09-01").Decided("mayRecommend", Outcome.Refused).Sent("notRecommended", "direct-claims-not-recommended");
        Assert.That(story.WaitsAt, Is.EqualTo(new[] { "close" }));
    }
}
