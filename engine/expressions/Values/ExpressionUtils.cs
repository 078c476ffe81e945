namespace OcrWorkflows.Expressions.Values;

/// <summary>The functions that RulesEngine adds to the language under this name.</summary>
internal static class ExpressionUtils
{
    /// <summary>True when one of the comma-separated values is exactly the text; false when either is null or empty.</summary>
    public static bool CheckContains(string? check, string? valList) =>
        !string.IsNullOrEmpty(check) && !string.IsNullOrEmpty(valList) && valList.Split(',').Contains(check, StringComparer.Ordinal);
}
