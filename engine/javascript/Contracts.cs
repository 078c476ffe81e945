namespace OcrWorkflows.JavaScript;

/// <summary>What one script may use. Beyond it the script is ended, its worker with it, and the host goes on.</summary>
public sealed record ScriptLimits
{
    /// <summary>Wall-clock time of one script.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Managed memory of a worker process, in bytes.</summary>
    public long MemoryBytes { get; init; } = 192L << 20;

    /// <summary>Calls within calls.</summary>
    public int CallDepth { get; init; } = 200;

    /// <summary>Longest script, in characters.</summary>
    public int SourceLength { get; init; } = 200_000;

    /// <summary>Largest message to or from a worker (values in, values out), in bytes.</summary>
    public int MessageBytes { get; init; } = 8 << 20;

    /// <summary>Workers at a time; a script waits for its turn.</summary>
    public int Workers { get; init; } = 2;
}

/// <summary>A script and what it sees.</summary>
/// <param name="Source">ECMAScript 5.1. Its value is that of its last statement, or of a <c>return</c> outside of functions.</param>
/// <param name="Globals">Values by name: null, bool, string, whole and real numbers, <see cref="DateOnly"/> (seen as text), <see cref="DateTimeOffset"/> (seen as Date), lists and dictionaries of them.</param>
/// <param name="Now">What <c>new Date()</c> and <c>Date.now()</c> give: scripts have no clock of their own.</param>
public sealed record Script(string Source, IReadOnlyDictionary<string, object?> Globals, DateTimeOffset Now)
{
    /// <summary>Run before the script in the same place, such as the functions that a workflow offers. Not counted in the lines of its faults.</summary>
    public string Prelude { get; init; } = "";

    /// <summary>Globals whose value after the script is wanted back.</summary>
    public IReadOnlyList<string> ReadBack { get; init; } = [];
}

/// <summary>Why a script gave no value.</summary>
/// <param name="Code">Stable code, listed in docs/problems/javascript.md.</param>
/// <param name="Line">1-based line of the script; 0 when there is no place.</param>
/// <param name="Column">1-based column.</param>
public sealed record ScriptFault(string Code, string Message, int Line = 0, int Column = 0, string? Suggestion = null);

/// <summary>What became of a script.</summary>
/// <param name="Value">Its value as plain data: null (undefined too), bool, string, long, double, <see cref="DateTimeOffset"/>, lists and dictionaries; null when there is a fault.</param>
/// <param name="Globals">The globals asked back, by name.</param>
/// <param name="Fault">Null when it ran to its end.</param>
public sealed record ScriptOutcome(object? Value, IReadOnlyDictionary<string, object?> Globals, ScriptFault? Fault);

/// <summary>Runs the scripts of workflow definitions. Rule sets have none: they use the lambda language.</summary>
public interface IScripts
{
    /// <summary>Never throws for what the script does: that is a fault of the outcome.</summary>
    Task<ScriptOutcome> RunAsync(Script script, CancellationToken stop);

    /// <summary>Reads a script without running it.</summary>
    /// <returns>Null when it can be read.</returns>
    Task<ScriptFault?> CheckAsync(string source, CancellationToken stop);
}
