namespace OcrWorkflows.Storage.Rows;

/// <summary>What became of a run of a sweep.</summary>
public enum SweepOutcome
{
    /// <summary>Still at it, or its process ended before it could say.</summary>
    Running,

    /// <summary>Did all there was to do.</summary>
    Done,

    /// <summary>Did what it could: something could not be done or decided.</summary>
    Partly,

    /// <summary>Asks a person first, and changed nothing.</summary>
    Held,

    /// <summary>Left alone, or broken off, because sweeps are paused.</summary>
    Paused,

    /// <summary>Broke; what it had done before stands.</summary>
    Failed,
}

/// <summary>A run of a sweep, by schedule or by hand. Rehearsals are not kept.</summary>
public sealed class SweepRunRow
{
    public Guid Id { get; set; }

    /// <summary>Such as <c>lapse</c>.</summary>
    public required string Sweep { get; set; }
    public DateTimeOffset StartedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
    public required string By { get; set; }
    public SweepOutcome Outcome { get; set; }

    /// <summary>One sentence with the counts; null while it runs.</summary>
    public string? Text { get; set; }
}
