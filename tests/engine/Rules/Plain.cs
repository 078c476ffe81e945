using System.Dynamic;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;
using Newtonsoft.Json.Linq;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Tests.Rules;

/// <summary>Short ways to a rule set over plain data, under the names that RulesEngine gives to inputs.</summary>
internal static class Plain
{
    public static readonly DateOnly Day = new(2026, 10, 1);

    public static object Expando(string json) => JsonConvert.DeserializeObject<ExpandoObject>(json, new ExpandoObjectConverter())!;

    /// <summary>The same data in each form in which it may be given.</summary>
    public static IEnumerable<object> Forms(string json)
    {
        yield return Expando(json);
        yield return JObject.Parse(json);
        yield return JsonDocument.Parse(json).RootElement;
        yield return JsonNode.Parse(json)!;
        yield return System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, object?>>(json)!;
    }

    public static RuleSetLoad Load(string text, RuleSetOptions? options = null, RuleSet? replaces = null, params string[] inputs) =>
        RuleSetLoader.Load(
            new RuleSource("W", "W/rules.json", Encoding.UTF8.GetBytes(text)),
            new Dictionary<string, RuleSource>(),
            new FactsContract([.. (inputs.Length == 0 ? ["input1"] : inputs).Select(i => new FactsInput(i, typeof(object)))]),
            options ?? RuleSetOptions.Default,
            replaces);

    /// <summary>The diagnostics, save the warnings of rules that are suspicious (RUL050 and after): the short conditions of tests are.</summary>
    public static IEnumerable<(string Code, bool IsError)> Faults(this RuleSetLoad load) =>
        load.Diagnostics.Where(d => d.IsError || string.CompareOrdinal(d.Code, "RUL050") < 0).Select(d => (d.Code, d.IsError));

    /// <summary>A workflow named <c>W</c> with these members after its name.</summary>
    public static RuleSet Set(string members, RuleSetOptions? options = null)
    {
        var load = Load($$"""{ "WorkflowName": "W", {{members}} }""", options);
        Assert.That(load.RuleSet, Is.Not.Null, string.Join('\n', load.Diagnostics));
        return load.RuleSet!;
    }

    public static Verdict Decide(this RuleSet set, string json, bool trace = false, bool actions = false) =>
        set.Decide([Expando(json)], Day, new DecideOptions { Trace = trace, RunActions = actions });
}
