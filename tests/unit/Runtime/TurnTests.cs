using OcrWorkflows.Runtime;

namespace OcrWorkflows.Tests.Runtime;

public sealed class TurnTests
{
    [Test]
    public void An_event_nobody_waits_for_changes_nothing()
    {
        var story = Story.Of(Flow.Sequence([Flow.Event("VisitHeld")])).Start();
        var before = story.State;
        story.Event("visitheld");
        Assert.Multiple(() =>
        {
            Assert.That(story.Last!.Accepted, Is.False);
            Assert.That(story.State, Is.SameAs(before));
            Assert.That(story.Last.Journal, Is.Empty);
        });
    }

    [Test]
    public void The_payload_of_an_event_goes_to_the_variable_that_the_file_names()
    {
        var story = Story.Of(Flow.Sequence([Flow.EventInto("e", "visit")], Flow.Variable("visit", "Object"))).Start()
            .Event("e", new Dictionary<string, object?> { ["visitedOn"] = "2026-12-21", ["units"] = new object?[] { 1L, 2.5m, true, null } });
        var visit = (IReadOnlyDictionary<string, object?>)story.State!.Variables["visit"]!;
        Assert.That(visit["visitedOn"], Is.EqualTo("2026-12-21"));
        Assert.That(visit["units"], Is.EqualTo(new object?[] { 1L, 2.5m, true, null }));
    }

    [TestCase("Int32", "55", 55)]
    [TestCase("Boolean", "true", true)]
    [TestCase("String", "x", "x")]
    public void A_variable_takes_values_of_its_type(string type, string text, object expected)
    {
        var story = Story.Of(Flow.Sequence([Flow.EventInto("e", "v")], Flow.Variable("v", type))).Start().Event("e", text);
        Assert.That(story.State!.Variables["v"], Is.EqualTo(expected));
    }

    [Test]
    public void A_value_of_another_type_faults_the_activity_and_keeps_an_incident()
    {
        var story = Story.Of(Flow.Sequence([Flow.EventInto("e", "marks")], Flow.Variable("marks", "Int32", "0"))).Start().Event("e", "many");
        Assert.Multiple(() =>
        {
            Assert.That(story.LastLines, Is.EqualTo("e.Resumed e.Faulted"));
            Assert.That(story.State!.SubStatus, Is.EqualTo(InstanceSubStatus.Faulted));
            Assert.That(story.State.Incidents.Single().Message, Does.Contain("marks").And.Contain("Int32").And.Not.Contain("many"));
        });
    }

    [Test]
    public void One_event_resumes_every_place_that_waits_for_it()
    {
        var same = "\"type\": \"Elsa.Event\", \"eventName\": \"go\"";
        var story = Story.Of(Flow.Chart([Flow.Start(), $"\"id\": \"a\", {same}", $"\"id\": \"b\", {same}", Flow.Line("x"), Flow.Line("y")], "start>a start>b a>x b>y")).Start().Event("go");
        Assert.That(story.LastLines, Is.EqualTo(
            "a.Resumed a.Completed x.Started x.Completed b.Resumed b.Completed y.Started y.Completed f.Completed Workflow1.Completed"));
    }

    [Test]
    public void A_fault_ends_the_instance_under_the_default_strategy_after_what_was_scheduled_has_run()
    {
        var story = Story.Of(Flow.Chart([Flow.Start(), Flow.Fault("x"), Flow.Line("b"), Flow.Line("c")], "start>x start>b b>c")).Start();
        Assert.Multiple(() =>
        {
            Assert.That(story.Journal, Does.EndWith("x.Started x.Faulted b.Started b.Completed c.Started c.Completed"));
            Assert.That(story.State!.Status, Is.EqualTo(InstanceStatus.Finished));
            Assert.That(story.State.SubStatus, Is.EqualTo(InstanceSubStatus.Faulted));
            Assert.That(story.State.Incidents.Single(), Has.Property("ActivityId").EqualTo("x").And.Property("Message").EqualTo("bad claim"));
        });
    }

    [Test]
    public void Other_branches_go_on_when_the_definition_continues_with_incidents()
    {
        var story = Story.Of(Flow.Chart([Flow.Start(), Flow.Fault("x"), Flow.Event("e")], "start>x start>e", options: "\"incidentStrategyType\": \"ContinueWithIncidentsStrategy\"")).Start();
        Assert.That(story.State!.SubStatus, Is.EqualTo(InstanceSubStatus.Suspended));
        Assert.That(story.Event("e").Last!.Accepted, Is.True);
        Assert.That(story.State!.Status, Is.EqualTo(InstanceStatus.Running), "the incident is still open");
    }

