using System.Text;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Operations;

namespace OcrWorkflows.Tests.Runtime;

/// <summary>Activities that are tried again by themselves before they are an incident.</summary>
public sealed class RetryTests
{
    private const string Policy = """ "attempts": 3, "after": "00:10:00", "backoff": 3 """;

    [Test]
    public void It_waits_longer_after_each_try_and_is_an_incident_after_the_last()
    {
        var story = Story.Of(Flow.Sequence([Notify(Policy), Flow.Line("z")])).Start();
        var first = story.Failed("n", "The register is locked.").Bookmark("n");
        Assert.Multiple(() =>
        {
            Assert.That(story.State!.Incidents, Is.Empty);
            Assert.That(story.State.SubStatus, Is.EqualTo(InstanceSubStatus.Suspended));
            Assert.That(first.DueAt, Is.EqualTo(story.Now.AddMinutes(10)));
            Assert.That(first.Explanation, Is.EqualTo("Try 1 of 3 failed: The register is locked. It is tried again at 2026-12-01 09:10:00 UTC."));
        });

        story.Until("2026-12-01T09:10:00Z").Failed("n", "The register is locked.");
        Assert.That(story.Bookmark("n").DueAt, Is.EqualTo(story.Now.AddMinutes(30)));

        story.Until("2026-12-01T09:40:00Z").Failed("n", "The register is away.");
        Assert.Multiple(() =>
        {
            Assert.That(story.State!.Bookmarks, Is.Empty);
            Assert.That(story.State.Incidents.Select(i => i.Message), Is.EqualTo(new[] { "The register is away." }));
            Assert.That(story.Journal, Is.EqualTo("Workflow1.Started s.Started n.Started n.Suspended n.Retried n.Started n.Suspended n.Retried n.Started n.Faulted"));
        });
    }

    [Test]
    public void Once_it_succeeds_the_instance_goes_on()
    {
        var story = Story.Of(Flow.Sequence([Notify(Policy), Flow.Line("z")])).Start().Failed("n", "The register is locked.").Until("2026-12-01T10:00:00Z").Done("n");

        Assert.That(story.Journal, Does.EndWith("n.Completed z.Started z.Completed s.Completed Workflow1.Completed"));
        Assert.That(story.State!.Incidents, Is.Empty);
    }

    [Test]
    public void After_a_person_has_retried_it_every_try_is_open_again()
    {
        var story = Story.Of(Flow.Sequence([Notify(""" "attempts": 2, "after": "00:00:01" """)])).Start().Failed("n", "no");
        story.Until("2026-12-01T10:00:00Z").Failed("n", "no");
        Assert.That(story.State!.Incidents, Has.Count.EqualTo(1));

        story.Take(new RetryRequested("n")).Failed("n", "no");
        Assert.That(story.State!.Incidents, Is.Empty);
        Assert.That(story.Bookmark("n").Explanation, Does.StartWith("Try 1 of 2 failed"));
    }

    [Test]
    public void A_person_may_skip_or_repeat_what_waits_for_its_next_try()
    {
        var json = Flow.Sequence([Notify(Policy), Flow.Event("e")]);
        var skipped = Story.Of(json).Start().Failed("n", "no").Take(new SkipRequested("n", null, "it was sent by hand"));
        Assert.That(skipped.WaitsAt, Is.EqualTo(new[] { "e" }));

        var repeated = Story.Of(json).Start().Failed("n", "no").Take(new RepeatRequested("n", "it is back"));
        Assert.That((repeated.State!.Bookmarks.Count, repeated.State.PendingEffects.Count), Is.EqualTo((0, 1)));
    }

    [Test]
    public void The_pause_is_never_longer_than_it_may_be()
    {
        var story = Story.Of(Flow.Sequence([Notify(""" "attempts": 20, "after": "12:00:00", "backoff": 10 """)])).Start();
        for (var failed = 1; failed < 20; failed++)
        {
            var pause = story.Failed("n", "no").Bookmark("n").DueAt - story.Now;
            Assert.That(pause, Is.EqualTo(failed == 1 ? TimeSpan.FromHours(12) : TimeSpan.FromDays(1)));
            story.Until(story.Bookmark("n").DueAt!.Value.ToString("O"));
        }
    }

    [Test]
    public void The_body_of_a_loop_keeps_its_item_when_it_is_tried_again()
    {
        var body = """ "id": "n", "type": "Ocr.Notify", "number": { "typeName": "String", "expression": { "type": "Variable", "value": { "id": "CurrentValue", "name": "CurrentValue" } } }, "customProperties": { "ocr": { "retry": { "attempts": 2, "after": "00:01:00" } } } """;
        var story = Story.Of(Flow.Sequence(["\"id\": \"l\", \"type\": \"Elsa.ForEach\", \"items\": {\"expression\": {\"type\": \"Object\", \"value\": [\"C7\"]}}, \"body\": {" + body + "}"])).Start();
        Assert.That(story.Last!.Effects.Single().Inputs["number"], Is.EqualTo("C7"));

        story.Failed("n", "no").Until("2026-12-01T09:01:00Z");
        Assert.That(story.Last!.Effects.Single().Inputs["number"], Is.EqualTo("C7"));

        story.Failed("n", "no").Take(new RetryRequested("n"));
        Assert.That(story.Last!.Effects.Single().Inputs["number"], Is.EqualTo("C7"));
    }

    [TestCase(""" "attempts": 1, "after": "00:01:00" """)]
    [TestCase(""" "attempts": 21, "after": "00:01:00" """)]
    [TestCase(""" "attempts": 2.5, "after": "00:01:00" """)]
    [TestCase(""" "attempts": "2", "after": "00:01:00" """)]
    [TestCase(""" "after": "00:01:00" """)]
    [TestCase(""" "attempts": 2 """)]
    [TestCase(""" "attempts": 2, "after": "soon" """)]
    [TestCase(""" "attempts": 2, "after": "00:00:00" """)]
    [TestCase(""" "attempts": 2, "after": "31.00:00:00" """)]
    [TestCase(""" "attempts": 2, "after": "00:01:00", "backoff": 0.5 """)]
    [TestCase(""" "attempts": 2, "after": "00:01:00", "atmost": "01:00:00" """)]
    public void A_wrong_setting_is_found_in_the_file(string settings) =>
        Assert.That(WorkflowDefinition.Read("test.json", Encoding.UTF8.GetBytes(Flow.Sequence([Notify(settings)])), Flow.Catalogue).Diagnostics.Select(f => f.Code), Is.EqualTo(new[] { "WFL027" }));

    private static string Notify(string retry) => Flow.Notify("n") + ", \"customProperties\": { \"ocr\": { \"retry\": {" + retry + "} } }";
}
