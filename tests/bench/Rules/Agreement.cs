using OcrWorkflows.Rules;

namespace OcrWorkflows.Bench.Rules;

/// <summary>A measurement of rules that decide wrongly means nothing, so this comes first.</summary>
internal static class Agreement
{
    public static void Check(RuleSet set, EntryModel passing, EntryModel five)
    {
        Passes(set, passing);
        var expected = HandWritten.Check(five).Select(f => f.Rule).ToList();
        var found = set.Decide(five, Workload.Date).Failures.Select(f => f.Rule).ToList();
        if (expected.Count != 5 || !expected.SequenceEqual(found))
        {
            throw new InvalidOperationException($"By hand {string.Join(", ", expected)} fail, by rule {string.Join(", ", found)}.");
        }
    }

    public static void Check(RuleSet set, params object[] passing)
    {
        foreach (var facts in passing)
        {
            Passes(set, facts);
        }
    }

    private static void Passes(RuleSet set, object facts)
    {
        if (set.Decide(facts, Workload.Date).Results.FirstOrDefault(r => r.Status != RuleStatus.Success) is { } odd)
        {
            throw new InvalidOperationException($"{odd.Rule} over {facts.GetType().Name}: {odd.Status}. {odd.Message}");
        }
    }
}
