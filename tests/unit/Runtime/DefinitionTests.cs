using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis.CSharp;
using OcrWorkflows.Expressions;
using OcrWorkflows.Runtime;

namespace OcrWorkflows.Tests.Runtime;

public sealed class DefinitionTests
{
    /// <summary>Each text has its fault at <c>§</c>, which is taken out before it is read.</summary>
    private static DefinitionLoad Read(string marked, out int line, out int column)
    {
        var at = marked.IndexOf('§', StringComparison.Ordinal);
        line = at < 0 ? 0 : marked[..at].Count(c => c == '\n') + 1;
        column = at < 0 ? 0 : at - (marked[..at].LastIndexOf('\n') + 1) + 1;
        return WorkflowDefinition.Read("wf.json", Encoding.UTF8.GetBytes(marked.Replace("§", "", StringComparison.Ordinal)), Flow.Catalogue);
    }

    private static IEnumerable<TestCaseData> Faults()
    {
        static TestCaseData Case(string name, string code, string json, string says) => new TestCaseData(code, json, says).SetArgDisplayNames(name);
        const string Visit = "{\"id\": \"v\", \"name\": \"VisitedOn\", \"typeName\": \"String\"}";
        yield return Case("not an object", "WFL001", "§[]", "object");
        yield return Case("no definition id", "WFL002", "§{\"root\": {\"id\": \"f\", \"type\": \"Elsa.Flowchart\"}}", "definitionId");
        yield return Case("an empty definition id", "WFL002", "{\"definitionId\": §\" \", \"root\": {\"id\": \"f\", \"type\": \"Elsa.Flowchart\"}}", "definitionId");
        yield return Case("no root", "WFL003", "§{\"definitionId\": \"x\"}", "root");
        yield return Case("an activity without an id", "WFL004", Flow.Definition("§{\"type\": \"Elsa.Sequence\"}"), "id");
        yield return Case("an activity without a type", "WFL005", Flow.Definition("§{\"id\": \"s\"}"), "type");
        yield return Case("a misspelt type", "WFL006", Flow.Definition("{\"id\": \"s\", \"type\": §\"Elsa.Sequense\"}"), "`Elsa.Sequence`?");
        yield return Case("an own type misspelt", "WFL006", Flow.Definition("{\"id\": \"s\", \"type\": §\"Ocr.PlanVisits\"}"), "`Ocr.PlanVisit`?");
        yield return Case("an id twice", "WFL007", Flow.Sequence([Flow.Line("a"), "\"id\": §\"a\", \"type\": \"Elsa.Start\""]), "\"a\"");
        yield return Case("a connection to nothing", "WFL008", Flow.Definition("{\"id\": \"f\", \"type\": \"Elsa.Flowchart\", \"activities\": [{" + Flow.Line("alpha")
            + "}], \"connections\": [{\"source\": {\"activity\": \"alpha\", \"port\": \"Done\"}, \"target\": {\"activity\": §\"alpa\"}}]}"), "`alpha`?");
        yield return Case("a port the activity does not have", "WFL009", Flow.Definition("{\"id\": \"f\", \"type\": \"Elsa.Flowchart\", \"activities\": [{" + Flow.Decision("d", true) + "},{" + Flow.Line("a")
            + "}], \"connections\": [{\"source\": {\"activity\": \"d\", \"port\": §\"true\"}, \"target\": {\"activity\": \"a\"}}]}"), "`True`?");
        yield return Case("an outcome an own activity does not have", "WFL009", Flow.Definition("{\"id\": \"f\", \"type\": \"Elsa.Flowchart\", \"activities\": [{" + Flow.Notify("d") + "},{" + Flow.Line("a")
            + "}], \"connections\": [{\"source\": {\"activity\": \"d\", \"port\": §\"Refused\"}, \"target\": {\"activity\": \"a\"}}]}"), "Done");
        yield return Case("an unknown variable to set", "WFL010", Flow.Sequence(["\"id\": \"a\", \"type\": \"Elsa.SetVariable\", \"variable\": {\"id\": §\"w\", \"name\": \"VisitOn\"}"], Visit), "`VisitedOn`?");
        yield return Case("an unknown variable to read", "WFL010", Flow.Sequence(["\"id\": \"a\", \"type\": \"Elsa.WriteLine\", \"text\": {\"expression\": {\"type\": \"Variable\", \"value\": {\"id\": §\"w\"}}}"], Visit), "\"w\"");
        yield return Case("an input the activity does not have", "WFL011", Flow.Sequence([Flow.Line("a") + ", §\"txt\": \"x\""]), "`text`?");
        yield return Case("an expression that does not compile", "WFL012", Flow.Sequence(["\"id\": \"a\", \"type\": \"Elsa.WriteLine\", \"text\": {\"expression\": {\"type\": \"CSharp\", \"value\": \"\\\"é\\\" + Variables.§VisitOn\"}}"], Visit), "VisitOn");
        yield return Case("JavaScript", "WFL013", Flow.Sequence(["\"id\": \"a\", \"type\": \"Elsa.WriteLine\", \"text\": {\"expression\": {\"type\": §\"JavaScript\", \"value\": \"getVisit()\"}}"]), "not in this build");
        yield return Case("Liquid", "WFL013", Flow.Sequence(["\"id\": \"a\", \"type\": \"Elsa.WriteLine\", \"text\": {\"expression\": {\"type\": §\"Liquid\", \"value\": \"{{ x }}\"}}"]), "not in this build");
        yield return Case("an unknown kind of expression", "WFL014", Flow.Sequence(["\"id\": \"a\", \"type\": \"Elsa.WriteLine\", \"text\": {\"expression\": {\"type\": §\"Literl\", \"value\": \"x\"}}"]), "`Literal`?");
        yield return Case("a required input left out", "WFL015", Flow.Sequence(["§", "\"id\": \"e\", \"type\": \"Elsa.Event\""]).Replace("{§},{", "§{", StringComparison.Ordinal), "eventName");
        yield return Case("an own activity's input left out", "WFL015", Flow.Sequence(["§", "\"id\": \"e\", \"type\": \"Ocr.RecordClaimDecision\", \"claimNumber\": \"C1\""]).Replace("{§},{", "§{", StringComparison.Ordinal), "decision");
        yield return Case("a literal of another type", "WFL016", Flow.Sequence(["\"id\": \"e\", \"type\": \"Elsa.Delay\", \"timeSpan\": {\"expression\": {\"type\": \"Literal\", \"value\": §\"a week\"}}"]), "TimeSpan");
        yield return Case("a first value of another type", "WFL016", Flow.Sequence([Flow.Line("a")], "{\"id\": \"v\", \"name\": \"n\", \"typeName\": \"Int32\", \"value\": §\"many\"}"), "Int32");
        yield return Case("a connection without a source", "WFL018", Flow.Definition("{\"id\": \"f\", \"type\": \"Elsa.Flowchart\", \"activities\": [{" + Flow.Line("a") + "}], \"connections\": [§{\"target\": \"a\"}]}"), "source");
        yield return Case("an unknown join mode", "WFL018", Flow.Sequence(["\"id\": \"j\", \"type\": \"Elsa.FlowJoin\", \"mode\": §\"WaitSome\""]), "WaitAny");
        yield return Case("a loop with a second way in", "WFL019", Flow.Definition("{\"id\": \"f\", \"type\": \"Elsa.Flowchart\", \"activities\": [{" + Flow.Start() + "},{" + Flow.Event("a") + "},{" + Flow.Event("b")
            + "}], \"connections\": [{\"source\": \"start\", \"target\": \"a\"},{\"source\": \"start\", \"target\": \"b\"},{\"source\": \"a\", \"target\": \"b\"},§{\"source\": \"b\", \"target\": \"a\"}]}"), "loop");
        yield return Case("an unknown workflow input", "WFL020", Flow.Definition("{\"id\": \"a\", \"type\": \"Elsa.WriteLine\", \"text\": {\"expression\": {\"type\": \"Input\", \"value\": §\"Center\"}}}", inputs: "{\"name\": \"Centre\", \"type\": \"String\"}"), "`Centre`?");
        yield return Case("a loop without a way out", "WFL025", Flow.Definition("{\"id\": \"f\", \"type\": \"Elsa.Flowchart\", \"activities\": [{" + Flow.Start() + "},§{" + Flow.Line("a") + "},{" + Flow.Line("b")
            + "}], \"connections\": [{\"source\": \"start\", \"target\": \"a\"},{\"source\": \"a\", \"target\": \"b\"},{\"source\": \"b\", \"target\": \"a\"}]}"), "no way out");
        yield return Case("a while that never ends", "WFL025", Flow.Sequence(["\"id\": \"w\", \"type\": \"Elsa.While\", \"condition\": true, \"body\": {" + Flow.Line("a") + "}"]).Replace("{\"id\": \"w\"", "§{\"id\": \"w\"", StringComparison.Ordinal), "no way out");
        yield return Case("two variables of one name", "WFL021", Flow.Sequence([Flow.Line("a")], Visit + ", §" + Visit), "VisitedOn");
        yield return Case("a task setting misspelt", "WFL023", Flow.Sequence(["\"id\": \"t\", \"type\": \"Elsa.RunTask\", \"taskName\": \"x\", \"customProperties\": {\"ocr\": {§\"dueInWorkingDay\": 5}}"]), "`dueInWorkingDays`?");
        yield return Case("a task due in no days", "WFL023", Flow.Sequence(["\"id\": \"t\", \"type\": \"Elsa.RunTask\", \"taskName\": \"x\", \"customProperties\": {\"ocr\": {\"dueInWorkingDays\": §0}}"]), "at least 1");
        yield return Case("a form that is no list", "WFL026", Form("§\"text\""), "list");
        yield return Case("a form without fields", "WFL026", Form("§[]"), "at least one");
        yield return Case("a field without a name", "WFL026", Form("[§{\"type\": \"text\"}]"), "\"name\"");
        yield return Case("a field of a misspelt type", "WFL026", Form("[{\"name\": \"a\", \"type\": §\"dat\"}]"), "`date`?");
        yield return Case("a misspelt setting of a field", "WFL026", Form("[{\"name\": \"a\", \"type\": \"date\", §\"require\": true}]"), "`required`?");
        yield return Case("a choice of one", "WFL026", Form("[{\"name\": \"a\", \"type\": \"choice\", \"choices\": §[\"x\"]}]"), "at least two");
        yield return Case("choices of a date", "WFL026", Form("[{\"name\": \"a\", \"type\": \"date\", \"choices\": §[\"x\", \"y\"]}]"), "no choices");
        yield return Case("two fields of one name", "WFL026", Form("[{\"name\": \"a\", \"type\": \"date\"}, {\"name\": §\"a\", \"type\": \"text\"}]"), "\"a\"");
        yield return Case("an expression of another type", "WFL024", Flow.Sequence(["\"id\": \"i\", \"type\": \"Elsa.If\", \"condition\": {\"expression\": {\"type\": \"CSharp\", \"value\": §\"1 + 1\"}}"]), "Boolean");
    }

