using System.Text.Json;

namespace OcrWorkflows.Tests.Conformance.Expressions;

/// <summary>What broke while an expression ran: where the case tells it, it must be the same kind of thing here.</summary>
internal static class Breakages
{
    private static readonly Dictionary<string, string[]> s_words = new(StringComparer.Ordinal)
    {
        ["DivideByZeroException"] = ["division by zero"],
        ["NullReferenceException"] = ["null"],
        ["ArgumentOutOfRangeException"] = ["out of range", "outside"],
        ["IndexOutOfRangeException"] = ["out of range", "outside"],
        ["KeyNotFoundException"] = ["no such key"],
        ["OverflowException"] = ["too large or too small"],
    };

    /// <param name="exception">As observed; a fault of the text itself may show here while it runs, since plain data has its types only then.</param>
    /// <returns>Both, in words; null when they agree, or nothing is known to compare.</returns>
    public static string? Difference(JsonElement exception, string broke)
    {
        var type = exception.GetProperty("type").GetString()!;
        var message = exception.GetProperty("message").GetString()!;
        var wanted = message.StartsWith("Sequence contains", StringComparison.Ordinal) ? [message.TrimEnd('.')] : s_words.GetValueOrDefault(type[(type.LastIndexOf('.') + 1)..]);
        return wanted is null || Array.Exists(wanted, w => broke.Contains(w, StringComparison.OrdinalIgnoreCase)) ? null : $"expected {type} ({message}), broke: {broke}";
    }
}
