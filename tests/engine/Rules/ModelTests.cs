using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OcrWorkflows.Rules.Models;

namespace OcrWorkflows.Tests.Rules;

public sealed class ModelTests
{
    private static IEnumerable<TestCaseData> Texts()
    {
        foreach (var file in Shipped.RuleFiles)
        {
            yield return new TestCaseData(File.ReadAllText(file)).SetArgDisplayNames(Path.GetFileName(Path.GetDirectoryName(file))!);
        }

        foreach (var one in JsonNode.Parse(File.ReadAllText(Shipped.WorkflowCases))!.AsArray())
        {
            yield return new TestCaseData((one!["workflows"] ?? one["workflow"])!.ToJsonString()).SetArgDisplayNames((string)one["id"]!);
        }

        yield return new TestCaseData("""
            { "$schema": "s", "WorkflowName": null, "Rules": [ 5 ], "GlobalParams": [ { "Name": "g", "Expression": "1", "note": 1.10 } ],
              "WorkflowsToInject": [], "Remark": { "a": [ 1e3, null, "\u00e9" ] } }
            """).SetArgDisplayNames("what this product does not know");
        yield return new TestCaseData("""
            [ { "WorkflowName": "w", "RuleExpressionType": 0, "Rules": [ { "RuleName": "A", "Enabled": "yes", "Actions": { "OnSuccess": { "Name": "N", "Context": { "a": 1, "A": 2 }, "x": 1 } }, "Properties": { "free": [ 1.50 ] } },
              { "RuleName": "B", "Actions": { "OnSuccess": null } }, { "RuleName": "C", "Actions": {} } ] }, {} ]
            """).SetArgDisplayNames("known members that hold something else");
    }

    [TestCaseSource(nameof(Texts))]
    public void A_file_comes_back_from_its_model_with_everything_in_it(string text)
    {
        var written = Write(text);

        using var before = JsonDocument.Parse(text.TrimStart().StartsWith('[') ? text : $"[{text}]");
        using var after = JsonDocument.Parse(written);
        Assert.That(Sorted(after.RootElement), Is.EqualTo(Sorted(before.RootElement)));
        Assert.That(Write(written), Is.EqualTo(written), "the canonical layout is that of what was written");
    }

    [Test]
    public void Numbers_keep_their_digits_and_known_members_come_first_in_the_order_of_the_format()
    {
        var written = Write("""{ "x": 1.10, "Rules": [ { "b": 1E2, "Expression": "true", "RuleName": "A" } ], "WorkflowName": "w" }""");

        Assert.That(written.ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal), Is.EqualTo("""[{"WorkflowName":"w","Rules":[{"RuleName":"A","Expression":"true","b":1E2}],"x":1.10}]"""));
    }

    [TestCase("[ 5 ]", "RUL001")]
    [TestCase("{", "JSN001")]
    [TestCase("""{ "Rules": [], "Rules": [] }""", "JSN004")]
    public void A_text_that_a_model_could_not_hold_is_refused(string text, string code)
    {
        var (model, diagnostics) = RuleFileModel.Read(Given.Source("set", text));

        Assert.That(model, Is.Null);
        Assert.That(diagnostics.Select(d => d.Code), Is.EqualTo(new[] { code }));
    }

    private static string Write(string text)
    {
        var (model, diagnostics) = RuleFileModel.Read(Given.Source("set", text));
        Assert.That(model, Is.Not.Null, string.Join('\n', diagnostics));
        return Encoding.UTF8.GetString(model!.Write());
    }

    private static string Sorted(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(",", element.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal).Select(m => $"{m.Name}:{Sorted(m.Value)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(",", element.EnumerateArray().Select(Sorted))}]",
        JsonValueKind.String => $"\"{element.GetString()}\"",
        _ => element.GetRawText(),
    };
}
