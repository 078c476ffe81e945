using OcrWorkflows.Rules;
using OcrWorkflows.Runtime;
using OcrWorkflows.Tests.Runtime;

namespace OcrWorkflows.Tests.Centres.Processes;

/// <summary>Post-results services and appeals as they ship: clauses R73 to R75.</summary>
public sealed class PostResultsStoryTests
{
    private static Story Requested(string service = "ReviewOfMarking", string received = "2027-09-28", bool consent = true, string lodgedBy = "Centre") => ProcessSteps.Begin(
        "post-results", "2027-09-30T09:00:00Z", ("RequestReference", "P-1"), ("CentreNumber", "68199"), ("Line", "General"), ("Service", service), ("ReceivedOn", received), ("ResultsOn", "2027-08-26"), ("Deadline", "2027-09-28"),
        ("PriorityOffered", false), ("CandidateConsent", consent), ("LodgedBy", lodgedBy));

    private static Story Answered(string service = "ReviewOfMarking", bool changed = false) => Requested(service).Decided("service", Outcome.Accepted)
        .Do("carryOut", ("gradeChanged", changed), ("completedOn", "2027-10-01")).Decided("cost", Outcome.Accepted).Sent("outcome", "post-results-outcome");

    private static Story Lodged(string against = "ReviewOfMarking", string outcomeOn = "2027-10-01", string received = "2027-10-31", string lodgedBy = "Centre") => ProcessSteps.Begin(
        "appeal", "2027-11-02T09:00:00Z", ("AppealReference", "P-1"), ("CentreNumber", "68199"), ("Line", "General"), ("AppealAgainst", against), ("OutcomeOn", outcomeOn), ("ReceivedOn", received), ("LodgedBy", lodgedBy));

    [TestCase("2027-09-28", true, "Centre", Outcome.Accepted)]
    [TestCase("2027-09-29", true, "Centre", Outcome.Refused)]
    [TestCase("2027-09-28", false, "Centre", Outcome.Refused)]
    [TestCase("2027-09-28", true, "Candidate", Outcome.Refused)]
    public void A_service_has_a_deadline_and_needs_consent_and_is_lodged_by_the_centre(string received, bool consent, string lodgedBy, Outcome outcome) => Requested(received: received, consent: consent, lodgedBy: lodgedBy).Decided("service", outcome);

    [Test]
    public void The_fee_is_decided_with_the_outcome_and_charged_to_the_centre()
    {
        var story = Requested().Decided("service", Outcome.Accepted).Do("carryOut", ("gradeChanged", false), ("completedOn", "2027-10-01"));
        Assert.That(story.Asked("cost").Inputs["centreNumber"], Is.EqualTo("68199"));
    }

    [Test]
    public void A_review_can_be_appealed_against_for_30_calendar_days()
    {
        var story = Answered();
        Assert.That(story.Until("2027-10-31T23:59:59Z").WaitsAt, Is.EquivalentTo(new[] { "lodged", "thirtyDays" }));
        story.Until("2027-11-01T00:00:00Z").Ends("finish");
    }

    [Test]
    public void A_script_is_nothing_to_appeal_against() => Answered("AccessToScript").Ends("done");

    [Test]
    public void An_appeal_is_a_workflow_of_its_own_and_the_request_waits_for_it_past_the_30_days()
    {
        var story = Answered().Until("2027-10-31T12:00:00Z").Event("AppealLodged", ProcessSteps.Members(("receivedOn", "2027-10-31"), ("lodgedBy", "Centre")));
        var child = story.Last!.Effects.OfType<StartChildRequest>().Single();
        Assert.That((child.DefinitionId, child.CorrelationId, child.Waits), Is.EqualTo(("appeal", "appeal:P-1", true)));
        Assert.That(child.Input["OutcomeOn"], Is.EqualTo("2027-10-01").Or.EqualTo(new DateOnly(2027, 10, 1)));
        story.Take(new ChildStarted(child.Id, "child", InstanceSubStatus.Suspended, new Dictionary<string, object?>())).Until("2027-12-31T00:00:00Z");
        Assert.That(story.State!.SubStatus, Is.EqualTo(InstanceSubStatus.Suspended));
        story.Take(new ChildEnded(story.Bookmark("appeal").Id, InstanceSubStatus.Finished, ProcessSteps.Members(("Outcome", "Upheld")))).Ends("appealed");
    }

    [TestCase("ReviewOfMarking", "2027-10-31", Outcome.Accepted)]
    [TestCase("ReviewOfMarking", "2027-11-01", Outcome.Refused)]
    [TestCase("Malpractice", "2027-10-15", Outcome.Accepted)]
    [TestCase("Malpractice", "2027-10-16", Outcome.Refused)]
    public void An_appeal_comes_within_30_or_14_calendar_days(string against, string received, Outcome outcome) => Lodged(against, received: received).Decided("admissible", outcome);

    [Test]
    public void An_appeal_of_a_candidate_is_refused_with_its_reason()
    {
        var story = Lodged(lodgedBy: "Candidate").Decided("admissible", Outcome.Refused).Sent("refusal", "appeal-refused").Ends("refused");
        Assert.That(story.State!.Output["Outcome"], Is.EqualTo("Refused"));
    }

    [Test]
    public void An_appeal_that_is_upheld_at_the_preliminary_stage_ends_there()
    {
        var story = Lodged().Decided("admissible", Outcome.Accepted).Do("preliminary", ("upheld", true)).Sent("preliminaryOutcome", "appeal-preliminary").Ends("upheld");
        Assert.That(story.State!.Output["Outcome"], Is.EqualTo("Upheld"));
    }

    [TestCase(true, "Upheld")]
    [TestCase(false, "Dismissed")]
    public void A_hearing_that_is_asked_for_decides(bool upheld, string outcome)
    {
        var story = Lodged().Decided("admissible", Outcome.Accepted).Do("preliminary", ("upheld", false)).Sent("preliminaryOutcome", "appeal-preliminary").Event("HearingRequested")
            .Do("hearing", ("upheld", upheld)).Sent("hearingOutcome", "appeal-hearing").Ends("heard");
        Assert.That(story.State!.Output["Outcome"], Is.EqualTo(outcome));
    }

    [Test]
    public void Without_a_hearing_within_14_days_the_outcome_stands()
    {
        var story = Lodged().Decided("admissible", Outcome.Accepted).Do("preliminary", ("upheld", false)).Sent("preliminaryOutcome", "appeal-preliminary");
        Assert.That(story.Until("2027-11-16T23:59:59Z").WaitsAt, Does.Contain("asked"));
        story.Until("2027-11-17T00:00:00Z").Ends("dismissed");
    }
}