    private static string Form(string form) => Flow.Sequence(["\"id\": \"t\", \"type\": \"Elsa.RunTask\", \"taskName\": \"x\", \"customProperties\": {\"ocr\": {\"form\": " + form + "}}"]);

    [TestCaseSource(nameof(Faults))]
    public void A_fault_is_found_at_its_place(string code, string marked, string says)
    {
        var load = Read(marked, out var line, out var column);
        var found = load.Diagnostics.Where(d => d.IsError).ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(load.Definition, Is.Null);
            Assert.That(found.Select(d => (d.Code, d.Line, d.Column)), Is.EqualTo(new[] { (code, line, column) }), string.Join('\n', found.Select(d => d.ToString())));
            Assert.That(found.FirstOrDefault()?.ToString(), Does.Contain(says));
        });
    }

    [Test]
    public void Every_fault_of_a_file_is_reported_at_once()
    {
        var load = Read(Flow.Sequence([Flow.Line("a") + ", \"txt\": \"x\"", "\"id\": \"a\", \"type\": \"Elsa.Start\"", "\"id\": \"e\", \"type\": \"Elsa.Event\""]), out _, out _);
        Assert.That(load.Diagnostics.Select(d => d.Code), Is.EqualTo(new[] { "WFL011", "WFL007", "WFL015" }));
    }

    [Test]
    public void A_file_that_is_not_JSON_says_where()
    {
        var load = Read("{\"definitionId\": \"x\",\n \"root\": §}", out _, out _);
        Assert.That(load.Diagnostics.Select(d => (d.Code, d.Line)), Is.EqualTo(new[] { ("JSN001", 2) }));
    }

    [Test]
    public void An_activity_that_nothing_leads_to_is_a_warning()
    {
        var load = Read(Flow.Chart([Flow.Start(), Flow.Line("a"), Flow.Line("b")], "start>a"), out _, out _);
        Assert.That(load.Definition, Is.Not.Null);
        Assert.That(load.Diagnostics.Single(), Has.Property("Code").EqualTo("WFL017").And.Property("Severity").EqualTo(DiagnosticSeverity.Warning));
    }

    [Test]
    public void Positions_are_computed_in_layers_when_the_file_has_none()
    {
        var placed = Flow.Load(Flow.Chart([Flow.Start(), Flow.Event("a"), Flow.Event("b"), Flow.Line("z")], "start>a start>b a>z b>z b>b")).DiagramActivities.ToDictionary(a => a.Id);
        Assert.Multiple(() =>
        {
            Assert.That(placed["start"].X, Is.LessThan(placed["a"].X));
            Assert.That(placed["a"].X, Is.EqualTo(placed["b"].X));
            Assert.That(placed["a"].Y, Is.Not.EqualTo(placed["b"].Y));
            Assert.That(placed["z"].X, Is.GreaterThan(placed["a"].X));
        });
    }

    [TestCaseSource(typeof(ProductDefinitions), nameof(ProductDefinitions.Names))]
    public void Our_definitions_can_be_drawn(string name)
    {
        var definition = ProductDefinitions.Load(name);
        var drawn = definition.DiagramActivities;
        Assert.Multiple(() =>
        {
            Assert.That(definition.DefinitionId, Is.EqualTo(name));
            Assert.That(definition.Hash, Has.Length.EqualTo(64).And.Match("^[0-9a-f]+$"));
            Assert.That(drawn, Has.Count.GreaterThanOrEqualTo(10));
            Assert.That(definition.DiagramConnections, Has.Count.GreaterThanOrEqualTo(drawn.Count - 1));
            Assert.That(drawn.Select(a => a.Description), Has.None.Null);
            foreach (var a in drawn)
            {
                Assert.That(drawn.Where(b => b != a && b.X < a.X + a.Width && a.X < b.X + b.Width && b.Y < a.Y + a.Height && a.Y < b.Y + b.Height), Is.Empty, $"{a.Id} is drawn over another");
            }
        });
    }

    [TestCaseSource(typeof(ProductDefinitions), nameof(ProductDefinitions.Names))]
    public void The_expressions_of_our_definitions_are_valid_C_sharp(string name)
    {
        using var json = JsonDocument.Parse(ProductFiles.Read($"workflows/definitions/{name}.json"));
        var expressions = CSharpExpressions(json.RootElement).ToArray();
        Assert.That(expressions, Is.Not.Empty);
        Assert.Multiple(() =>
        {
            foreach (var text in expressions)
            {
                Assert.That(ErrorsOf(text), Is.Empty, text);
            }
        });
        Assert.That(ErrorsOf("Variables.A = = 1"), Is.Not.Empty, "the check itself finds what is no C#");
    }

    private static IEnumerable<Microsoft.CodeAnalysis.Diagnostic> ErrorsOf(string text) =>
        SyntaxFactory.ParseExpression(text).GetDiagnostics().Where(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);

    private static IEnumerable<string> CSharpExpressions(JsonElement at) => at.ValueKind switch
    {
        JsonValueKind.Array => at.EnumerateArray().SelectMany(CSharpExpressions),
        JsonValueKind.Object when at.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() == "CSharp" => [at.GetProperty("value").GetString()!],
        JsonValueKind.Object => at.EnumerateObject().SelectMany(m => CSharpExpressions(m.Value)),
        _ => [],
    };
}