    [Test]
    public void An_effect_is_asked_for_with_its_inputs_and_its_outcome_is_followed()
    {
        var decide = "\"id\": \"d\", \"type\": \"Ocr.Decide\", \"number\": \"C1\", \"result\": {\"typeName\": \"Object\", \"memoryReference\": {\"id\": \"v_r\"}}";
        var story = Story.Of(Flow.Chart([Flow.Start(), decide, Flow.Line("y"), Flow.Line("n")], "start>d d:Confirmed>y d:Withdrawn>n", Flow.Variable("r", "Object"))).Start();
        var effect = story.Last!.Effects.Single();
        Assert.Multiple(() =>
        {
            Assert.That(effect.ActivityType, Is.EqualTo("Ocr.Decide"));
            Assert.That(effect.Inputs, Is.EqualTo(new Dictionary<string, object?> { ["number"] = "C1" }));
            Assert.That(story.State!.SubStatus, Is.EqualTo(InstanceSubStatus.Executing));
        });
        story.Done("d", "Withdrawn", new() { ["result"] = 7L });
        Assert.That(story.LastLines, Is.EqualTo("d.Completed n.Started n.Completed f.Completed Workflow1.Completed"));
        Assert.That(story.State!.Variables["r"], Is.EqualTo(7L));
    }

    [Test]
    public void An_effect_that_answers_with_no_outcome_of_its_own_is_an_incident()
    {
        var story = Story.Of(Flow.Chart([Flow.Start(), Flow.Notify("n")], "start>n")).Start().Done("n", "Dnoe");
        Assert.That(story.State!.Incidents.Single().Message, Does.Contain("Dnoe"));
    }

    [Test]
    public void Effects_are_asked_for_in_order_and_fed_back_one_at_a_time()
    {
        var story = Story.Of(Flow.Chart([Flow.Start(), Flow.Notify("a"), Flow.Notify("b"), Flow.Line("z")], "start>a start>b a>z b>z")).Start();
        Assert.That(story.Last!.Effects.Select(e => e.ActivityId), Is.EqualTo(new[] { "a", "b" }));
        Assert.That(story.Done("a").LastLines, Is.EqualTo("a.Completed"));
        Assert.That(story.Done("b").LastLines, Does.StartWith("b.Completed z.Started"));
    }

    [Test]
    public void A_failed_effect_is_an_incident_and_runs_again_when_retried()
    {
        var story = Story.Of(Flow.Chart([Flow.Start(), Flow.Notify("n"), Flow.Event("e")], "start>n start>e")).Start();
        var first = story.Last!.Effects.Single().Id;
        story.Failed("n", "the post office is closed");
        Assert.Multiple(() =>
        {
            Assert.That(story.LastLines, Is.EqualTo("n.Faulted"));
            Assert.That(story.State!.Incidents.Single().Message, Is.EqualTo("the post office is closed"));
            Assert.That(story.WaitsAt, Is.Empty, "a faulted instance waits for nothing");
        });
        story.Take(new RetryRequested("n"));
        Assert.Multiple(() =>
        {
            Assert.That(story.LastLines, Is.EqualTo("n.Started"));
            Assert.That(story.Last!.Effects.Single().Id, Is.Not.EqualTo(first));
            Assert.That(story.State!.Incidents, Is.Empty);
            Assert.That(story.WaitsAt, Is.EqualTo(new[] { "e" }), "it waits again where it did");
        });
        story.Done("n").Event("e");
        Assert.That(story.State!.SubStatus, Is.EqualTo(InstanceSubStatus.Finished));
    }

    [Test]
    public void Only_what_has_faulted_is_retried() =>
        Assert.That(Story.Of(Flow.Sequence([Flow.Event("e")])).Start().Take(new RetryRequested("e")).Last!.Accepted, Is.False);

    [Test]
    public void An_effect_cancelled_by_a_join_is_no_longer_pending()
    {
        var story = Story.Of(Flow.Chart([Flow.Start(), Flow.Notify("a"), Flow.Notify("b"), Flow.Join("j", "WaitAny"), Flow.Line("z")], "start>a start>b a>j b>j j>z")).Start();
        var second = story.Last!.Effects[1].Id;
        story.Done("a");
        Assert.That(story.LastLines, Does.StartWith("a.Completed b.Canceled j.Started"));
        Assert.That(story.State!.PendingEffects, Is.Empty);
        Assert.That(story.Take(new EffectDone(second, "Done", new Dictionary<string, object?>())).Last!.Accepted, Is.False);
    }

    [Test]
    public void Cancelling_ends_the_instance_and_says_why_in_the_journal()
    {
        var story = Story.Of(Flow.Sequence([Flow.Event("e")])).Start().Take(new CancelRequested("entered twice"));
        Assert.Multiple(() =>
        {
            Assert.That(story.LastLines, Is.EqualTo("e.Canceled s.Canceled Workflow1.Canceled"));
            Assert.That(story.Lines[^1].Message, Is.EqualTo("entered twice"));
            Assert.That(story.State!.SubStatus, Is.EqualTo(InstanceSubStatus.Cancelled));
            Assert.That(story.WaitsAt, Is.Empty);
        });
        Assert.That(story.Take(new CancelRequested("again")).Last!.Accepted, Is.False);
    }

