using OcrWorkflows.JavaScript;
using OcrWorkflows.JavaScript.Hosting;

namespace OcrWorkflows.Tests.JavaScript;

/// <summary>Scripts that would take a host down cost their worker and nothing else.</summary>
public sealed class HostileScriptTests
{
    private ScriptWorkers _workers = null!;

    [OneTimeSetUp]
    public void Start() => _workers = new ScriptWorkers(new ScriptLimits { Timeout = TimeSpan.FromSeconds(3), MemoryBytes = 96L << 20, Workers = 1 });

    [OneTimeTearDown]
    public void Stop() => _workers.Dispose();

    [TestCase("while (true) { }", "JSC003")]
    [TestCase("for (;;) ;", "JSC003")]
    [TestCase("/^(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!')", "JSC003")]
    [TestCase("function f() { return f(); } f()", "JSC009")]
    [TestCase("var a = []; while (true) { a.push(new Array(50000).join('xxxxxxxxxx')); }", "JSC003", "JSC004", "JSC005")]
    [TestCase("var s = 'x'; while (true) { s += s; }", "JSC003", "JSC004", "JSC005")]
    [TestCase("new Array(2e8).join('x')", "JSC003", "JSC004", "JSC005")]
    [TestCase("var a = []; for (var i = 0; i < 200000; i++) { a = [a]; } JSON.stringify(a)", "JSC003", "JSC004", "JSC005")]
    [TestCase("DEEP", "JSC005", "JSC001")]
    [TestCase("var s = '0123456789'; for (var i = 0; i < 20; i++) { s += s; } s", "JSC010")]
    public async Task A_hostile_script_ends_as_a_fault_and_the_next_one_runs(string source, params string[] codes)
    {
        source = source == "DEEP" ? new string('(', 90_000) + "1" + new string(')', 90_000) : source;

        var hostile = await RunAsync(source);
        var next = await RunAsync("6 * 7");

        Assert.That(codes, Does.Contain(hostile.Fault?.Code), hostile.Fault?.Message);
        Assert.That(next.Value, Is.EqualTo(42));
    }

    [Test]
    public async Task Deep_parentheses_are_no_danger_to_a_check_either()
    {
        var fault = await _workers.CheckAsync(new string('[', 90_000), default);

        Assert.That(fault?.Code, Is.AnyOf("JSC005", "JSC001"));
        Assert.That(await _workers.CheckAsync("1", default), Is.Null);
    }

    [Test]
    public async Task A_script_that_is_too_long_never_reaches_a_worker()
    {
        var before = _workers.Started;
        Assert.That((await RunAsync(new string(' ', 200_001))).Fault!.Code, Is.EqualTo("JSC008"));
        Assert.That(_workers.Started, Is.EqualTo(before));
    }

    [Test]
    public async Task A_script_can_be_given_up_before_its_time_is_over()
    {
        using var giveUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        Assert.That(async () => await _workers.RunAsync(new Script("while (true) { }", new Dictionary<string, object?>(), default), giveUp.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That((await RunAsync("1")).Value, Is.EqualTo(1));
    }

    [Test]
    public async Task Good_scripts_share_a_worker()
    {
        await RunAsync("1");
        var before = _workers.Started;
        for (var i = 0; i < 50; i++)
        {
            Assert.That((await RunAsync($"{i} + 1")).Value, Is.EqualTo(i + 1));
        }

        Assert.That(_workers.Started, Is.EqualTo(before));
    }

    [Test]
    public async Task An_object_that_looks_like_our_dates_and_is_none_stays_an_object()
    {
        var outcome = await RunAsync("({ '$ocr:date': 'never', '$ocr:number': 'x' })");
        Assert.That(outcome.Value, Is.EqualTo(new Dictionary<string, object?> { ["$ocr:date"] = "never", ["$ocr:number"] = "x" }));
    }

    private Task<ScriptOutcome> RunAsync(string source) => _workers.RunAsync(new Script(source, new Dictionary<string, object?>(), default), default);
}
