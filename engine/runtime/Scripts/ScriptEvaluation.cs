using System.Security.Cryptography;
using System.Text;
using OcrWorkflows.Runtime.Execution;
using OcrWorkflows.Runtime.Values;

namespace OcrWorkflows.Runtime.Scripts;

/// <param name="Outcomes">What setOutcome or setOutcomes chose; null when neither was called.</param>
internal sealed record ScriptResult(object? Value, IReadOnlyList<string>? Outcomes);

/// <summary>Runs one script of a running activity: what it may see goes in, the value and what it changed come back.</summary>
internal static class ScriptEvaluation
{
    private const string Changes = "__changes";
    private static readonly Lazy<string> Prelude = new(ReadPrelude);

    /// <exception cref="ActivityFaultException">The script failed, or set a variable to what it does not hold.</exception>
    public static ScriptResult Run(string source, Sight sight)
    {
        var before = Variables(sight);
        var globals = new Dictionary<string, object?> { ["__ocr"] = Globals(sight, before) };
        var answer = sight.Burst.RunScript(new ScriptCall(source, Prelude.Value, globals, [Changes], sight.Burst.Context.Now));
        if (answer.Error is { } error)
        {
            var place = error.Line > 0 ? $" at line {error.Line}, column {error.Column}" : "";
            throw new ActivityFaultException($"A script failed{place}: {error.Message} ({error.Code})", error.Suggestion);
        }

        var changes = answer.Globals.GetValueOrDefault(Changes) as IReadOnlyDictionary<string, object?> ?? new Dictionary<string, object?>();
        Apply(changes, before, sight);
        return new ScriptResult(answer.Value, Outcomes(changes.GetValueOrDefault("outcomes")));
    }

    private static Dictionary<string, object?> Variables(Sight sight) =>
        sight.Variables.ToDictionary(v => v.Key, v => ForScript(v.Value), StringComparer.Ordinal);

    private static Dictionary<string, object?> Globals(Sight sight, Dictionary<string, object?> variables)
    {
        var burst = sight.Burst;
        return new(StringComparer.Ordinal)
        {
            ["variables"] = variables,
            ["input"] = ForScript(burst.Input),
            ["outputs"] = ForScript(burst.OutputsByActivity),
            ["accessors"] = burst.Definition.OutputAccessors,
            ["lastResult"] = ForScript(burst.LastResult),
            ["definitionId"] = burst.Definition.DefinitionId,
            ["definitionVersionId"] = burst.Definition.Hash,
            ["definitionVersion"] = (long)burst.Definition.Version,
            ["instanceId"] = burst.Context.InstanceId,
            ["correlationId"] = burst.CorrelationId,
            ["name"] = burst.Name,
            ["seed"] = Seed(burst.Context.InstanceId + "/" + burst.NewId('s')),
        };
    }

    private static void Apply(IReadOnlyDictionary<string, object?> changes, Dictionary<string, object?> before, Sight sight)
    {
        foreach (var (name, value) in changes.GetValueOrDefault("touched") as IReadOnlyDictionary<string, object?> ?? new Dictionary<string, object?>())
        {
            if (!PlainValues.SameContent(before.GetValueOrDefault(name), value))
            {
                sight.SetVariable(sight.Run.Node.VariablesInSight().First(v => v.Name == name), value);
            }
        }

        if (changes.ContainsKey("readInput"))
        {
            sight.NoteInput();
        }

        if (changes.TryGetValue("name", out var given))
        {
            sight.Burst.Name = given as string;
        }

        if (changes.TryGetValue("correlationId", out var correlation))
        {
            sight.Burst.CorrelationId = correlation as string;
        }
    }

    private static IReadOnlyList<string>? Outcomes(object? written) => written switch
    {
        null => null,
        string one => [one],
        IReadOnlyList<object?> several => [.. several.Select(o => PlainValues.TryConvert(o, typeof(string), out var text) && text is string name ? name : throw new ActivityFaultException("An outcome set by the script is no text."))],
        _ => throw new ActivityFaultException("The outcomes set by the script are no list of texts."),
    };

    /// <summary>Values as a script sees them: dates as Date, identities and spans of time as text.</summary>
    private static object? ForScript(object? value) => value switch
    {
        DateTime at => new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)),
        Guid or TimeSpan => PlainValues.TryConvert(value, typeof(string), out var text) ? text : null,
        IReadOnlyDictionary<string, object?> members => members.ToDictionary(m => m.Key, m => ForScript(m.Value), StringComparer.Ordinal),
        string => value,
        IEnumerable<object?> items => items.Select(ForScript).ToArray(),
        _ => value,
    };

    private static object?[] Seed(string place)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(place));
        return [.. Enumerable.Range(0, 4).Select(i => (object?)(long)BitConverter.ToUInt32(hash, i * 4))];
    }

    private static string ReadPrelude()
    {
        using var stream = typeof(ScriptEvaluation).Assembly.GetManifestResourceStream("prelude.js")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
