using System.Text;
using OcrWorkflows.Expressions;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Tests.Rules;

internal enum Colour
{
    Red,
    Green,
}

internal sealed record Inner
{
    public required string Code { get; init; }
    public int Level { get; init; }
}

internal sealed record Things
{
    public DateOnly DecisionDate { get; init; } = new(2026, 10, 1);
    public string Name { get; init; } = "Alpha \"1\"";
    public int Count { get; init; }
    public decimal Price { get; init; } = 1.10m;
    public Colour Colour { get; init; } = Colour.Green;
    public Inner? Inner { get; init; }
    public IReadOnlyList<int> Numbers { get; init; } = [];
}

/// <summary>Short ways to a rule set over <see cref="Things"/>, under the name <c>x</c>.</summary>
internal static class Given
{
    public static readonly FactsContract Contract = new("x", typeof(Things));

    public static RuleSource Source(string name, string json) => new(name, $"{name}/rules.json", Encoding.UTF8.GetBytes(json));

    public static RuleSetLoad Load(string json, params RuleSource[] others) =>
        RuleSetLoader.Load(Source("set", json), others.ToDictionary(o => o.Name), Contract);

    /// <summary>The diagnostics of a workflow named <c>set</c> with these members after its name.</summary>
    public static IReadOnlyList<Diagnostic> Diagnostics(string members) => Load($$"""{ "WorkflowName": "set", {{members}} }""").Diagnostics;

    public static RuleSet Set(string members, params RuleSource[] others)
    {
        var load = Load($$"""{ "WorkflowName": "set", {{members}} }""", others);
        Assert.That(load.RuleSet, Is.Not.Null, string.Join('\n', load.Diagnostics));
        return load.RuleSet!;
    }

    public static Verdict Decide(this RuleSet set, Things facts) => set.Decide(facts, facts.DecisionDate);
}
