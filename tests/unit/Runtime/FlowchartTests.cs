using OcrWorkflows.Runtime;

namespace OcrWorkflows.Tests.Runtime;

/// <summary>Orders of journal lines are those observed on Elsa 3.8.</summary>
public sealed class FlowchartTests
{
    [Test]
    public void A_sequence_runs_its_activities_in_order()
    {
        var story = Story.Of(Flow.Sequence([Flow.Line("a"), Flow.Line("b")])).Start();
        Assert.That(story.Journal, Is.EqualTo(
            "Workflow1.Started s.Started a.Started a.Completed b.Started b.Completed s.Completed Workflow1.Completed"));
        Assert.That(story.State!.SubStatus, Is.EqualTo(InstanceSubStatus.Finished));
    }

    [Test]
    public void Connections_of_one_port_are_followed_in_the_order_of_the_file()
    {
        var story = Story.Of(Flow.Chart([Flow.Start(), Flow.Line("a"), Flow.Line("b"), Flow.Line("c")], "start>a a>b a>c")).Start();
        Assert.That(story.Journal, Is.EqualTo(
            "Workflow1.Started f.Started start.Started start.Completed a.Started a.Completed b.Started b.Completed c.Started c.Completed f.Completed Workflow1.Completed"));
    }

    [TestCase(true, "y")]
    [TestCase(false, "n")]
    public void A_decision_goes_on_by_one_port(bool condition, string taken)
    {
        var story = Story.Of(Flow.Chart([Flow.Start(), Flow.Decision("d", condition), Flow.Line("y"), Flow.Line("n")], "start>d d:True>y d:False>n")).Start();
        Assert.That(story.Journal, Does.EndWith($"d.Completed {taken}.Started {taken}.Completed f.Completed Workflow1.Completed"));
    }

    [Test]
    public void A_join_is_not_held_up_by_a_dead_path()
    {
        var story = Story.Of(Flow.Chart(
            [Flow.Start(), Flow.Decision("d", true), Flow.Line("y"), Flow.Line("n"), Flow.Line("n2"), Flow.Line("z")],
            "start>d d:True>y d:False>n n>n2 y>z n2>z")).Start();
        Assert.That(story.Journal, Does.EndWith("y.Completed z.Started z.Completed f.Completed Workflow1.Completed").And.Not.Contain("n."));
    }

    [Test]
    public void An_activity_with_several_ways_in_waits_for_all_that_are_alive()
    {
        var story = Story.Of(Flow.Chart([Flow.Start(), Flow.Event("e1"), Flow.Event("e2"), Flow.Line("z")], "start>e1 start>e2 e1>z e2>z")).Start();
        Assert.That(story.WaitsAt, Is.EqualTo(new[] { "e1", "e2" }));
        Assert.That(story.Event("e1").LastLines, Is.EqualTo("e1.Resumed e1.Completed"));
        Assert.That(story.Event("e2").LastLines, Is.EqualTo("e2.Resumed e2.Completed z.Started z.Completed f.Completed Workflow1.Completed"));
    }

    [Test]
    public void A_wait_any_join_cancels_what_still_waits_on_the_other_branches_only()
    {
        var story = Story.Of(Flow.Chart(
            [Flow.Start(), Flow.Fork("fk", "A", "B", "C"), Flow.Event("e1"), Flow.Event("e2"), Flow.Event("e3"), Flow.Line("c"), Flow.Join("j", "WaitAny"), Flow.Line("z")],
            "start>fk fk:A>e1 fk:B>e2 fk:C>e3 e3>c e1>j e2>j j>z")).Start();
        Assert.That(story.Event("e1").LastLines, Is.EqualTo("e1.Resumed e1.Completed e2.Canceled j.Started j.Completed z.Started z.Completed"));
        Assert.That(story.WaitsAt, Is.EqualTo(new[] { "e3" }));
        Assert.That(story.Event("e3").LastLines, Is.EqualTo("e3.Resumed e3.Completed c.Started c.Completed f.Completed Workflow1.Completed"));
    }

