using System.Globalization;
using System.Text.Json;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Values;
using OcrWorkflows.Runtime.Worlds;

namespace OcrWorkflows.Tests.Conformance.Elsa;

/// <summary>Compares what can be seen of an instance with what was seen of it on Elsa.</summary>
internal static class Observation
{
    private static readonly string[] JournalEvents = ["Started", "Completed", "Suspended", "Resumed", "Faulted", "Canceled"];

    /// <returns>The first difference in words; null when there is none.</returns>
    public static string? Compare(JsonElement expected, VirtualInstance instance, bool inOrder)
    {
        var state = instance.State;
        return Journal(expected, instance, inOrder)
            ?? Same("status", Text(expected, "status"), state.Status.ToString())
            ?? Same("subStatus", Text(expected, "subStatus"), state.SubStatus.ToString())
            ?? (expected.TryGetProperty("name", out _) ? Same("name", Text(expected, "name"), state.Name) : null)
            ?? (expected.TryGetProperty("correlationId", out _) ? Same("correlationId", Text(expected, "correlationId"), state.CorrelationId) : null)
            ?? Members(expected, "output", state.Output, inOrder)
            ?? Members(expected, "variables", state.Variables, inOrder)
            ?? Bookmarks(expected, state, instance.Definition)
            ?? Incidents(expected, state)
            ?? (expected.TryGetProperty("definitionVersion", out var version) ? Same("definitionVersion", version.GetRawText(), instance.Definition.Version.ToString(CultureInfo.InvariantCulture)) : null);
    }

    private static string? Journal(JsonElement expected, VirtualInstance instance, bool inOrder)
    {
        if (!expected.TryGetProperty("journal", out var written) || written.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var wanted = written.EnumerateArray().Select(l => $"{l[0].GetString()}.{l[1].GetString()}").ToList();
        var found = instance.Journal.Where(l => JournalEvents.Contains(l.Event)).Select(l => $"{l.ActivityId}.{l.Event}").ToList();
        if (!inOrder)
        {
            wanted.Sort(StringComparer.Ordinal);
            found.Sort(StringComparer.Ordinal);
        }

        for (var i = 0; i < Math.Max(wanted.Count, found.Count); i++)
        {
            var want = i < wanted.Count ? wanted[i] : "its end";
            var have = i < found.Count ? found[i] : "its end";
            if (want != have)
            {
                return $"journal line {i + 1}{(inOrder ? "" : " (sorted)")}: Elsa {want}, here {have}";
            }
        }

        return null;
    }

    private static string? Members(JsonElement expected, string name, IReadOnlyDictionary<string, object?> found, bool inOrder)
    {
        if (!expected.TryGetProperty(name, out var written) || written.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        using var ours = JsonDocument.Parse(PlainText.Of(found));
        foreach (var member in written.EnumerateObject())
        {
            if (!ours.RootElement.TryGetProperty(member.Name, out var value))
            {
                return $"{name}.{member.Name}: Elsa {member.Value.GetRawText()}, here it is not there";
            }

            if (!(member.Name == "trail" && !inOrder ? SameLetters(member.Value, value) : Same(member.Value, value)))
            {
                return $"{name}.{member.Name}: Elsa {member.Value.GetRawText()}, here {value.GetRawText()}";
            }
        }

        return ours.RootElement.EnumerateObject().Select(m => m.Name).FirstOrDefault(n => !written.TryGetProperty(n, out _)) is { } more
            ? $"{name}.{more}: Elsa has none"
            : null;
    }

    private static string? Bookmarks(JsonElement expected, InstanceState state, WorkflowDefinition definition)
    {
        if (!expected.TryGetProperty("bookmarks", out var written))
        {
            return null;
        }

        var wanted = written.EnumerateArray().Select(b => $"{Text(b, "activityId")} {Text(b, "name")}").Order(StringComparer.Ordinal);
        var found = state.Bookmarks.Select(b => $"{b.ActivityId} {definition.TypeOf(b.ActivityId)}").Order(StringComparer.Ordinal);
        return Same("bookmarks", string.Join(", ", wanted), string.Join(", ", found));
    }

    private static string? Incidents(JsonElement expected, InstanceState state)
    {
        if (!expected.TryGetProperty("incidents", out var written))
        {
            return null;
        }

        var wanted = written.EnumerateArray().Select(i => Text(i, "activityId")).Order(StringComparer.Ordinal);
        var found = state.Incidents.Select(i => i.ActivityId).Order(StringComparer.Ordinal);
        return Same("incidents", string.Join(", ", wanted), string.Join(", ", found));
    }

    private static string? Same(string what, string? wanted, string? found) =>
        string.Equals(wanted, found, StringComparison.Ordinal) ? null : $"{what}: Elsa {wanted ?? "null"}, here {found ?? "null"}";

    private static bool SameLetters(JsonElement wanted, JsonElement found) =>
        (wanted.GetString() ?? "").Order().SequenceEqual((found.GetString() ?? "").Order());

    /// <summary>Numbers by value, instants by the moment they name, <c>$ID</c> like any text.</summary>
    private static bool Same(JsonElement wanted, JsonElement found)
    {
        if (wanted.ValueKind == JsonValueKind.String && found.ValueKind == JsonValueKind.String)
        {
            var (want, have) = (wanted.GetString()!, found.GetString()!);
            return want == have || want == "$ID" || (Moment(want) is { } moment && moment == Moment(have));
        }

        return wanted.ValueKind == found.ValueKind && wanted.ValueKind switch
        {
            JsonValueKind.Number => wanted.GetDouble().Equals(found.GetDouble()),
            JsonValueKind.Array => wanted.GetArrayLength() == found.GetArrayLength() && wanted.EnumerateArray().Zip(found.EnumerateArray()).All(p => Same(p.First, p.Second)),
            JsonValueKind.Object => wanted.EnumerateObject().Count() == found.EnumerateObject().Count()
                && wanted.EnumerateObject().All(m => found.TryGetProperty(m.Name, out var value) && Same(m.Value, value)),
            _ => true,
        };
    }

    private static DateTimeOffset? Moment(string text) =>
        text.Length >= 10 && text[4..5] == "-" && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    private static string? Text(JsonElement from, string name) => from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
