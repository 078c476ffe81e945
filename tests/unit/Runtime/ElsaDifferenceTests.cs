using System.Text;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Operations;
using OcrWorkflows.Runtime.Worlds;

namespace OcrWorkflows.Tests.Runtime;

/// <summary>Each code of docs/workflows/differences.md, reported by the engine for a definition or a run that meets it.</summary>
public sealed class ElsaDifferenceTests
{
    private const string Into = "\"result\": {\"typeName\": \"Object\", \"memoryReference\": {\"id\": \"v_n\"}}";

    private static IEnumerable<TestCaseData> Refused()
    {
        static TestCaseData Case(string code, string json) => new TestCaseData(code, json).SetArgDisplayNames(code);
        yield return Case("DIF201", Flow.Sequence(["\"id\": \"a\", \"type\": \"Elsa.Nothing\""]));
        yield return Case("DIF202", Flow.Chart([Flow.Start(), Flow.Line("a")], "start>ghost"));
        yield return Case("DIF203", Flow.Sequence(["\"id\": \"a\", \"type\": \"Elsa.WriteLine\", \"text\": {\"expression\": {\"type\": \"Cobol\", \"value\": \"x\"}}"]));
        yield return Case("DIF204", Flow.Sequence(["\"id\": \"a\", \"type\": \"Elsa.SetVariable\", \"variable\": {\"id\": \"v_n\"}, \"value\": \"forty\""], Flow.Variable("n", "Int32")));
        yield return Case("DIF205", Flow.Sequence(["\"id\": \"a\", \"type\": \"Elsa.SetVariable\", \"variable\": {\"id\": \"v_n\"}, \"value\": 1"]));
    }

    [TestCaseSource(nameof(Refused))]
    public void A_file_that_Elsa_would_read_is_refused_with_its_code(string code, string json)
    {
        var load = WorkflowDefinition.Read("wf.json", Encoding.UTF8.GetBytes(json), Flow.Catalogue);
        Assert.Multiple(() =>
        {
            Assert.That(load.Definition, Is.Null);
            Assert.That(load.Differences.Select(d => d.Code), Is.EqualTo(new[] { code }));
        });
    }

