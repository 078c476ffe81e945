using OcrWorkflows.Runtime;

namespace OcrWorkflows.Tests.Runtime;

[TestFixture]
public sealed class DefinitionComparisonTests
{
    private static readonly string[] s_activities = [Flow.Start(), Flow.Event("go"), Flow.Line("say"), Flow.Line("bye")];
    private const string Ways = "start>go go>say say>bye";

    [Test]
    public void Versions_that_only_count_or_draw_otherwise_do_the_same()
    {
        var before = Flow.Chart(s_activities, Ways);
        string[] drawn = [.. s_activities.Select(a => a + """, "nodeId": "Workflow1:x", "metadata": {"designer": {"position": {"x": 5, "y": 6}}}""")];
        var after = Flow.Chart(drawn.Reverse(), "say>bye go:Done>say start>go").Replace("\"version\": 1,", "\"version\": 7, \"isLatest\": true, \"createdAt\": \"2026-11-02\",", StringComparison.Ordinal);

        Assert.That(Compare(before, after).None, Is.True, string.Join("; ", Compare(before, after).Activities.SelectMany(a => a.Members)));
    }

    [Test]
    public void Steps_and_ways_that_come_go_and_change_are_named_with_what_differs()
    {
        var before = Flow.Chart(s_activities, Ways);
        string[] changed = [Flow.Start(), Flow.Event("go").Replace("\"eventName\": \"go\"", "\"eventName\": \"gone\"", StringComparison.Ordinal), Flow.Line("bye"), Flow.Line("extra") + ", \"name\": \"One more\""];

        var found = Compare(before, Flow.Chart(changed, "start>go go>extra extra>bye"));

        Assert.That(found.Activities.Select(a => (a.Id, a.Change, a.Title)), Is.EqualTo(new[]
        {
            ("extra", PartChange.Added, "One more"), ("say", PartChange.Removed, "say"), ("go", PartChange.Changed, "go"),
        }));
        Assert.That(found.Activities[^1].Members, Is.EqualTo(new[] { new MemberChange("eventName", "go", "gone") }));
        Assert.That(found.Connections.Select(c => (c.Source, c.Target, c.Change)), Is.EquivalentTo(new[]
        {
            ("go", "extra", PartChange.Added), ("extra", "bye", PartChange.Added), ("go", "say", PartChange.Removed), ("say", "bye", PartChange.Removed),
        }));
        Assert.That(found.Workflow, Is.Empty);
    }

    [Test]
    public void A_change_deep_inside_is_a_change_of_that_activity_alone()
    {
        string Nested(string text) => Flow.Definition($$"""
            {"id": "s", "type": "Elsa.Sequence", "activities": [{"id": "if", "type": "Elsa.If", "condition": true,
              "then": {"id": "inner", "type": "Elsa.Sequence", "activities": [{"id": "deep", "type": "Elsa.WriteLine", "text": {"typeName": "String", "expression": {"type": "Literal", "value": "{{text}}" } } }] } }] }
            """);

        var found = Compare(Nested("one"), Nested("two")).Activities.Single();

        Assert.That((found.Id, found.Change), Is.EqualTo(("deep", PartChange.Changed)));
        Assert.That(found.Members, Is.EqualTo(new[] { new MemberChange("text", "Literal: one", "Literal: two") }));
    }

    [Test]
    public void Variables_and_options_are_of_the_workflow_as_a_whole_and_variables_go_by_their_names()
    {
        string With(string variables, string options) => Flow.Chart(s_activities, Ways, variables, options);
        var found = Compare(
            With($"{Flow.Variable("a", value: "1")},{Flow.Variable("b", value: "2")}", ""),
            With($"{Flow.Variable("b", value: "3")},{Flow.Variable("a", value: "1")}", "\"incidentStrategyType\": \"ContinueWithIncidentsStrategy\""));

        Assert.That(found.Workflow, Is.EqualTo(new[]
        {
            new MemberChange("options.incidentStrategyType", null, "ContinueWithIncidentsStrategy"), new MemberChange("variables[b].value", "2", "3"),
        }));
        Assert.That(found.Activities, Is.Empty);
    }

    [Test]
    public void Every_definition_of_the_product_is_equal_to_itself_and_to_no_other()
    {
        var all = ProductDefinitions.Names().Select(ProductDefinitions.Load).ToList();
        Assert.That(all.Select(d => DefinitionComparison.Of(d, d).None), Is.All.True);
        Assert.That(all, Has.Count.GreaterThan(10));
        Assert.That(all.Zip(all.Skip(1)).Select(pair => DefinitionComparison.Of(pair.First, pair.Second).None), Is.All.False);
    }

    private static DefinitionComparison Compare(string before, string after) => DefinitionComparison.Of(Flow.Load(before), Flow.Load(after));
}
