using OcrWorkflows.Runtime;

namespace OcrWorkflows.Tests.Runtime;

/// <summary>The delivery workflow as it ships: clauses R90, R91, R97 and R134 to R136.</summary>
public sealed class DeliveryStoryTests
{
    private static Story Granted() => new Story(ProductDefinitions.Load("qualification-delivery")).At("2026-09-01T10:00:00Z")
        .Start(new() { ["ApprovalReference"] = "A1", ["CentreNumber"] = "12345", ["QualificationCode"] = "05389" });

    private static Story FirstVisitPlanned() => Granted().At("2026-10-01T10:00:00Z").Event("FirstEntry")
        .Done("allocate").Done("planVisit", output: new() { ["plannedFor"] = new DateOnly(2026, 11, 20) });

    [Test]
    public void A_granted_approval_waits_for_entries_and_for_its_lapse()
    {
        var story = Granted();
        Assert.That(story.State!.CorrelationId, Is.EqualTo("approval:A1"));
        Assert.That(story.State.Bookmarks.Select(b => b.EventName), Is.EquivalentTo(new[] { "FirstEntry", "LapseDue" }));
    }

    [Test]
    public void The_first_entry_allocates_the_assurer_once_and_plans_a_visit()
    {
        var story = Granted().Event("FirstEntry");
        Assert.That(story.Last!.Effects.Single().ActivityType, Is.EqualTo("Ocr.AllocateAssurer"));
        Assert.That(story.Last.Effects.Single().Inputs, Is.EqualTo(new Dictionary<string, object?> { ["approvalReference"] = "A1" }));
        Assert.That(story.Done("allocate").Last!.Effects.Single().ActivityType, Is.EqualTo("Ocr.PlanVisit"));
        story.Done("planVisit", output: new() { ["plannedFor"] = new DateOnly(2026, 11, 20) });
        Assert.That(story.State!.Variables["NextVisit"], Is.EqualTo(new DateOnly(2026, 11, 20)));
        Assert.That(story.Event("FirstEntry").Last!.Accepted, Is.False);
    }

    [Test]
    public void Two_visits_are_planned_in_a_year()
    {
        var story = FirstVisitPlanned();
        Assert.That(story.Until("2027-04-01T09:59:59Z").State!.PendingEffects, Is.Empty, "182 days after 1 October 2026 is 1 April 2027");
        Assert.That(story.Until("2027-04-01T10:00:00Z").State!.PendingEffects, Has.Count.EqualTo(1));
        story.Done("planVisit");
        Assert.That(story.Until("2027-09-30T09:59:59Z").Lines.Count(l => l is { ActivityId: "planVisit", Event: "Started" }), Is.EqualTo(2));
        Assert.That(story.Until("2027-09-30T10:00:00Z").Lines.Count(l => l is { ActivityId: "planVisit", Event: "Started" }), Is.EqualTo(3));
    }

    [Test]
    public void Direct_claim_status_is_thought_of_twelve_months_after_the_first_entry()
    {
        var story = FirstVisitPlanned();
        Assert.That(story.Bookmark("twelveMonths").DueAt, Is.EqualTo(new DateTimeOffset(2027, 9, 30, 23, 0, 0, TimeSpan.Zero)), "1 October 2027 begins at 23:00 UTC in summer time");
        story.Until("2027-04-01T10:00:00Z").Done("planVisit").Until("2027-09-30T10:00:00Z").Done("planVisit");
        Assert.That(story.Until("2027-09-30T22:59:59Z").State!.PendingEffects, Is.Empty);
        Assert.That(story.Until("2027-09-30T23:00:00Z").Last!.Effects.Single().Inputs["kind"], Is.EqualTo("direct-claims-possible"));
        Assert.That(story.Done("directClaims").WaitsAt, Is.EquivalentTo(new[] { "halfAYear", "lapseDue" }));
    }

    [Test]
    public void The_lapse_ends_everything_visits_too()
    {
        var story = FirstVisitPlanned().Event("LapseDue");
        Assert.That(story.Last!.Effects.Single().ActivityType, Is.EqualTo("Ocr.LapseApproval"));
        story.Done("lapse");
        Assert.Multiple(() =>
        {
            Assert.That(story.State!.SubStatus, Is.EqualTo(InstanceSubStatus.Finished));
            Assert.That(story.State.Bookmarks, Is.Empty);
            Assert.That(story.Event("FirstEntry").Last!.Accepted, Is.False);
        });
    }

    [Test]
    public void An_approval_never_used_lapses_too() =>
        Assert.That(Granted().Event("LapseDue").Done("lapse").State!.SubStatus, Is.EqualTo(InstanceSubStatus.Finished));
}
