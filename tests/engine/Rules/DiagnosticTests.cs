using OcrWorkflows.Expressions;

namespace OcrWorkflows.Tests.Rules;

public sealed class DiagnosticTests
{
    private const string Good = """{ "RuleName": "Good", "Expression": "x.Count == 0" }""";

    private static string Rule(string rest) => $$""" "Rules": [ { "RuleName": "A", {{rest}} } ]""";

    private static object[][] Faults() =>
    [
        ["RUL004", """ "Rules": [] """],
        ["RUL005", """ "Rules": [ { "Expression": "x.Count < 9" } ] """],
        ["RUL006", """ "Rules": [ { "RuleName": "A", "Expression": "x.Count < 9" }, { "RuleName": "A", "Expression": "x.Count < 9" } ] """],
        ["RUL007", Rule(""" "Expresion": "true" """)],
        ["RUL007", Rule(""" "expression": "true" """)],
        ["RUL009", Rule(""" "Expression": 5 """)],
        ["RUL009", """ "Rules": {} """],
        ["RUL009", """ "Rules": [ 7 ] """],
        ["RUL009", Rule(""" "Expression": "x.Count < 9", "Enabled": "no" """)],
        ["RUL010", Rule($$""" "Operator": "Xor", "Rules": [ {{Good}} ] """)],
        ["RUL011", Rule(""" "ErrorMessage": "m" """)],
        ["RUL012", Rule($$""" "Expression": "x.Count < 9", "Rules": [ {{Good}} ] """)],
        ["RUL013", Rule(""" "Operator": "And", "Rules": [] """)],
        ["RUL015", $$""" "GlobalParams": [ { "Name": "g", "Expression": "1" }, { "Name": "G", "Expression": "2" } ], "Rules": [ {{Good}} ] """],
        ["RUL016", $$""" "GlobalParams": [ { "Name": "X", "Expression": "1" } ], "Rules": [ {{Good}} ] """],
        ["RUL016", """ "GlobalParams": [ { "Name": "g", "Expression": "1" } ], "Rules": [ { "RuleName": "A", "Expression": "x.Count < 9", "LocalParams": [ { "Name": "g", "Expression": "1" } ] } ] """],
        ["RUL016", Rule(""" "Operator": "And", "LocalParams": [ { "Name": "l", "Expression": "1" } ], "Rules": [ { "RuleName": "B", "Expression": "x.Count < 9", "LocalParams": [ { "Name": "l", "Expression": "1" } ] } ] """)],
        ["RUL017", Rule(""" "Expression": "x.Count < 9", "LocalParams": [ { "Name": "l" } ] """)],
        ["RUL019", $$""" "WorkflowsToInject": [ "other" ], "Rules": [ {{Good}} ] """],
        ["RUL020", $$""" "WorkflowsToInject": [ "set" ], "Rules": [ {{Good}} ] """],
        ["RUL021", Rule(""" "Expression": "x.Count < 9", "Properties": { "severity": "refused" } """)],
        ["RUL022", Rule(""" "Expression": "x.Count < 9", "Properties": { "from": "2018-02-30" } """)],
        ["RUL023", Rule(""" "Expression": "x.Count < 9", "Properties": { "from": "2018-09-02", "to": "2018-09-01" } """)],
        ["RUL024", Rule(""" "Expression": "x.Count < 9", "Properties": { "severity": "charge" } """)],
        ["RUL028", Rule(""" "Expression": "x.Count < 9", "RuleExpressionType": "Other" """)],
    ];

    [TestCaseSource(nameof(Faults))]
    public void A_fault_of_the_file_is_an_error_and_no_set_is_made(string code, string members)
    {
        var load = Given.Load($$"""{ "WorkflowName": "set", {{members}} }""");

        Assert.That(load.RuleSet, Is.Null);
        Assert.That(load.Diagnostics.Where(d => d.IsError).Select(d => d.Code), Does.Contain(code).And.None.Not.EqualTo(code), string.Join('\n', load.Diagnostics));
    }

    [TestCase("RUL008", """ "Expression": "x.Count < 9", "Remark": "r" """)]
    [TestCase("RUL014", """ "Operator": "And", "Expression": "x.Count < 9", "Rules": [ { "RuleName": "B", "Expression": "x.Count < 9" } ] """)]
    [TestCase("RUL018", """ "Expression": "x.Count < 9", "LocalParams": [ { "Name": "two words", "Expression": "1" } ] """)]
    [TestCase("RUL018", """ "Expression": "x.Count < 9", "LocalParams": [ { "Name": "", "Expression": "1" } ] """)]
    [TestCase("RUL025", """ "Expression": "x.Count < 9", "Properties": { "fee": "f" } """)]
    [TestCase("RUL026", """ "Expression": "x.Count < 9", "Properties": { "severty": "warn" } """)]
    [TestCase("RUL030", """ "Expression": "x.Count < 9", "ErrorMessage": "$(x.Nmae)" """)]
    [TestCase("RUL030", """ "Expression": "x.Count < 9", "ErrorMessage": "$(y)" """)]
    [TestCase("RUL030", """ "Expression": "x.Count < 9", "Properties": { "remedy": "$()" } """)]
    [TestCase("RUL032", """ "Expression": "x.Count < 9", "WorkflowsToInject": [ "a" ] """)]
    public void What_is_probably_a_mistake_is_a_warning_and_the_set_is_made(string code, string rest)
    {
        var load = Given.Load($$"""{ "WorkflowName": "set", {{Rule(rest)}} }""");

        Assert.That(load.RuleSet, Is.Not.Null, string.Join('\n', load.Diagnostics));
        Assert.That(load.Diagnostics.Select(d => (d.Code, d.Severity)), Is.EqualTo(new[] { (code, DiagnosticSeverity.Warning) }));
    }

