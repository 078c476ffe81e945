using OcrWorkflows.Rules;
using OcrWorkflows.Tests.Runtime;

namespace OcrWorkflows.Tests.Centres.Processes;

/// <summary>A claim with remote moderation as it ships: clauses R137 to R154.</summary>
public sealed class RemoteModerationStoryTests
{
    private static Story Submitted() => ProcessSteps.Begin(
        "claim-remote-moderation", "2026-12-24T16:30:00Z", ("ClaimNumber", "C1"), ("CentreNumber", "68199"), ("QualificationCode", "10279"), ("SubmittedAt", "2026-12-24T16:30:00Z"),
        ("Candidates", 3), ("AllowedMethods", new object?[] { "Post", "EPortfolio" }), ("Moderator", "moderator-one"));

    private static Dictionary<string, object?> Work(long candidates = 3, string method = "Post", string moderator = "moderator-one", string at = "2026-12-25T09:00:00Z") =>
        ProcessSteps.Members(("sentAt", at), ("candidates", candidates), ("method", method), ("moderator", moderator));

    private static Story Moderated(string decision) => Submitted().At("2026-12-25T10:00:00Z").Event("WorkSent", Work()).Decided("complete", Outcome.Accepted).Do("moderate", ("decision", decision));

    [Test]
    public void Work_is_chased_after_24_clock_hours_over_Christmas_too_and_still_waited_for()
    {
        var story = Submitted();
        Assert.That(story.Until("2026-12-25T16:29:59Z").State!.PendingEffects, Is.Empty);
        story.Until("2026-12-25T16:30:00Z").Sent("chase", "claim-work-overdue");
        Assert.That(story.WaitsAt, Is.EqualTo(new[] { "sent" }));
        story.Event("WorkSent", Work(at: "2026-12-26T09:00:00Z")).Decided("complete", Outcome.Accepted);
    }

    [Test]
    public void Work_in_time_is_not_chased()
    {
        var story = Submitted().At("2026-12-25T16:29:59Z").Event("WorkSent", Work()).Decided("complete", Outcome.Accepted);
        Assert.That(story.Journal, Does.Contain("dayLater.Canceled"));
        Assert.That(story.Until("2027-01-31T00:00:00Z").Journal, Does.Not.Contain("chase"));
    }

    [TestCase(2, "Post", "moderator-one")]
    [TestCase(3, "Email", "moderator-one")]
    [TestCase(3, "Post", "somebody-else")]
    public void The_work_of_every_candidate_goes_by_an_allowed_method_to_the_centres_own_moderator(long candidates, string method, string moderator)
    {
        var story = Submitted().Event("WorkSent", Work(candidates, method, moderator)).Decided("complete", Outcome.Refused).Sent("incomplete", "claim-work-returned");
        Assert.That(story.WaitsAt, Is.EqualTo(new[] { "resent" }));
        story.Event("WorkSent", Work()).Decided("complete", Outcome.Accepted);
        Assert.That(story.WaitsAt, Is.EqualTo(new[] { "moderate" }));
    }

    [TestCase("Confirmed")]
    [TestCase("Edited")]
    public void A_moderated_claim_is_sent_for_processing_and_certificates_follow_the_results(string decision)
    {
        var story = Moderated(decision);
        Assert.That(story.Asked("record").Inputs, Is.EqualTo(ProcessSteps.Members(("claimNumber", "C1"), ("decision", decision))));
        story.Done("record", decision).Sent("forProcessing", "claim-sent-for-processing").At("2027-03-22T08:00:00Z").Event("ResultsPublished", ProcessSteps.Members(("publishedOn", "2027-03-22")));
        Assert.That(story.Until("2027-03-31T22:59:59Z").State!.PendingEffects, Is.Empty);
        Assert.That(story.Until("2027-03-31T23:00:00Z").Asked("issue").ActivityType, Is.EqualTo("Ocr.IssueCertificates"));
        story.Done("issue").Ends("finish");
    }

    [Test]
    public void A_withdrawn_claim_is_told_and_ends() => Moderated("Withdrawn").Done("record", "Withdrawn").Sent("withdrawal", "claim-withdrawn").Ends("withdrawn");
}
