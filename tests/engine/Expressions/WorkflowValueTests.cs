using OcrWorkflows.Expressions;

namespace OcrWorkflows.Tests.Expressions;

/// <summary>Records and JSON values, as the workflow runtime gives them.</summary>
public sealed class WorkflowValueTests
{
    private static readonly IReadOnlyDictionary<string, object?> s_payload = new Dictionary<string, object?>
    {
        ["visitedOn"] = "2026-12-21",
        ["count"] = 3L,
        ["ratio"] = 0.5,
        ["flag"] = true,
        ["nothing"] = null,
        ["name"] = "unit",
        ["units"] = new List<object?>
        {
            new Dictionary<string, object?> { ["id"] = 1L, ["fee"] = 1.5m },
            new Dictionary<string, object?> { ["id"] = 2L, ["fee"] = 2.5m },
        },
        ["codes"] = new List<object?> { "a", "b" },
    };

    [TestCase("Variables.Payload.count == 3", true)]
    [TestCase("Variables.Payload.COUNT > 2.5", true)]
    [TestCase("Variables.Payload.count + 1", 4L)]
    [TestCase("Variables.Payload.count / 2", 1L)]
    [TestCase("Variables.Payload.ratio * 2", 1.0)]
    [TestCase("-Variables.Payload.count", -3L)]
    [TestCase("Variables.Payload.missing == null", true)]
    [TestCase("Variables.Payload.missing ?? \"none\"", "none")]
    [TestCase("Variables.Payload.nothing > 1", false)]
    [TestCase("Variables.Payload.flag and not (Variables.Payload.count > 5)", true)]
    [TestCase("Variables.Payload.name == \"unit\"", true)]
    [TestCase("Variables.Payload.name + 1", "unit1")]
    [TestCase("Variables.Payload.name.Length", 4)]
    [TestCase("Variables.Payload.name.ToUpper()", "UNIT")]
    [TestCase("Variables.Payload.name in (\"unit\", \"test\")", true)]
    [TestCase("Variables.Payload.count in (1, 3)", true)]
    [TestCase("\"b\" in Variables.Payload.codes", true)]
    [TestCase("Variables.Payload.codes.Contains(\"c\")", false)]
    [TestCase("Variables.Payload.codes.Count", 2)]
    [TestCase("Variables.Payload.codes[1]", "b")]
    [TestCase("string.Join(\"-\", Variables.Payload.codes)", "a-b")]
    [TestCase("Variables.Payload.units.Any(u => u.id == 2)", true)]
    [TestCase("Variables.Payload.units.Any(id == 3)", false)]
    [TestCase("Variables.Payload.units.Count(fee > 2)", 1)]
    [TestCase("Variables.Payload.units.Select(u => u.id).Max()", 2L)]
    [TestCase("Variables.Payload.units[0].id", 1L)]
    [TestCase("np(Variables.Payload.missing.deep.deeper, 7)", 7)]
    [TestCase("Variables.Payload.visitedOn == DateOnly(2026, 12, 21)", true)]
    [TestCase("DateOnly(2026, 12, 20) < Variables.Payload.visitedOn", true)]
    [TestCase("DateOnly(Variables.Payload.visitedOn).AddDays(1).Day", 22)]
    [TestCase("int(Variables.Payload.count)", 3)]
    [TestCase("string(Variables.Payload.count)", "3")]
    [TestCase("Variables.Payload[\"count\"] == 3", true)]
    public void A_JSON_value_is_typed_when_the_expression_runs(string text, object expected)
    {
        var value = Evaluating.InWorkflow(text, ("Payload", typeof(object), s_payload));
        Assert.That(value, Is.EqualTo(expected));
        Assert.That(value, Is.TypeOf(expected.GetType()));
    }

    [Test]
    public void Decimals_of_JSON_stay_exact() =>
        Assert.That(Evaluating.InWorkflow("Variables.Payload.units.Sum(fee)", ("Payload", typeof(object), s_payload)), Is.EqualTo(4.0m));

    [TestCase(typeof(int), 5L, "Variables.X + 1", 6)]
    [TestCase(typeof(long), 5, "Variables.X + 1", 6L)]
    [TestCase(typeof(decimal), 5L, "Variables.X == 5.0", true)]
    [TestCase(typeof(int), "5", "Variables.X", 5)]
    [TestCase(typeof(DateOnly), "2026-12-21", "Variables.X.Day", 21)]
    [TestCase(typeof(bool), true, "not Variables.X", false)]
    [TestCase(typeof(string), "a", "Variables.X.Length", 1)]
    [TestCase(typeof(DateTimeOffset), "2026-12-21T10:00:00+01:00", "Variables.X.Offset.Hours", 1)]
    public void A_member_is_converted_to_the_type_the_shape_declares(Type type, object stored, string text, object expected) =>
        Assert.That(Evaluating.InWorkflow(text, ("X", type, stored)), Is.EqualTo(expected));

    [TestCase(typeof(int), 1.5, "`X` is a double that cannot be read as int")]
    [TestCase(typeof(int), null, "`X` has no value yet; an int was expected")]
    [TestCase(typeof(int), "five", "`X` is a string that cannot be read as int")]
    public void A_member_that_is_not_of_its_type_breaks_the_expression(Type type, object? stored, string message) =>
        Assert.That(() => Evaluating.InWorkflow("Variables.X + 1", ("X", type, stored)), Throws.TypeOf<ExpressionException>().With.Message.Contains(message));

    [Test]
    public void A_misspelt_variable_is_a_fault_with_the_nearest_name()
    {
        var fault = ExpressionCompiler.Compile("Variables.VistedOn", Evaluating.WorkflowScope(("VisitedOn", typeof(DateOnly), null))).Faults.Single();
        Assert.That((fault.Message, fault.Suggestion), Is.EqualTo(("unknown member `VistedOn` of Variables", "did you mean `VisitedOn`?")));
    }

    [Test]
    public void A_member_of_a_missing_JSON_value_breaks_the_expression() =>
        Assert.That(() => Evaluating.InWorkflow("Variables.Payload.missing.deep == 1", ("Payload", typeof(object), s_payload)),
            Throws.TypeOf<ExpressionException>().With.Message.Contains("`Variables.Payload.missing` is null"));

    [Test]
    public void The_result_of_a_JSON_value_is_converted_to_the_type_that_is_expected()
    {
        var expression = Evaluating.Compiled("Variables.Payload.visitedOn", Evaluating.WorkflowScope(("Payload", typeof(object), null)), typeof(DateOnly));
        var variables = new Dictionary<string, object?> { ["Payload"] = s_payload };
        Assert.That(expression.Evaluate(variables, new Dictionary<string, object?>()), Is.EqualTo(new DateOnly(2026, 12, 21)));
    }
}
