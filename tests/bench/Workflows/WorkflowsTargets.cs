namespace OcrWorkflows.Bench.Workflows;

/// <summary>What the figures are to be.</summary>
internal static class WorkflowsTargets
{
    private static readonly Dictionary<string, double> s_atMost = new(StringComparer.Ordinal)
    {
        ["flowRunBytes"] = 4_096,
        ["cycleCpuMs"] = 0.5,
        ["hundredCyclesCpuMs"] = 0.5,
        ["finishedInstanceRows"] = 6,
        ["finishedInstanceBytes"] = 3_072,
        ["waitingStartRatio"] = 1.5,
        ["waitingResumeRatio"] = 1.5,
        ["waitingClaimRatio"] = 1.5,
        ["waitingHostMemoryRatio"] = 1.1,
    };

    private static readonly Dictionary<string, double> s_atLeast = new(StringComparer.Ordinal)
    {
        ["flowRunsPerSecond"] = 100_000,
        ["cycleToBareSpeedRatio"] = 0.5,
        ["hundredCyclesToBareSpeedRatio"] = 0.5,
    };

    public static string Say(string name, double value) =>
        s_atMost.TryGetValue(name, out var most) ? $"{(value <= most ? "met" : "MISSED")}: at most {most}"
        : s_atLeast.TryGetValue(name, out var least) ? $"{(value >= least ? "met" : "MISSED")}: at least {least}"
        : "";
}
