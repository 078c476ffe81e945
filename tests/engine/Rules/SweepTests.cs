using OcrWorkflows.Rules;

namespace OcrWorkflows.Tests.Rules;

/// <summary>All rules of a set asked at once: the same verdicts as one by one, and none of two versions.</summary>
public sealed class SweepTests
{
    private const string Rules = """
        "GlobalParams": [{ "Name": "total", "Expression": "x.Numbers.Sum()" }],
        "Rules": [
            { "RuleName": "Count", "Expression": "x.Count < 3", "ErrorMessage": "Count is $(x.Count)" },
            { "RuleName": "Total", "Expression": "10 / x.Count >= 0 and total < 100", "ErrorMessage": "Too much" },
            { "RuleName": "Group", "Operator": "Or", "Rules": [
                { "RuleName": "A", "Expression": "x.Name == \"none\"" },
                { "RuleName": "B", "Expression": "x.Inner.Level > 1" } ] }
        ]
        """;

    private static readonly Things s_passing = new() { Count = 1, Inner = new() { Code = "C", Level = 2 } };

    [Test]
    public void A_decision_on_which_all_holds_makes_nothing_on_the_heap()
    {
        var set = Given.Set(Rules);
        set.Decide(s_passing);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            set.Decide(s_passing);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }

    [Test]
    public void The_values_in_a_message_are_those_of_these_facts()
    {
        var set = Given.Set(Rules);
        Assert.That(
            new[] { 5, 6, 5 }.Select(count => set.Decide(s_passing with { Count = count }).Results[0].Message),
            Is.EqualTo(new[] { "Count is 5", "Count is 6", "Count is 5" }));
    }

    [Test]
    public void Where_one_rule_breaks_the_others_answer_all_the_same()
    {
        var verdict = Given.Set(Rules).Decide(new Things { Count = 0 });
        Assert.That(verdict.Results.Select(r => r.Status), Is.EqualTo(new[] { RuleStatus.Success, RuleStatus.Error, RuleStatus.Error }));
        Assert.That(verdict.Results[1].Message, Does.Contain("division by zero"));
        Assert.That(verdict.Results[2].Children[1].Message, Does.Contain("`x.Inner` is null"));
    }

    [Test]
    public void A_rule_out_of_its_dates_is_not_asked_and_one_in_them_is()
    {
        var set = Given.Set("""
            "Rules": [{ "RuleName": "Dated", "Expression": "10 / x.Count > 0", "Properties": { "from": "2026-09-01", "to": "2026-09-30" } }]
            """);
        var statuses = new[] { "2026-08-31", "2026-09-01", "2026-09-30", "2026-10-01" }.Select(d => set.Decide(new Things { DecisionDate = DateOnly.Parse(d, null) }).Results[0].Status);
        Assert.That(statuses, Is.EqualTo(new[] { RuleStatus.Skipped, RuleStatus.Error, RuleStatus.Error, RuleStatus.Skipped }));
    }

    [Test]
    public void More_rules_than_one_delegate_asks_keep_their_places()
    {
        var rules = string.Join(",", Enumerable.Range(0, 150).Select(i => $$"""{ "RuleName": "R{{i}}", "Expression": "x.Count != {{i}}" }"""));
        var set = Given.Set($"\"Rules\": [{rules}]");
        foreach (var count in new[] { 0, 63, 64, 127, 128, 149 })
        {
            Assert.That(set.Decide(s_passing with { Count = count }).Failures.Select(f => f.Rule), Is.EqualTo(new[] { $"R{count}" }));
        }
    }

    [Test]
    public void A_very_large_set_says_the_same_before_and_after_it_is_compiled()
    {
        var rules = string.Join(",", Enumerable.Range(0, 1_001).Select(i =>
            $$"""{ "RuleName": "R{{i}}", "LocalParams": [{ "Name": "left", "Expression": "x.Count - {{i}}" }], "Expression": "10 / left != 10", "ErrorMessage": "{{i}} $(left)" }"""));
        var set = Given.Set($"\"Rules\": [{rules}]");
        var before = Enumerable.Range(0, 8).Select(_ => Said(set.Decide(s_passing with { Count = 700 }))).Distinct().ToList();
        set.Prepare();
        var after = Said(set.Decide(s_passing with { Count = 700 }));
        Assert.That(before, Is.EqualTo(new[] { after }));
        Assert.That(after, Does.StartWith("R699,Failure,699 1;R700,Error").And.Contain("division by zero"));

        static string Said(Verdict verdict) => string.Join(';', verdict.Results.Where(r => r.Status != RuleStatus.Success).Select(r => $"{r.Rule},{r.Status},{r.Message}"));
    }

    [Test]
    public void A_storm_of_swaps_leaves_each_decision_to_one_version()
    {
        var versions = Enumerable.Range(0, 4).Select(v => Given.Set($$"""
            "Rules": [{ "RuleName": "First{{v}}", "Expression": "x.Count == {{v}}" }, { "RuleName": "Second{{v}}", "Expression": "x.Count == {{v}}", "ErrorMessage": "{{v}} $(x.Count)" }]
            """)).ToArray();
        var current = versions[0];
        using var done = new CancellationTokenSource();
        var swapper = Task.Run(() =>
        {
            // Counts round and round: in seconds it swaps more often than an integer counts.
            for (var i = 0; !done.IsCancellationRequested; i = (i + 1) % 4)
            {
                Volatile.Write(ref current, versions[i]);
            }
        });
        var mixed = 0;
        Parallel.For(0, 20_000, i =>
        {
            var results = Volatile.Read(ref current).Decide(s_passing with { Count = i % 4 }).Results;
            var version = results[0].Rule[^1];
            var holds = version - '0' == i % 4;
            if (results[1].Rule[^1] != version || results.Any(r => r.Status == RuleStatus.Success != holds) || (!holds && results[1].Message != $"{version} {i % 4}"))
            {
                Interlocked.Increment(ref mixed);
            }
        });
        done.Cancel();
        swapper.Wait();
        Assert.That(mixed, Is.Zero);
    }
}