    private static IEnumerable<TestCaseData> Run()
    {
        static TestCaseData Case(string code, string json, string journal, Action<VirtualWorld, VirtualInstance>? then = null, Started? start = null) =>
            new TestCaseData(code, json, journal, then ?? ((_, _) => { }), start ?? new Started(new Dictionary<string, object?>())).SetArgDisplayNames(code);

        var nested = "\"id\": \"in\", \"type\": \"Elsa.Flowchart\", \"activities\": [{" + Flow.Event("e1") + "}], \"connections\": []";
        var eventInto = Flow.Event("e") + ", " + Into;
        yield return Case("DIF206", Flow.Sequence([eventInto], Flow.Variable("n", "Int32")), "e.Faulted", (world, i) => world.SendTo(i, "e", "many"));
        yield return Case("DIF207", Flow.Sequence(["\"id\": \"p\", \"type\": \"Elsa.ParallelForEach\", \"items\": {\"expression\": {\"type\": \"Object\", \"value\": \"[1,2]\"}}, \"body\": {" + Flow.Line("x") + "}"]), "x.Started x.Completed x.Started x.Completed p.Completed");
        yield return Case(
            "DIF208",
            Flow.Definition("{\"id\": \"s\", \"type\": \"Elsa.Sequence\", \"activities\": [{" + Flow.Event("e") + "}, {\"id\": \"o\", \"type\": \"Elsa.WriteLine\", \"text\": {\"expression\": {\"type\": \"Input\", \"value\": \"Centre\"}}}]}", inputs: "{\"name\": \"Centre\", \"type\": \"String\"}"),
            "o.Completed",
            (world, i) => world.SendTo(i, "e"),
            new Started(new Dictionary<string, object?> { ["Centre"] = "12345" }));
        yield return Case("DIF209", Flow.Chart([Flow.Start(), "\"id\": \"in\", \"type\": \"Elsa.Sequence\", \"activities\": [{\"id\": \"c\", \"type\": \"Elsa.Complete\", \"outcomes\": \"Approved\"}]", Flow.Line("a"), Flow.Line("x")], "start>in in:Approved>a in:Done>x"), "c.Completed in.Completed a.Started a.Completed f.Completed");
        yield return Case("DIF210", Flow.Chart([Flow.Start(), nested, Flow.Event("e2"), Flow.Join("j", "WaitAny"), Flow.Line("z")], "start>in start>e2 in>j e2>j j>z"), "e1.Canceled in.Canceled j.Started j.Completed z.Started", (world, i) => world.SendTo(i, "e2"));
        yield return Case("DIF211", Flow.Sequence(["\"id\": \"l\", \"type\": \"Elsa.For\", \"start\": 1, \"end\": 3", Flow.Line("z")]), "l.Started l.Completed z.Started");
        yield return Case("DIF212", Flow.Sequence([Flow.Fault("x")]), "x.Started x.Faulted x.Started x.Faulted", (world, i) => world.Tell(i, new RetryRequested("x")));
        yield return Case("DIF213", Flow.Sequence([Flow.Event("e")]), "e.Canceled s.Canceled Workflow1.Canceled", (world, i) => world.Tell(i, new CancelRequested("entered twice")));
        yield return Case("DIF214", Flow.Sequence(["\"id\": \"x\", \"type\": \"Elsa.DispatchWorkflow\", \"workflowDefinitionId\": \"faulty\", \"waitForCompletion\": true"]), "x.Suspended x.Resumed x.Faulted");
        yield return Case("DIF215", Flow.Sequence(["\"id\": \"x\", \"type\": \"Elsa.ExecuteWorkflow\", \"workflowDefinitionId\": \"waiting\""]), "x.Suspended x.Resumed x.Completed", (world, _) => world.Broadcast("child"));
        yield return Case("DIF216", Flow.Sequence(["\"id\": \"p\", \"type\": \"Elsa.ParallelForEach\", \"items\": {\"expression\": {\"type\": \"Object\", \"value\": [1,2]}}, \"body\": {" + Flow.Event("e") + "}"]), "e.Started e.Suspended e.Started e.Suspended");
        yield return Case("DIF217", Flow.Sequence([Flow.Event("e")], Flow.Variable("n", "Int32", "1")), "e.Suspended", null, new Started(new Dictionary<string, object?>()) { Variables = new Dictionary<string, object?> { ["n"] = 7L } });
        yield return Case("DIF218", Flow.Chart([Flow.Start(), "\"id\": \"en\", \"type\": \"Elsa.End\"", Flow.Line("b")], "start>en start>b"), "en.Completed f.Completed");
        yield return Case("DIF219", Flow.Sequence([eventInto, Flow.Event("e3")], Flow.Variable("n", "Object")), "e3.Suspended", (world, i) => world.SendTo(i, "e", "kept"));
        yield return Case("DIF220", Flow.Chart([Flow.Start(), Flow.Fault("x"), Flow.Fault("y"), Flow.Join("j", "WaitAny"), Flow.Event("e")], "start>x start>y x>j y>j j>e"), "x.Skipped x.Completed y.Canceled j.Started j.Completed e.Started e.Suspended", (world, i) => world.Tell(i, new SkipRequested("x", null, "not needed")));
    }

    [TestCaseSource(nameof(Run))]
    public void A_run_that_goes_another_way_than_on_Elsa_says_so(string code, string json, string journal, Action<VirtualWorld, VirtualInstance> then, Started start)
    {
        var world = new VirtualWorld(Calendars.EnglandAndWales, new DateTimeOffset(2026, 12, 1, 9, 0, 0, TimeSpan.Zero));
        world.Publish(Flow.Load(Flow.Sequence([Flow.Fault("cx")]).Replace("\"test\"", "\"faulty\"", StringComparison.Ordinal)));
        world.Publish(Flow.Load(Flow.Sequence([Flow.Event("child")]).Replace("\"test\"", "\"waiting\"", StringComparison.Ordinal)));
        world.Publish(Flow.Load(json));
        var instance = world.Start("test", start)!;
        then(world, instance);
        Assert.Multiple(() =>
        {
            Assert.That(string.Join(' ', instance.Journal.Select(l => $"{l.ActivityId}.{l.Event}")), Does.Contain(journal));
            Assert.That(instance.Differences.Select(d => d.Code), Does.Contain(code));
        });
    }

    [Test]
    public void A_run_as_on_Elsa_reports_nothing()
    {
        var story = Story.Of(Flow.Chart([Flow.Start(), Flow.Event("e"), Flow.Line("z")], "start>e e>z")).Start();
        Assert.That(story.Last!.Differences, Is.Empty);
        Assert.That(story.Event("e").Last!.Differences, Is.Empty);
    }
}
