namespace OcrWorkflows.Bench.Rules;

/// <summary>What the figures are to be.</summary>
internal static class RulesTargets
{
    private static readonly Dictionary<string, double> s_atMost = new(StringComparer.Ordinal)
    {
        ["typedToHandWrittenRatio"] = 2,
        ["typedPassingExtraBytes"] = 0,
        ["fiveFailingToPassingRatio"] = 4,
        ["expandoToTypedRatio"] = 6,
        ["jsonElementToTypedRatio"] = 6,
        ["jObjectToTypedRatio"] = 6,
        ["thousandShapesToOneRatio"] = 1.1,
        ["compileCpuMs"] = 15,
        ["twentyThousandRulesMs"] = 2_000,
        ["swapDroppedDecisions"] = 0,
        ["swapMixedDecisions"] = 0,
    };

    private static readonly Dictionary<string, double> s_atLeast = new(StringComparer.Ordinal) { ["twoThreadsRatio"] = 1.8 };

    public static string Say(string name, double value) =>
        s_atMost.TryGetValue(name, out var most) ? $"{(value <= most ? "met" : "MISSED")}: at most {most}"
        : s_atLeast.TryGetValue(name, out var least) ? $"{(value >= least ? "met" : "MISSED")}: at least {least}"
        : "";
}
