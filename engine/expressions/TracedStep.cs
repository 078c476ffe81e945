using System.Collections;
using System.Globalization;
using System.Text.Json.Serialization;

namespace OcrWorkflows.Expressions;

/// <summary>One part of an expression and what it came to, both as text: what people and the API are shown of a <see cref="TracedPart"/>.</summary>
/// <param name="Text">The part as written.</param>
/// <param name="Value">What it came to, strings in quotes; of a list only how many it holds, of an object only that there is one. Null when it was not reached or broke.</param>
/// <param name="Reached">False when another part had settled the result.</param>
/// <param name="Broke">Why it could not be evaluated; null when it could.</param>
/// <param name="Element">Inside a sequence method: 0-based index of the element this was evaluated for. Null elsewhere.</param>
/// <param name="Parts">The parts it is made of, in the order of the text.</param>
public sealed record TracedStep(string Text, string? Value, bool Reached, string? Broke, int? Element, IReadOnlyList<TracedStep> Parts)
{
    public static TracedStep Of(TracedPart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        return new TracedStep(part.Text, part.Evaluated && part.Broke is null ? Written(part.Value) : null, part.Evaluated, part.Broke, part.Element, [.. part.Parts.Select(Of)]);
    }

    /// <summary>What it came to, in words where it has no value.</summary>
    [JsonIgnore]
    public string Result => Broke is { } broke ? $"broke: {broke}" : Value ?? "not reached";

    private static string Written(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        bool truth => truth ? "true" : "false",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IEnumerable items => items.Cast<object?>().Count() is 1 ? "[1 item]" : $"[{items.Cast<object?>().Count()} items]",
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => "{...}",
    };
}