    [Test]
    public void A_loop_that_waits_for_nothing_is_stopped_with_an_incident()
    {
        var story = Story.Of(Flow.Chart([Flow.Start(), Flow.Line("a"), Flow.Decision("b", false)], "start>a a>b b:False>a")).Start();
        Assert.Multiple(() =>
        {
            Assert.That(story.State!.SubStatus, Is.EqualTo(InstanceSubStatus.Faulted));
            Assert.That(story.State.Incidents.Single().Message, Does.Contain("10,000"));
            Assert.That(story.Lines.Count(l => l.Event == "Started"), Is.EqualTo(Turn.MaximumSteps));
        });
    }

    [Test]
    public void A_delay_fires_when_it_is_over_and_not_before()
    {
        var delay = "\"id\": \"d\", \"type\": \"Elsa.Delay\", \"timeSpan\": \"60.00:00:00\"";
        var story = Story.Of(Flow.Sequence([delay, Flow.Line("z")])).At("2026-12-01T09:00:00Z").Start();
        Assert.That(story.Bookmark("d").DueAt, Is.EqualTo(new DateTimeOffset(2027, 1, 30, 9, 0, 0, TimeSpan.Zero)));
        Assert.That(story.Until("2027-01-30T08:59:59Z").State!.Status, Is.EqualTo(InstanceStatus.Running));
        Assert.That(story.Until("2027-01-30T09:00:00Z").State!.Status, Is.EqualTo(InstanceStatus.Finished));
    }

    [Test]
    public void A_task_offers_what_the_custom_properties_say()
    {
        var task = "\"id\": \"t\", \"type\": \"Elsa.RunTask\", \"taskName\": \"DecideClaim\", \"customProperties\": {\"ocr\": {\"title\": \"Decide\", \"role\": \"Assurer\", \"dueInWorkingDays\": 5}},"
            + "\"payload\": {\"typeName\": \"ObjectDictionary\", \"expression\": {\"type\": \"Object\", \"value\": \"{\\\"claim\\\": \\\"C1\\\"}\"}}";
        var story = Story.Of(Flow.Sequence([task])).At("2026-12-21T23:59:59Z").Start();
        var offer = story.Bookmark("t").Task!;
        Assert.Multiple(() =>
        {
            Assert.That((offer.Name, offer.Title, offer.Role, offer.DueOn), Is.EqualTo(("DecideClaim", "Decide", "Assurer", new DateOnly(2026, 12, 30))));
            Assert.That(offer.Payload["claim"], Is.EqualTo("C1"));
        });
        Assert.That(story.Task("t").State!.Status, Is.EqualTo(InstanceStatus.Finished));
    }

    [Test]
    public void A_state_of_another_format_is_refused()
    {
        var json = Story.Of(Flow.Sequence([Flow.Event("e")])).Start().State!.ToJson();
        Assert.Multiple(() =>
        {
            Assert.That(() => InstanceState.FromJson(json.Replace("\"format\":1", "\"format\":2", StringComparison.Ordinal)), Throws.InstanceOf<FormatException>());
            Assert.That(() => InstanceState.FromJson("{}"), Throws.InstanceOf<FormatException>());
            Assert.That(() => InstanceState.FromJson("nonsense"), Throws.InstanceOf<FormatException>());
            Assert.That(() => InstanceState.FromJson(json.Replace("\"Suspended\"", "\"Asleep\"", StringComparison.Ordinal)), Throws.InstanceOf<FormatException>());
        });
    }

    [Test]
    public void Values_of_every_kind_come_back_from_storage_as_they_were()
    {
        Dictionary<string, object?> payload = new()
        {
            ["$"] = "a member named like our mark",
            ["text"] = "£ \"quoted\"",
            ["long"] = long.MaxValue,
            ["double"] = 0.1,
            ["decimal"] = 10.50m,
            ["date"] = new DateOnly(2026, 12, 30),
            ["at"] = new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.FromHours(1)),
            ["list"] = new object?[] { null, true, new Dictionary<string, object?> { ["deep"] = 1L } },
        };
        var state = Story.Of(Flow.Sequence([Flow.EventInto("e", "v"), Flow.Event("e2")], Flow.Variable("v", "Object"))).Start().Event("e", payload).State!;
        var read = (IReadOnlyDictionary<string, object?>)InstanceState.FromJson(state.ToJson()).Variables["v"]!;
        Assert.Multiple(() =>
        {
            foreach (var (name, value) in payload)
            {
                Assert.That(read[name], Is.EqualTo(value), name);
            }
        });
    }
}
