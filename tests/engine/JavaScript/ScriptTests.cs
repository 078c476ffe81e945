using OcrWorkflows.JavaScript;
using OcrWorkflows.JavaScript.Hosting;

namespace OcrWorkflows.Tests.JavaScript;

/// <summary>What scripts may do, in real worker processes.</summary>
public sealed class ScriptTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 30, 0, TimeSpan.Zero);

    private ScriptWorkers _workers = null!;

    [OneTimeSetUp]
    public void Start() => _workers = new ScriptWorkers(new ScriptLimits { Timeout = TimeSpan.FromSeconds(30), Workers = 1 });

    [OneTimeTearDown]
    public void Stop() => _workers.Dispose();

    [TestCase("1 + 2", 3L)]
    [TestCase("0.5 * 3", 1.5)]
    [TestCase("9007199254740991", 9007199254740991L)]
    [TestCase("1 / 0", double.PositiveInfinity)]
    [TestCase("'a' + 'b'", "ab")]
    [TestCase("undefined", null)]
    [TestCase("", null)]
    [TestCase("var x = 4; x > 3", true)]
    [TestCase("let y = 2; const z = 3; y * z", 6L)]
    [TestCase("return 7;", 7L)]
    [TestCase("if (score > 50) { return 'pass'; } return 'fail';", "pass")]
    [TestCase("names.length", 2L)]
    [TestCase("centre.Number + '/' + centre.Approved", "12345/true")]
    [TestCase("[1, 2, 3].filter(function (n) { return n > 1; }).length", 2L)]
    public async Task The_value_of_a_script_is_that_of_its_last_statement_or_of_its_return(string source, object? value)
    {
        var outcome = await RunAsync(source);

        Assert.That(outcome.Fault, Is.Null);
        Assert.That(outcome.Value, Is.EqualTo(value).And.TypeOf(value?.GetType() ?? typeof(object)).Or.Null);
    }

    [Test]
    public async Task Lists_and_objects_come_back_as_plain_data_without_functions()
    {
        var outcome = await RunAsync("({ a: [1, 'x', null], b: { c: true }, f: function () { }, u: undefined })");

        var members = (IReadOnlyDictionary<string, object?>)outcome.Value!;
        Assert.That(members.Keys, Is.EquivalentTo(new[] { "a", "b" }));
        Assert.That(members["a"], Is.EqualTo(new object?[] { 1L, "x", null }));
        Assert.That(members["b"], Is.EqualTo(new Dictionary<string, object?> { ["c"] = true }));
    }

    [Test]
    public async Task A_script_has_no_clock_of_its_own()
    {
        Assert.That((await RunAsync("new Date()")).Value, Is.EqualTo(Now));
        Assert.That((await RunAsync("Date.now()")).Value, Is.EqualTo(Now.ToUnixTimeMilliseconds()));
        Assert.That((await RunAsync("new Date(2026, 6, 1).getHours() + '/' + (new Date() instanceof Date)")).Value, Is.EqualTo("0/true"));
        Assert.That((await RunAsync("new Date(Date.UTC(2026, 6, 1, 12)).getHours()")).Value, Is.EqualTo(13), "summer time in London");
    }

    [Test]
    public async Task Moments_go_in_as_dates_and_come_out_as_moments()
    {
        var outcome = await RunAsync("new Date(granted.getTime() + 86400000)");

        Assert.That(outcome.Value, Is.EqualTo(new DateTimeOffset(2026, 9, 2, 0, 0, 0, TimeSpan.Zero)));
    }

    [Test]
    public async Task Globals_that_a_script_changed_are_read_back()
    {
        var script = new Script("variables.score = variables.score + 1; variables.extra = 'new';", new Dictionary<string, object?> { ["variables"] = new Dictionary<string, object?> { ["score"] = 4 } }, Now) { ReadBack = ["variables"] };

        var outcome = await _workers.RunAsync(script, default);

        Assert.That(outcome.Globals["variables"], Is.EqualTo(new Dictionary<string, object?> { ["score"] = 5L, ["extra"] = "new" }));
    }

    [Test]
    public async Task Functions_of_the_prelude_can_be_called_and_do_not_move_the_place_of_a_fault()
    {
        var script = new Script("twice(4);\nnothing + 1", new Dictionary<string, object?>(), Now) { Prelude = "function twice(x) {\n return 2 * x;\n}\n" };

        var outcome = await _workers.RunAsync(script, default);

        Assert.That((outcome.Fault!.Code, outcome.Fault.Line), Is.EqualTo(("JSC006", 2)), outcome.Fault.Message);
        Assert.That(outcome.Fault.Message, Does.Contain("nothing"));
    }

    [Test]
    public async Task Nothing_is_left_over_for_the_next_script()
    {
        await RunAsync("leftOver = 1; Array.prototype.mine = 2; Object.prototype.mine = 3");

        Assert.That((await RunAsync("typeof leftOver + typeof [].mine + typeof ({}).mine")).Value, Is.EqualTo("undefinedundefinedundefined"));
    }

    [TestCase("System.IO.File")]
    [TestCase("importNamespace('System')")]
    [TestCase("require('fs')")]
    [TestCase("process.exit()")]
    public async Task Nothing_of_the_machine_can_be_reached(string source) =>
        Assert.That((await RunAsync(source)).Fault?.Code, Is.EqualTo("JSC006"));

    [Test]
    public async Task Dice_are_refused_with_a_reason() =>
        Assert.That((await RunAsync("Math.random()")).Fault!.Message, Does.Contain("the same when its turn is taken again"));

    [TestCase("(function () { return function () { }; })()", "function")]
    [TestCase("var a = {}; a.a = a; a", "holds itself")]
    [TestCase("new Array(2000000)", "2000000 items")]
    public async Task A_value_without_a_plain_form_is_a_fault(string source, string says)
    {
        var fault = (await RunAsync(source)).Fault!;
        Assert.That((fault.Code, fault.Message), Is.EqualTo(("JSC007", fault.Message)));
        Assert.That(fault.Message, Does.Contain(says));
    }

    [TestCase("var a = 1;\nvar b = x => x;", "JSC002", 2, 11)]
    [TestCase("'x' + `y`", "JSC002", 1, 7)]
    [TestCase("return a?.b", "JSC002", 1, 9)]
    [TestCase("class A { }", "JSC002", 1, 1)]
    [TestCase("f(...a)", "JSC002", 1, 3)]
    [TestCase("var a = 'let';\nvar b = ;", "JSC001", 2, 9)]
    [TestCase("// => `\nif (", "JSC001", 2, 5)]
    public async Task What_cannot_be_read_is_told_with_its_place_and_later_syntax_with_what_to_write(string source, string code, int line, int column)
    {
        var fault = await _workers.CheckAsync(source, default);
        Assert.That((fault?.Code, fault?.Line, fault?.Column), Is.EqualTo((code, line, column)), fault?.Message);
        Assert.That(fault!.Suggestion, code == "JSC002" ? Is.Not.Null : Is.Null);
    }

    [Test]
    public async Task What_can_be_read_is_checked_without_being_run() =>
        Assert.That(await _workers.CheckAsync("while (true) { }", default), Is.Null);

    private Task<ScriptOutcome> RunAsync(string source) => _workers.RunAsync(
        new Script(source, new Dictionary<string, object?>
        {
            ["score"] = 60,
            ["names"] = new List<object?> { "a", "b" },
            ["centre"] = new Dictionary<string, object?> { ["Number"] = "12345", ["Approved"] = true },
            ["granted"] = new DateTimeOffset(2026, 9, 1, 0, 0, 0, TimeSpan.Zero),
        }, Now), default);
}
