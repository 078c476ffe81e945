using System.Text;
using System.Text.Json.Nodes;
using OcrWorkflows.Centres.Clauses;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests.Centres;

/// <summary>What a clause touches is judged by the version that each instance runs and each decision was made with.</summary>
public sealed class ClauseImpactTests
{
    private const string Person = "68199,2058,681990012058G,9276308686,Bredabeck,Callox,2009-05-31";

    private CentresHost _host = null!;

    [SetUp]
    public async Task Begin_with_two_decisions_and_a_workflow_that_cites_nothing()
    {
        _host = await CentresHost.BeginAsync("2026-11-22 10:00");
        await _host.AddCentreAsync();
        await PublishDeliveryAsync(clause: null);
        await _host.GrantAsync();
        await _host.ImportAsync(Person + ",Qualification,05838,,,", Person + ",Test,05838,U1,6b27,");
    }

    [TearDown]
    public async Task End() => await _host.DisposeAsync();

    [Test]
    public async Task Decisions_are_counted_by_the_rules_they_were_made_with_injected_ones_included()
    {
        var touched = await OfAsync("R18", "R84", "R14");

        Assert.That(touched[0].Decisions, Is.EqualTo(new Dictionary<string, long> { ["entries-2016"] = 2 }), "a limit of the injected set");
        Assert.That(touched[1].Decisions, Is.Empty, "a clause of centre approval");
        Assert.That((touched[0].Named, touched[2].Named, touched[0].Unknown), Is.EqualTo((0L, 1L, 0L)), "R14 stands behind the fee that was charged");
    }

    [Test]
    public async Task A_clause_whose_id_begins_like_another_is_not_taken_for_it() => Assert.That((await OfAsync("R1"))[0].Named, Is.Zero);

    [Test]
    public async Task Running_workflows_are_counted_by_the_version_they_run()
    {
        Assert.That((await OfAsync("R90"))[0].Instances, Is.Empty);
        await PublishDeliveryAsync("R90");
        await _host.GrantAsync("Business");

        var touched = (await OfAsync("R90"))[0].Instances;

        Assert.That(touched.Single(), Has.Property("Value").EqualTo(1).And.Property("Key").StartsWith("qualification-delivery "));
    }

    [Test]
    public async Task A_decision_whose_rules_are_gone_is_counted_apart()
    {
        await _host.ChangeAsync(database => database.RemoveRange(database.Set<RuleSetVersionRow>().Where(v => v.Name == "resit")));

        var touched = (await OfAsync("R18"))[0];

        Assert.That(touched.Decisions, Is.Empty);
        Assert.That(touched.Unknown, Is.EqualTo(2));
    }

    private Task<IReadOnlyList<ClauseTouches>> OfAsync(params string[] clauses) => _host.Get<ClauseImpact>().OfAsync(clauses, default);

    /// <summary>The shipped workflow with no citation, or with one on its first activity.</summary>
    private async Task PublishDeliveryAsync(string? clause)
    {
        var path = _host.DefinitionPath("qualification-delivery");
        var definition = JsonNode.Parse(await File.ReadAllTextAsync(path))!;
        var activities = definition["root"]!["activities"]!.AsArray();
        foreach (var activity in activities)
        {
            (activity!["customProperties"] as JsonObject)?.Remove("clause");
        }

        if (clause is not null)
        {
            activities[0]!["customProperties"]!["clause"] = clause;
        }

        var published = await _host.Get<DefinitionLibrary>().PublishAsync(path, Encoding.UTF8.GetBytes(definition.ToJsonString()), "test", Actor.System, default);
        Assert.That(published.Refused, Is.False, string.Join('\n', published.Diagnostics));
    }
}
