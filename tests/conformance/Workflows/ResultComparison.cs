using System.Text.Json;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Tests.Conformance.Workflows;

/// <summary>Compares what a decision says with the result tree observed on RulesEngine.</summary>
internal static class ResultComparison
{
    private static readonly string[] s_systemTexts =
    [
        "Exception while parsing expression", "Error while compiling rule", "Error while executing rule", "Error while executing scoped params",
    ];

    public static bool IsSystemText(string message) => s_systemTexts.Any(t => message.StartsWith(t, StringComparison.Ordinal));

    public static bool IsBroken(JsonElement result) => IsSystemText(Message(result));

    public static string Message(JsonElement result) => result.TryGetProperty("exceptionMessage", out var message) ? message.GetString() ?? "" : "";

    /// <param name="found">Rules that were not run are left out, as there.</param>
    public static IEnumerable<Mismatch> Compare(JsonElement expected, IEnumerable<RuleResult> found)
    {
        var wanted = expected.ValueKind == JsonValueKind.Array ? expected.EnumerateArray().ToList() : [];
        var got = found.Where(r => r.Status != RuleStatus.Skipped).ToList();
        if (!wanted.Select(w => w.GetProperty("rule").GetString()).SequenceEqual(got.Select(g => g.Rule)))
        {
            return [new Mismatch($"rules expected [{string.Join(", ", wanted.Select(w => w.GetProperty("rule").GetString()))}], found [{string.Join(", ", got.Select(g => g.Rule))}]", DifferenceKinds.Rules, null)];
        }

        return wanted.Zip(got, One).SelectMany(m => m);
    }

    private static IEnumerable<Mismatch> One(JsonElement expected, RuleResult found)
    {
        foreach (var (kind, said) in Answer(expected, found).Concat(Action(expected, found)).Concat(Inputs(expected, found)))
        {
            yield return new Mismatch($"{found.Rule}: {said}", kind, found);
        }

        if (expected.TryGetProperty("childResults", out var children) || found.Children.Count > 0)
        {
            foreach (var below in Compare(children, found.Children))
            {
                yield return below with { At = below.At ?? found };
            }
        }
    }

    private static IEnumerable<(DifferenceKinds Kind, string Text)> Answer(JsonElement expected, RuleResult found)
    {
        var success = expected.GetProperty("isSuccess").GetBoolean();
        var message = Message(expected);
        if (success != (found.Status == RuleStatus.Success))
        {
            yield return (KindOf(success, message, found), $"expected {(success ? "success" : $"failure ({message})")}, found {found.Status} ({found.Message})");
        }
        else if (found.Status == RuleStatus.Error ? !IsSystemText(message) && message != (found.Message ?? "") : IsSystemText(message))
        {
            yield return (KindOf(success, message, found), $"expected the message \"{message}\", found {found.Status} \"{found.Message}\"");
        }
        else if (found.Status == RuleStatus.Failure && message != (found.ErrorMessage ?? ""))
        {
            yield return (DifferenceKinds.Text, $"expected the message \"{message}\", found \"{found.ErrorMessage}\"");
        }
    }

    /// <summary>What came out otherwise: a group takes over what its rules do, accepted or refused.</summary>
    private static DifferenceKinds KindOf(bool success, string message, RuleResult found)
    {
        var kind = !success && IsSystemText(message) ? DifferenceKinds.AcceptedHere
            : found.Status == RuleStatus.Error ? DifferenceKinds.RefusedHere
            : DifferenceKinds.Value;
        return found.Children.Count == 0 ? kind : kind | DifferenceKinds.AcceptedHere | DifferenceKinds.RefusedHere;
    }

    private static IEnumerable<(DifferenceKinds Kind, string Text)> Action(JsonElement expected, RuleResult found)
    {
        var wanted = expected.TryGetProperty("actionResult", out var action) && action.ValueKind == JsonValueKind.Object ? action : (JsonElement?)null;
        var (output, broke) = (found.Action?.Output, found.Action?.Broke is not null);
        if (wanted is null)
        {
            if (output is not null || broke)
            {
                yield return (DifferenceKinds.Value, $"expected no action, found {output ?? found.Action!.Broke}");
            }

            yield break;
        }

        var threw = wanted.Value.TryGetProperty("exception", out var exception) && exception.ValueKind != JsonValueKind.Null;
        if (threw != broke)
        {
            yield return threw
                ? (DifferenceKinds.AcceptedHere, $"expected an action that breaks, found {output ?? "no output"}")
                : (DifferenceKinds.RefusedHere, $"expected an action that does not break: {found.Action?.Broke}");
        }
        else if (!threw && wanted.Value.TryGetProperty("output", out var value) && CaseValues.Difference(value, output) is { } difference)
        {
            yield return (CaseValues.KindOf(value, output), $"output {difference}");
        }
    }

    private static IEnumerable<(DifferenceKinds Kind, string Text)> Inputs(JsonElement expected, RuleResult found)
    {
        if (!expected.TryGetProperty("inputs", out var inputs) || inputs.ValueKind != JsonValueKind.Object)
        {
            yield break;
        }

        var values = found.Values ?? new Dictionary<string, object?>();
        if (!inputs.EnumerateObject().Select(i => i.Name).Order(StringComparer.Ordinal).SequenceEqual(values.Keys.Order(StringComparer.Ordinal)))
        {
            yield return (DifferenceKinds.Value, $"expected the names {string.Join(", ", inputs.EnumerateObject().Select(i => i.Name))}, found {string.Join(", ", values.Keys)}");
            yield break;
        }

        foreach (var input in inputs.EnumerateObject())
        {
            if (CaseValues.Difference(input.Value, values[input.Name]) is { } difference)
            {
                yield return (CaseValues.KindOf(input.Value, values[input.Name]), $"{input.Name} {difference}");
            }
        }
    }
}

/// <param name="At">The result that differs; null when the set as a whole does.</param>
internal sealed record Mismatch(string Text, DifferenceKinds Kind, RuleResult? At)
{
    /// <summary>The codes reported in the result or below it.</summary>
    public IEnumerable<string> Codes => At is null ? [] : CodesOf(At);

    public static IEnumerable<string> CodesOf(RuleResult result) => result.Differences.Concat(result.Children.SelectMany(CodesOf));
}