    [TestCase("WaitAll", false)]
    [TestCase("WaitAllActive", true)]
    public void A_wait_all_join_needs_every_branch_and_a_wait_all_active_join_the_live_ones(string mode, bool goesOn)
    {
        var story = Story.Of(Flow.Chart(
            [Flow.Start(), Flow.Decision("d", false), Flow.Line("a"), Flow.Line("b"), Flow.Join("j", mode), Flow.Line("z")],
            "start>d start>b d:True>a a>j b>j j>z")).Start();
        Assert.That(story.Journal.Contains("z.Completed", StringComparison.Ordinal), Is.EqualTo(goesOn));
        Assert.That(story.State!.SubStatus, Is.EqualTo(InstanceSubStatus.Finished), "a join that is skipped lets the flowchart end");
    }

    [Test]
    public void A_connection_back_runs_the_loop_again_each_time()
    {
        var story = Story.Of(Flow.Chart([Flow.Start(), Flow.Line("a"), Flow.Event("e")], "start>a a>e e>a")).Start();
        for (var round = 0; round < 3; round++)
        {
            Assert.That(story.Event("e").LastLines, Is.EqualTo("e.Resumed e.Completed a.Started a.Completed e.Started e.Suspended"));
        }
    }

    [Test]
    public void Finish_ends_the_instance_and_leaves_nothing_waiting()
    {
        var story = Story.Of(Flow.Chart([Flow.Start(), Flow.Event("e1"), Flow.Event("e2"), "\"id\": \"fin\", \"type\": \"Elsa.Finish\""], "start>e1 start>e2 e2>fin")).Start();
        Assert.That(story.Event("e2").LastLines, Is.EqualTo("e2.Resumed e2.Completed fin.Started fin.Completed"));
        Assert.That(story.State!.Status, Is.EqualTo(InstanceStatus.Finished));
        Assert.That(story.WaitsAt, Is.Empty);
        Assert.That(story.Event("e1").Last!.Accepted, Is.False);
    }

    [Test]
    public void End_ends_its_flowchart_and_cancels_what_waits_there()
    {
        var story = Story.Of(Flow.Chart([Flow.Start(), Flow.Event("e1"), Flow.Line("a"), "\"id\": \"en\", \"type\": \"Elsa.End\""], "start>e1 start>a a>en")).Start();
        Assert.That(story.Journal, Does.EndWith("en.Started en.Completed e1.Canceled f.Completed Workflow1.Completed"));
    }

    [Test]
    public void A_flowchart_inside_a_flowchart_completes_like_one_activity()
    {
        var inner = "\"id\": \"in\", \"type\": \"Elsa.Flowchart\", \"activities\": [{" + Flow.Event("e") + "}], \"connections\": []";
        var story = Story.Of(Flow.Chart([Flow.Start(), inner, Flow.Line("z")], "start>in in>z")).Start();
        Assert.That(story.WaitsAt, Is.EqualTo(new[] { "e" }));
        Assert.That(story.Event("e").LastLines, Is.EqualTo("e.Resumed e.Completed in.Completed z.Started z.Completed f.Completed Workflow1.Completed"));
    }

    [TestCase("true", "a")]
    [TestCase("false", "b")]
    public void If_runs_the_activity_of_its_arm_and_goes_on(string condition, string arm)
    {
        var json = $"\"id\": \"i\", \"type\": \"Elsa.If\", \"condition\": {condition}, \"then\": {{{Flow.Line("a")}}}, \"else\": {{{Flow.Line("b")}}}";
        var story = Story.Of(Flow.Sequence([json, Flow.Line("z")])).Start();
        Assert.That(story.Journal, Does.Contain($"i.Started {arm}.Started {arm}.Completed i.Completed z.Started"));
    }

