using OcrWorkflows.Expressions.Sources;

namespace OcrWorkflows.Runtime;

/// <summary>When an instance of a definition may start beside those that are unfinished.</summary>
public enum ActivationStrategy
{
    Always,

    /// <summary>At most one of the definition.</summary>
    Singleton,

    /// <summary>At most one of the definition with the same correlation id.</summary>
    CorrelatedSingleton,

    /// <summary>At most one of any definition with the same correlation id.</summary>
    Correlation,
}

/// <summary>An activity that may start an instance.</summary>
/// <param name="EventName">For an event whose name is written out: the name.</param>
/// <param name="Interval">For a timer.</param>
/// <param name="At">For a start at one instant.</param>
/// <param name="Cron">For a cron expression.</param>
public sealed record WorkflowTrigger(string ActivityId, string ActivityType, string? EventName = null, TimeSpan? Interval = null, DateTimeOffset? At = null, string? Cron = null);

internal static class ActivationReading
{
    /// <summary>By the simple class name, however the file qualifies it; Always when there is none that is known.</summary>
    public static ActivationStrategy Of(SourceNode root)
    {
        var name = root.Find("options")?.Find("activationStrategyType")?.Text ?? "";
        return name.Contains("CorrelatedSingletonStrategy", StringComparison.Ordinal) ? ActivationStrategy.CorrelatedSingleton
            : name.Contains("SingletonStrategy", StringComparison.Ordinal) ? ActivationStrategy.Singleton
            : name.Contains("CorrelationStrategy", StringComparison.Ordinal) ? ActivationStrategy.Correlation
            : ActivationStrategy.Always;
    }
}
