namespace OcrWorkflows.Rules.Files;

/// <summary>The beginning of a text, for a message that quotes it.</summary>
internal static class Excerpt
{
    /// <summary>Characters that are quoted at most.</summary>
    public const int Length = 80;

    public static string Of(string text) => text.Length <= Length ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[Length - 1]) ? Length - 1 : Length), "…");
}