    [TestCase("5", "RUL001")]
    [TestCase("[]", "RUL001")]
    [TestCase("[ \"a\" ]", "RUL001")]
    [TestCase("{ \"Rules\": [ { \"RuleName\": \"A\", \"Expression\": \"x.Count < 9\" } ] }", "RUL003")]
    [TestCase("{ \"WorkflowName\": \"other\", \"Rules\": [ { \"RuleName\": \"A\", \"Expression\": \"x.Count < 9\" } ] }", "RUL002")]
    [TestCase("{ not json", "JSN001")]
    [TestCase("", "JSN001")]
    public void A_file_that_is_not_this_set_is_an_error(string json, string code)
    {
        var load = Given.Load(json);

        Assert.That(load.RuleSet, Is.Null);
        Assert.That(load.Diagnostics.Select(d => d.Code), Is.EqualTo(new[] { code }), string.Join('\n', load.Diagnostics));
    }

    [TestCase("\"WorkflowName\": \"other\",", "RUL002")]
    [TestCase("", "RUL003")]
    public void The_faults_of_a_set_that_has_another_name_are_found_with_it(string name, string code)
    {
        var load = Given.Load($$"""{ {{name}} "Rules": [ { "RuleName": "A", "Expression": "x.Cuont < 9" }, { "RuleName": "B", "Expression": "x.Count <" } ] }""");

        Assert.That(load.RuleSet, Is.Null);
        Assert.That(load.Diagnostics.Select(d => d.Code), Is.EquivalentTo(new[] { code, "EXP011", "EXP007" }), string.Join('\n', load.Diagnostics));
    }

    [Test]
    public void Two_workflows_of_one_name_in_a_file_are_an_error()
    {
        var one = $$"""{ "WorkflowName": "set", "Rules": [ {{Good}} ] }""";

        Assert.That(Given.Load($"[{one},{one}]").Diagnostics.Select(d => d.Code), Is.EqualTo(new[] { "RUL031" }));
    }

    [Test]
    public void A_misspelt_property_is_named_at_its_line_and_column_with_what_was_meant()
    {
        var load = Given.Load("""
            [
              {
                "WorkflowName": "set",
                "Rules": [
                  { "RuleName": "A", "Expresion": "true" }
                ]
              }
            ]
            """);

        var fault = load.Diagnostics.Single();
        Assert.That((fault.Code, fault.Line, fault.Column, fault.Path), Is.EqualTo(("RUL007", 5, 26, "$[0].Rules[0].Expresion")));
        Assert.That(fault.Suggestion, Does.Contain("`Expression`"));
    }

    [Test]
    public void A_fault_inside_an_expression_is_named_at_its_character_in_the_file()
    {
        var load = Given.Load("""
            {
              "WorkflowName": "set",
              "Rules": [ { "RuleName": "A",
                "Expression": "x.Name == \"a\" && x.Cuont > 1" } ]
            }
            """);

        var fault = load.Diagnostics.Single();
        Assert.That((fault.Line, fault.Column), Is.EqualTo((4, 41)), fault.ToString());
        Assert.That(fault.ToString(), Does.Contain("Cuont").And.Contain("Count"));
    }

    [Test]
    public void All_faults_of_all_rules_are_found_at_once()
    {
        var faults = Given.Diagnostics("""
            "GlobalParams": [ { "Name": "g", "Expression": "x.Nothing" } ],
            "Rules": [
              { "RuleName": "A", "Expression": "x.Cuont > 1" },
              { "RuleName": "A", "Expression": "x.Count" },
              { "RuleName": "B", "Operator": "Nor", "Rules": [ { "RuleName": "C", "Expression": "y > 1" } ] },
              { "RuleName": "D", "Expression": "g > 1" } ]
            """);

        Assert.That(faults.Select(d => (d.Line, d.Code)), Is.EqualTo(new[] { (1, "EXP011"), (3, "EXP011"), (4, "RUL006"), (4, "EXP024"), (5, "RUL010"), (5, "EXP010") }), string.Join('\n', faults));
    }

    [Test]
    public void A_parameter_that_does_not_compile_is_reported_once_and_not_in_every_rule_that_names_it()
    {
        var faults = Given.Diagnostics("""
            "GlobalParams": [ { "Name": "g", "Expression": "x.Nothing" } ],
            "Rules": [ { "RuleName": "A", "Expression": "g > 1", "ErrorMessage": "$(g)" }, { "RuleName": "B", "Expression": "g > 2" } ]
            """);

        Assert.That(faults, Has.Count.EqualTo(1), string.Join('\n', faults));
        Assert.That(faults[0].Path, Is.EqualTo("$.GlobalParams[0].Expression"));
    }

    [Test]
    public void A_disabled_rule_is_not_checked()
    {
        var set = Given.Set($$""" "Rules": [ {{Good}}, { "RuleName": "Bad", "Expression": "((", "Enabled": false } ] """);

        Assert.That(set.Rules.Select(r => r.Name), Is.EqualTo(new[] { "Good" }));
    }

    [TestCase(50, true)]
    [TestCase(51, false)]
    public void Rules_nest_to_fifty_and_no_deeper(int depth, bool good)
    {
        var rule = Good;
        for (var i = 1; i < depth; i++)
        {
            rule = $$"""{ "RuleName": "G{{i}}", "Operator": "And", "Rules": [ {{rule}} ] }""";
        }

        var load = Given.Load($$"""{ "WorkflowName": "set", "Rules": [ {{rule}} ] }""");
        Assert.That(load.RuleSet is not null, Is.EqualTo(good));
        Assert.That(load.Diagnostics.Any(d => d.Code == "RUL029"), Is.EqualTo(!good));
    }
}
