namespace OcrWorkflows.Runtime.Scripts;

/// <summary>A script and what it sees.</summary>
/// <param name="Source">JavaScript; its value is that of its last statement, or of a <c>return</c> outside of functions.</param>
/// <param name="Prelude">Run before it in the same place.</param>
/// <param name="Globals">Plain values by name.</param>
/// <param name="ReadBack">Globals whose value after the script is wanted.</param>
/// <param name="Now">What <c>new Date()</c> gives.</param>
public sealed record ScriptCall(string Source, string Prelude, IReadOnlyDictionary<string, object?> Globals, IReadOnlyList<string> ReadBack, DateTimeOffset Now);

/// <summary>Why a script gave no value.</summary>
/// <param name="Line">1-based line of the script; 0 when there is no place.</param>
/// <param name="Column">1-based column.</param>
public sealed record ScriptError(string Code, string Message, int Line = 0, int Column = 0, string? Suggestion = null);

/// <summary>What became of a script.</summary>
/// <param name="Value">Plain data; null when there is an error.</param>
/// <param name="Globals">The globals asked back.</param>
/// <param name="Error">Null when it ran to its end.</param>
public sealed record ScriptAnswer(object? Value, IReadOnlyDictionary<string, object?> Globals, ScriptError? Error)
{
    public string ToJson() => ScriptAnswerJson.Write(this);

    /// <exception cref="FormatException">The text was not written by <see cref="ToJson"/>.</exception>
    public static ScriptAnswer FromJson(string json) => ScriptAnswerJson.Read(json);
}

/// <summary>Runs the scripts of a turn. A turn is synchronous: whoever runs scripts elsewhere waits for them here.</summary>
public interface IScriptRunner
{
    /// <summary>Never throws for what the script does: that is an error of the answer.</summary>
    ScriptAnswer Run(ScriptCall call);

    /// <summary>Reads a script without running it; null when it can be read.</summary>
    ScriptError? Check(string source);
}

/// <summary>Gives the answers of an earlier turn again, so that folding a journal runs nothing.</summary>
public sealed class RecordedScripts(IEnumerable<ScriptAnswer> answers) : IScriptRunner
{
    private readonly Queue<ScriptAnswer> _answers = new(answers);

    /// <exception cref="InvalidOperationException">The turn asks for more scripts than were recorded: it is not the same turn.</exception>
    public ScriptAnswer Run(ScriptCall call) => _answers.TryDequeue(out var answer)
        ? answer
        : throw new InvalidOperationException("The turn runs a script that was not recorded.");

    /// <summary>Scripts were checked when their definition was read.</summary>
    public ScriptError? Check(string source) => null;
}
