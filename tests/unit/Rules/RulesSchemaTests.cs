using NJsonSchema;
using OcrWorkflows.Rules.Schemas;

namespace OcrWorkflows.Tests.Rules;

/// <summary>The schema that editors check rule files by.</summary>
[TestFixture]
public sealed class RulesSchemaTests
{
    private static readonly string s_kept = Path.Combine(Repository.Root, "rule-sets", "rules.schema.json");

    private static IEnumerable<string> Shipped => Directory.EnumerateFiles(Path.Combine(Repository.Root, "rule-sets"), "rules.json", SearchOption.AllDirectories);

    [Test]
    public void The_schema_is_the_one_that_stands_in_the_folder() =>
        Assert.That(System.Text.Json.Nodes.JsonNode.DeepEquals(System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(s_kept)), RulesSchema.Of()), Is.True, "run ./ocr rules schema");

    [Test]
    public async Task Every_shipped_set_is_written_by_it()
    {
        var schema = await JsonSchema.FromFileAsync(s_kept);

        Assert.That(Shipped.ToDictionary(f => f, f => schema.Validate(File.ReadAllText(f)).Count), Is.Not.Empty.And.All.Property("Value").Zero);
    }

    [TestCase(""" "RuleName": "A", "Expression": "true", "$note": "kept", "Operator": null, "Actions": { "OnSuccess": { "Name": "OutputExpression", "Context": { "expression": "1" } } } """, true)]
    [TestCase(""" "RuleName": "A", "Operator": "orElse", "Rules": [ { "RuleName": "B", "Expression": "true", "LocalParams": [ { "Name": "n", "Expression": "1" } ] } ] """, true)]
    [TestCase(""" "RuleName": "A", "Expresion": "true" """, false)]
    [TestCase(""" "Expression": "true" """, false)]
    [TestCase(""" "RuleName": "A", "Expression": 5 """, false)]
    [TestCase(""" "RuleName": "A", "Operator": "Xor", "Rules": [] """, false)]
    [TestCase(""" "RuleName": "A", "Expression": "true", "Actions": { "OnSucess": { "Name": "OutputExpression" } } """, false)]
    [TestCase(""" "RuleName": "A", "Expression": "true", "LocalParams": [ { "Name": "n" } ] """, false)]
    [TestCase(""" "RuleName": "A", "Rules": [ { "RuleName": "B", "Enabled": "yes" } ] """, false)]
    public async Task What_the_loader_would_not_read_it_does_not_let_pass(string rule, bool passes)
    {
        var schema = await JsonSchema.FromFileAsync(s_kept);

        Assert.That(schema.Validate($$"""[ { "WorkflowName": "a", "Rules": [ { {{rule}} } ] } ]"""), passes ? Is.Empty : Is.Not.Empty);
    }
}
