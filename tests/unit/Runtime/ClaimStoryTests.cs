using OcrWorkflows.Runtime;

namespace OcrWorkflows.Tests.Runtime;

/// <summary>The claim workflow as it ships: clauses R103, R104, R105 and R109.</summary>
public sealed class ClaimStoryTests
{
    private static Story Submitted() => new Story(ProductDefinitions.Load("claim")).At("2026-12-10T10:00:00Z")
        .Start(new() { ["ClaimNumber"] = "C1", ["CentreNumber"] = "12345", ["QualificationCode"] = "05389" });

    private static Story Visited() => Submitted().At("2026-12-21T15:00:00Z").Event("VisitHeld", new Dictionary<string, object?> { ["visitedOn"] = "2026-12-21" });

    private static Dictionary<string, object?> Decision(string decision) => new() { ["decision"] = decision };

    [Test]
    public void A_submitted_claim_waits_for_the_visit()
    {
        var story = Submitted();
        Assert.Multiple(() =>
        {
            Assert.That(story.State!.CorrelationId, Is.EqualTo("claim:C1"));
            Assert.That(story.State.Name, Is.EqualTo("Claim C1"));
            Assert.That(story.State.Bookmarks.Single().EventName, Is.EqualTo("VisitHeld"));
        });
    }

    [Test]
    public void The_assurer_has_five_working_days_from_the_visit()
    {
        var story = Visited();
        var offer = story.Bookmark("decide").Task!;
        Assert.Multiple(() =>
        {
            Assert.That((offer.Name, offer.Role, offer.DueOn), Is.EqualTo(("DecideClaim", "Assurer", new DateOnly(2026, 12, 30))));
            Assert.That(story.Bookmark("fiveDays").DueAt, Is.EqualTo(new DateTimeOffset(2026, 12, 31, 0, 0, 0, TimeSpan.Zero)));
            Assert.That(story.Bookmark("fiveDays").Explanation, Does.Contain("Fri 25 December bank holiday (Christmas Day)"));
        });
    }

    [Test]
    public void A_claim_not_decided_in_five_working_days_of_the_visit_is_overdue_and_still_waits()
    {
        var story = Visited().Until("2026-12-30T23:59:59Z");
        Assert.That(story.State!.PendingEffects, Is.Empty);

        story.Until("2026-12-31T00:00:00Z");
        Assert.That(story.Last!.Effects.Single().ActivityType, Is.EqualTo("Ocr.NotifyClaimOverdue"));
        Assert.That(story.Last.Effects.Single().Inputs, Is.EqualTo(new Dictionary<string, object?> { ["claimNumber"] = "C1" }));

        story.Done("notifyOverdue");
        Assert.That(story.WaitsAt, Is.EqualTo(new[] { "decide" }));

        story.Task("decide", Decision("Confirmed"));
        Assert.That(story.Last!.Effects.Single().Inputs, Is.EqualTo(new Dictionary<string, object?> { ["claimNumber"] = "C1", ["decision"] = "Confirmed" }));
        Assert.That(story.Done("record", "Confirmed").WaitsAt, Is.EqualTo(new[] { "resultsPublished" }));
    }

    [Test]
    public void A_decision_in_time_stops_the_five_working_days()
    {
        var story = Visited().At("2026-12-30T23:59:59Z").Task("decide", Decision("Edited"));
        Assert.That(story.LastLines, Does.StartWith("decide.Resumed decide.Completed fiveDays.Canceled decided.Started decided.Completed record.Started"));
        Assert.That(story.State!.Bookmarks, Is.Empty);
        Assert.That(story.Done("record", "Edited").Until("2027-02-01T00:00:00Z").Journal, Does.Not.Contain("notifyOverdue"));
    }

    [TestCase("Confirmed")]
    [TestCase("Edited")]
    public void Certificates_follow_five_working_days_after_the_results(string decision)
    {
        var story = Visited().Task("decide", Decision(decision)).Done("record", decision)
            .At("2027-03-22T08:00:00Z").Event("ResultsPublished", new Dictionary<string, object?> { ["publishedOn"] = "2027-03-22" });

        // Good Friday is 26 March and Easter Monday 29 March 2027: 23, 24, 25, 30 and 31 March; the clocks have gone forward by then.
        Assert.That(story.Until("2027-03-31T22:59:59Z").State!.PendingEffects, Is.Empty);
        Assert.That(story.Until("2027-03-31T23:00:00Z").Last!.Effects.Single().ActivityType, Is.EqualTo("Ocr.IssueCertificates"));
        Assert.That(story.Done("issue").State!.SubStatus, Is.EqualTo(InstanceSubStatus.Finished));
        Assert.That(story.Lines.Count(l => l is { ActivityId: "resultsPublished", Event: "Started" }), Is.EqualTo(1));
    }

    [Test]
    public void A_withdrawn_claim_ends_at_once()
    {
        var story = Visited().Task("decide", Decision("Withdrawn")).Done("record", "Withdrawn");
        Assert.That(story.State!.SubStatus, Is.EqualTo(InstanceSubStatus.Finished));
        Assert.That(story.Journal, Does.Not.Contain("resultsPublished"));
    }

    [Test]
    public void A_visit_entered_after_its_deadline_is_overdue_at_once_and_still_waits()
    {
        var story = Submitted().At("2027-01-15T09:00:00Z").Event("VisitHeld", new Dictionary<string, object?> { ["visitedOn"] = "2026-12-21" });
        Assert.That(story.Last!.Effects.Single().ActivityType, Is.EqualTo("Ocr.NotifyClaimOverdue"));
        Assert.That(story.Done("notifyOverdue").WaitsAt, Is.EqualTo(new[] { "decide" }));
    }

    [Test]
    public void A_notice_that_cannot_be_sent_does_not_hold_up_the_decision()
    {
        var story = Visited().Until("2026-12-31T00:00:00Z").Failed("notifyOverdue", "no post");
        Assert.That(story.WaitsAt, Is.EqualTo(new[] { "decide" }));
        Assert.That(story.State!.Incidents, Has.Count.EqualTo(1));
        Assert.That(story.Task("decide", Decision("Confirmed")).Last!.Effects.Single().ActivityType, Is.EqualTo("Ocr.RecordClaimDecision"));
    }

    [Test]
    public void A_visit_without_its_date_is_an_incident_not_a_guess()
    {
        var story = Submitted().Event("VisitHeld", new Dictionary<string, object?> { ["visitedOn"] = "21st December" });
        Assert.That(story.State!.Incidents.Select(i => i.ActivityId), Is.EquivalentTo(new[] { "decide", "fiveDays" }));
    }
}
