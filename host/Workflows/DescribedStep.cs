using System.Globalization;
using System.Text.Json;
using OcrWorkflows.Runtime;

namespace OcrWorkflows.Host.Workflows;

/// <summary>One activity as the page of its definition tells it.</summary>
/// <param name="Who">A role for a task; otherwise what does it.</param>
/// <param name="When">Empty where no time is set.</param>
internal sealed record DescribedStep(string Id, string Type, string Title, string? Description, string Who, string When, IReadOnlyList<string> Clauses)
{
    private static readonly Dictionary<string, string> Doers = new(StringComparer.Ordinal)
    {
        ["Elsa.Event"] = "an event",
        ["Elsa.StartAt"] = "the clock",
        ["Elsa.Delay"] = "the clock",
        ["Ocr.WorkingDayDelay"] = "the clock",
        ["Ocr.CalendarDelay"] = "the clock",
        ["Ocr.Decide"] = "the rules",
        ["Elsa.ExecuteWorkflow"] = "another workflow",
    };

    public static DescribedStep Of(DiagramActivity activity, JsonElement written)
    {
        var custom = written.GetProperty("customProperties");
        var task = custom.TryGetProperty("ocr", out var ocr) ? ocr : default;
        return new DescribedStep(activity.Id, activity.Type, activity.Title, activity.Description, WhoOf(activity, written, task), WhenOf(written, task), ClausesOf(custom));
    }

    private static string WhoOf(DiagramActivity activity, JsonElement written, JsonElement task) => activity.Type switch
    {
        "Elsa.RunTask" => task.ValueKind == JsonValueKind.Object && task.TryGetProperty("role", out var role) ? role.GetString()! : "anybody",
        "Elsa.Event" => $"event `{Value(written, "eventName")}`",
        "Ocr.Decide" => $"rule set `{Value(written, "ruleSet")}`",
        "Ocr.SendLetter" => $"letter `{Value(written, "kind")}`",
        _ => Doers.GetValueOrDefault(activity.Type, ""),
    };

    private static string WhenOf(JsonElement written, JsonElement task)
    {
        if (task.ValueKind == JsonValueKind.Object && task.TryGetProperty("dueInWorkingDays", out var due))
        {
            var from = task.TryGetProperty("dueFrom", out var day) ? $" from {Plain(day.GetProperty("value").GetString()!)}" : "";
            return $"{Count(due.GetInt32(), "working day")}{from}";
        }

        string?[] parts =
        [
            Span(written, "workingDays", "working day"),
            Span(written, "months", "calendar month"),
            Span(written, "days", "calendar day"),
            Value(written, "timeSpan"),
            Value(written, "dateTime") is { } at ? Plain(at) : null,
        ];
        var spans = string.Join(", ", parts.Where(p => p is not null));
        return Value(written, "from") is { } start ? $"{(spans.Length == 0 ? "to the end" : spans)}, from {Plain(start)}" : spans;
    }

    private static string? Span(JsonElement written, string name, string unit) =>
        Value(written, name) is { } text && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) ? Count(count, unit) : null;

    private static string Count(int count, string unit) => $"{count} {unit}{(count is 1 or -1 ? "" : "s")}";

    /// <summary>The expression or value of an input; null when the file does not set it.</summary>
    private static string? Value(JsonElement written, string name) =>
        written.TryGetProperty(name, out var input) && input.ValueKind == JsonValueKind.Object && input.TryGetProperty("expression", out var expression) ? expression.GetProperty("value").ToString() : null;

    private static string Plain(string expression) => $"`{expression.Replace("|", "\\|", StringComparison.Ordinal)}`";

    private static IReadOnlyList<string> ClausesOf(JsonElement custom) => !custom.TryGetProperty("clause", out var clause) ? []
        : clause.ValueKind == JsonValueKind.Array ? [.. clause.EnumerateArray().Select(c => c.GetString()!)] : [clause.GetString()!];
}