    [TestCase("MatchFirst", "a z")]
    [TestCase("MatchAny", "a c z")]
    public void A_switch_goes_on_by_the_first_case_or_by_all_that_hold(string mode, string taken)
    {
        var json = "\"id\": \"sw\", \"type\": \"Elsa.FlowSwitch\", \"mode\": \"" + mode + "\", \"cases\": ["
            + "{\"label\": \"A\", \"condition\": {\"type\": \"Literal\", \"value\": true}},"
            + "{\"label\": \"B\", \"condition\": {\"type\": \"Literal\", \"value\": false}},"
            + "{\"label\": \"C\", \"condition\": {\"type\": \"Literal\", \"value\": true}}]";
        var story = Story.Of(Flow.Chart(
            [Flow.Start(), json, Flow.Line("a"), Flow.Line("b"), Flow.Line("c"), Flow.Line("d"), Flow.Line("z")],
            "start>sw sw:A>a sw:B>b sw:C>c sw:Default>d a>z b>z c>z d>z")).Start();
        Assert.That(story.Lines.Where(l => l.Event == "Completed" && l.ActivityId.Length == 1 && l.ActivityId != "f").Select(l => l.ActivityId),
            Is.EqualTo(taken.Split(' ')));
    }

    [Test]
    public void A_trigger_starts_the_flowchart_where_it_stands()
    {
        string Trigger(string id) => Flow.Event(id) + ", \"customProperties\": {\"canStartWorkflow\": true}";
        var story = Story.Of(Flow.Chart([Trigger("e1"), Trigger("e2"), Flow.Line("a"), Flow.Line("b")], "e1>a e2>b")).Start(trigger: "e2");
        Assert.That(story.Journal, Is.EqualTo("Workflow1.Started f.Started e2.Started e2.Completed b.Started b.Completed f.Completed Workflow1.Completed"));
    }

    [Test]
    public void A_dead_path_may_be_as_long_as_it_likes()
    {
        const int Length = 5_000;
        var line = Enumerable.Range(0, Length).Select(i => Flow.Line("n" + i)).ToArray();
        var path = string.Join(' ', Enumerable.Range(1, Length - 1).Select(i => $"n{i - 1}>n{i}"));
        var definition = Flow.Load(Flow.Chart([Flow.Start(), Flow.Decision("d", true), .. line, Flow.Line("z")], $"start>d d:False>n0 {path} n{Length - 1}>z d:True>z"));
        Assert.That(new Story(definition).Start().Journal, Does.EndWith("d.Completed z.Started z.Completed f.Completed Workflow1.Completed"));
    }

    [Test]
    public void A_join_that_still_waits_is_not_started_again_by_a_dead_path()
    {
        var switched = "\"id\": \"d\", \"type\": \"Elsa.FlowDecision\", \"condition\": {\"expression\": {\"type\": \"Variable\", \"value\": {\"id\": \"v_stop\"}}}";
        var story = Story.Of(Flow.Chart(
            [Flow.Start(), Flow.EventInto("e", "stop"), switched, Flow.Line("x"), Flow.Event("w")],
            "start>e e>d d:False>e d:True>x x>w start>w", Flow.Variable("stop", "Boolean"))).Start();
        Assert.That(story.Event("e", false).WaitsAt, Is.EquivalentTo(new[] { "e", "w" }));
        Assert.That(story.Event("e", false).WaitsAt, Is.EquivalentTo(new[] { "e", "w" }));
    }

    [TestCase("\"start\": \"b\",", "b.Started")]
    [TestCase("", "a.Started")]
    public void A_flowchart_starts_where_the_file_says(string start, string first)
    {
        var story = Story.Of(Flow.Definition($$"""{"id": "f", "type": "Elsa.Flowchart", {{start}} "activities": [{ {{Flow.Line("a")}} },{ {{Flow.Line("b")}} }]}""")).Start();
        Assert.That(story.Journal, Does.StartWith("Workflow1.Started f.Started " + first));
    }
}
