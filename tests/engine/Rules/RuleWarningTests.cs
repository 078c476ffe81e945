namespace OcrWorkflows.Tests.Rules;

public sealed class RuleWarningTests
{
    [TestCase("RUL050", "$.Rules[0].Expression", """ "Rules": [ { "RuleName": "A", "Expression": "x.Count < 5 || x.Count > 3" } ] """)]
    [TestCase("RUL050", "$.Rules[0].Expression", """ "GlobalParams": [ { "Name": "limit", "Expression": "3" } ], "Rules": [ { "RuleName": "A", "Expression": "limit > 2" } ] """)]
    [TestCase("RUL051", "$.Rules[0].Expression", """ "Rules": [ { "RuleName": "A", "Expression": "x.Count < 3 && x.Count > 5" } ] """)]
    [TestCase("RUL053", "$.GlobalParams[0].Name", """ "GlobalParams": [ { "Name": "limit", "Expression": "3" } ], "Rules": [ { "RuleName": "A", "Expression": "x.Count < 5" } ] """)]
    [TestCase("RUL053", "$.Rules[0].LocalParams[0].Name", """ "Rules": [ { "RuleName": "A", "LocalParams": [ { "Name": "limit", "Expression": "3" } ], "Expression": "x.Count < 5" } ] """)]
    [TestCase("RUL054", "$.Rules[1].Expression", """ "Rules": [ { "RuleName": "A", "Expression": "x.Count < 5" }, { "RuleName": "B", "Expression": "x.Count  <  5" } ] """)]
    public void What_was_probably_meant_otherwise_is_a_warning_at_its_place(string code, string path, string members)
    {
        Assert.That(Given.Diagnostics(members).Select(d => (d.Code, d.Path, d.IsError)), Is.EqualTo(new[] { (code, path, false) }));
    }

    [Test]
    public void A_rule_after_one_that_settles_its_group_every_time_changes_nothing()
    {
        var found = Given.Diagnostics(""" "Rules": [ { "RuleName": "G", "Operator": "Or", "Rules": [ { "RuleName": "A", "Expression": "1 < 2" }, { "RuleName": "B", "Expression": "x.Count < 5" } ] } ] """);

        Assert.That(found.Select(d => (d.Code, d.Path)), Is.EqualTo(new[] { ("RUL050", "$.Rules[0].Rules[0].Expression"), ("RUL052", "$.Rules[0].Rules[1].RuleName") }));
    }

    [TestCase(""" "GlobalParams": [ { "Name": "limit", "Expression": "3" } ], "Rules": [ { "RuleName": "A", "Expression": "x.Count < 5", "ErrorMessage": "At most $(limit)." } ] """)]
    [TestCase(""" "Rules": [ { "RuleName": "A", "Expression": "x.Count < 5" }, { "RuleName": "B", "Expression": "x.Count < 5", "Properties": { "severity": "warn" } } ] """)]
    [TestCase(""" "Rules": [ { "RuleName": "A", "Expression": "x.Count < 5", "Properties": { "to": "2020-01-01" } }, { "RuleName": "B", "Expression": "x.Count < 5", "Properties": { "from": "2020-01-02" } } ] """)]
    public void What_may_be_meant_is_let_through(string members)
    {
        Assert.That(Given.Diagnostics(members), Is.Empty);
    }
}
