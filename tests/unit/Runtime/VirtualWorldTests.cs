using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Runtime.Scripts;
using OcrWorkflows.Runtime.Values;
using OcrWorkflows.Runtime.Worlds;

namespace OcrWorkflows.Tests.Runtime;

public sealed class VirtualWorldTests
{
    private static readonly DateTimeOffset Morning = new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero);

    private static VirtualWorld World(params string[] definitions)
    {
        var world = new VirtualWorld(Calendars.EnglandAndWales, Morning);
        foreach (var json in definitions)
        {
            world.Publish(Flow.Load(json));
        }

        return world;
    }

    private static string Named(string id, string json) => json.Replace("\"test\"", $"\"{id}\"", StringComparison.Ordinal);

    private static Started Nothing(string? correlation = null) => new(new Dictionary<string, object?>(), correlation);

    [Test]
    public void Two_years_pass_at_once_and_timers_fire_in_order()
    {
        var delay = (string id, string span) => $"\"id\": \"{id}\", \"type\": \"Elsa.Delay\", \"timeSpan\": \"{span}\"";
        var world = World(Flow.Chart([Flow.Start(), delay("long", "700.00:00:00"), delay("short", "1.00:00:00")], "start>long start>short"));
        var instance = world.Start("test", Nothing())!;
        world.Advance(TimeSpan.FromDays(730));
        Assert.Multiple(() =>
        {
            Assert.That(instance.State.Status, Is.EqualTo(InstanceStatus.Finished));
            Assert.That(instance.Journal.Single(l => l is { ActivityId: "short", Event: "Resumed" }).At, Is.EqualTo(Morning.AddDays(1)));
            Assert.That(instance.Journal.Single(l => l is { ActivityId: "long", Event: "Resumed" }).At, Is.EqualTo(Morning.AddDays(700)));
            Assert.That(world.Now, Is.EqualTo(Morning.AddDays(730)));
        });
    }

    [Test]
    public void An_event_for_an_instance_that_comes_early_is_delivered_when_it_is_awaited()
    {
        var world = World(Flow.Sequence([Flow.Event("first"), Flow.Event("second")]));
        var instance = world.Start("test", Nothing())!;
        world.SendTo(instance, "second");
        Assert.That(instance.State.Bookmarks.Single().EventName, Is.EqualTo("first"));
        world.SendTo(instance, "first");
        Assert.That(instance.State.Status, Is.EqualTo(InstanceStatus.Finished));
    }

    [Test]
    public void A_broadcast_reaches_those_with_its_correlation_only()
    {
        var world = World(Flow.Sequence([Flow.Event("go")]));
        var (one, other) = (world.Start("test", Nothing("claim:1"))!, world.Start("test", Nothing("claim:2"))!);
        world.Broadcast("go", null, "claim:1");
        Assert.That((one.State.Status, other.State.Status), Is.EqualTo((InstanceStatus.Finished, InstanceStatus.Running)));
    }

    [TestCase("SingletonStrategy", "claim:2", false)]
    [TestCase("CorrelatedSingletonStrategy", "claim:2", true)]
    [TestCase("CorrelatedSingletonStrategy", "claim:1", false)]
    [TestCase("Elsa.Workflows.ActivationValidators.AllowAlwaysStrategy, Elsa.Workflows.Core", "claim:1", true)]
    public void The_activation_strategy_decides_whether_a_second_instance_may_start(string strategy, string correlation, bool starts)
    {
        var world = World(Flow.Sequence([Flow.Event("go")], options: $"\"activationStrategyType\": \"{strategy}\""));
        world.Start("test", Nothing("claim:1"));
        Assert.That(world.Start("test", Nothing(correlation)) is not null, Is.EqualTo(starts));
    }

    [Test]
    public void A_parent_that_is_cancelled_takes_its_children_along()
    {
        var parent = Flow.Sequence(["\"id\": \"x\", \"type\": \"Elsa.DispatchWorkflow\", \"workflowDefinitionId\": \"child\", \"waitForCompletion\": true"]);
        var world = World(Named("child", Flow.Sequence([Flow.Event("never")])), parent);
        var instance = world.Start("test", Nothing())!;
        Assert.That(instance.State.Bookmarks.Single().ChildInstanceId, Is.EqualTo(world.Instances[1].Id));
        world.Tell(instance, new CancelRequested("withdrawn"));
        Assert.That(world.Instances[1].State.SubStatus, Is.EqualTo(InstanceSubStatus.Cancelled));
    }

    [Test]
    public void A_child_gives_its_output_to_the_parent_that_waits()
    {
        var output = "\"id\": \"o\", \"type\": \"Elsa.SetOutput\", \"outputName\": \"Total\", \"outputValue\": 6";
        var parent = Flow.Sequence(["\"id\": \"x\", \"type\": \"Elsa.DispatchWorkflow\", \"workflowDefinitionId\": \"child\", \"waitForCompletion\": true, \"result\": {\"memoryReference\": {\"id\": \"v_r\"}}"], Flow.Variable("r", "Object"));
        var world = World(Named("child", Flow.Sequence([Flow.Event("go"), output])), parent);
        var instance = world.Start("test", Nothing())!;
        world.Broadcast("go");
        Assert.That(PlainText.Of(instance.State.Variables["r"]), Is.EqualTo("""{"Total":6}"""));
    }

    [Test]
    public void A_bulk_dispatch_waits_for_every_child()
    {
        var bulk = "\"id\": \"b\", \"type\": \"Elsa.BulkDispatchWorkflows\", \"workflowDefinitionId\": \"child\", \"waitForCompletion\": true, \"items\": {\"expression\": {\"type\": \"Object\", \"value\": [\"N\", \"S\"]}}";
        var world = World(Named("child", Flow.Sequence([Flow.Event("go")])), Flow.Sequence([bulk]));
        var instance = world.Start("test", Nothing())!;
        Assert.That(world.Instances.Skip(1).Select(i => i.State.Input["Item"]), Is.EqualTo(new[] { "N", "S" }));
        world.SendTo(world.Instances[1], "go");
        Assert.That(instance.State.Status, Is.EqualTo(InstanceStatus.Running));
        world.SendTo(world.Instances[2], "go");
        Assert.That(instance.State.Status, Is.EqualTo(InstanceStatus.Finished));
    }

    [Test]
    public void A_published_event_starts_what_it_triggers_and_brings_its_payload()
    {
        var listener = Flow.Sequence([Flow.EventInto("claimed", "p") + ", \"customProperties\": {\"canStartWorkflow\": true}", Flow.Event("rest")], Flow.Variable("p", "String"));
        var sender = Flow.Sequence(["\"id\": \"p\", \"type\": \"Elsa.PublishEvent\", \"eventName\": \"claimed\", \"payload\": \"C1\""]);
        var world = World(Named("listener", listener), sender);
        world.Start("test", Nothing());
        Assert.That(world.Instances.Single(i => i.Definition.DefinitionId == "listener").State.Variables["p"], Is.EqualTo("C1"));
    }

    [Test]
    public void A_script_that_was_recorded_is_not_run_again()
    {
        var catalogue = new ActivityCatalogue([]) { Scripts = new Adder() };
        var json = Flow.Sequence(["\"id\": \"a\", \"type\": \"Elsa.SetVariable\", \"variable\": {\"id\": \"v_n\"}, \"value\": {\"expression\": {\"type\": \"JavaScript\", \"value\": \"n + 1\"}}"], Flow.Variable("n", "Int32", "41"));
        var definition = WorkflowDefinition.Read("wf.json", System.Text.Encoding.UTF8.GetBytes(json), catalogue).Definition!;
        var first = Turn.Take(definition, null, Nothing(), new TurnContext("i", Morning, Calendars.EnglandAndWales) { Scripts = new Adder() });
        var recorded = first.Scripts.Select(s => ScriptAnswer.FromJson(s.ToJson()));
        var again = Turn.Take(definition, null, Nothing(), new TurnContext("i", Morning, Calendars.EnglandAndWales) { Scripts = new RecordedScripts(recorded) });
        Assert.Multiple(() =>
        {
            Assert.That(first.State.Variables["n"], Is.EqualTo(42));
            Assert.That(again.State.ToJson(), Is.EqualTo(first.State.ToJson()));
        });
    }

    [TestCase("0 0 9 * * *", "2026-12-02T09:00:00Z")]
    [TestCase("*/15 * * * * *", "2026-12-01T09:00:15Z")]
    [TestCase("0 30 8 ? * MON-FRI", "2026-12-02T08:30:00Z")]
    [TestCase("0 0 0 29 2 *", "2028-02-29T00:00:00Z")]
    [TestCase("0 9 * * *", "2026-12-02T09:00:00Z")]
    public void A_cron_expression_names_the_next_time(string text, string next) =>
        Assert.That(CronSchedule.Read(text, out _)!.Next(Morning), Is.EqualTo(DateTimeOffset.Parse(next, System.Globalization.CultureInfo.InvariantCulture)));

    [TestCase("0 0 9 * *  * *")]
    [TestCase("0 61 * * * *")]
    [TestCase("0 0 9 * * FUNDAY")]
    public void A_cron_expression_at_fault_says_why(string text)
    {
        Assert.That(CronSchedule.Read(text, out var fault), Is.Null);
        Assert.That(fault, Does.Contain(text));
    }

    private sealed class Adder : IScriptRunner
    {
        public ScriptAnswer Run(ScriptCall call)
        {
            var seen = (IReadOnlyDictionary<string, object?>)call.Globals["__ocr"]!;
            var n = (int)((IReadOnlyDictionary<string, object?>)seen["variables"]!)["n"]!;
            return new ScriptAnswer((long)n + 1, new Dictionary<string, object?>(), null);
        }

        public ScriptError? Check(string source) => null;
    }
}
