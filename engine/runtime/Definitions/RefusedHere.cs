using OcrWorkflows.Expressions;

namespace OcrWorkflows.Runtime.Definitions;

/// <summary>Faults found when a file is read that Elsa meets only when it runs, or never.</summary>
internal static class RefusedHere
{
    private static readonly Dictionary<string, string> Differences = new(StringComparer.Ordinal)
    {
        ["WFL006"] = "DIF201",
        ["WFL008"] = "DIF202",
        ["WFL009"] = "DIF202",
        ["WFL019"] = "DIF202",
        ["WFL025"] = "DIF202",
        ["WFL012"] = "DIF203",
        ["WFL013"] = "DIF203",
        ["WFL014"] = "DIF203",
        ["WFL024"] = "DIF203",
        ["WFL011"] = "DIF204",
        ["WFL015"] = "DIF204",
        ["WFL016"] = "DIF204",
        ["WFL018"] = "DIF204",
        ["WFL010"] = "DIF205",
        ["WFL020"] = "DIF205",
        ["WFL021"] = "DIF205",
    };

    public static IReadOnlyList<Difference> Of(IEnumerable<Diagnostic> diagnostics) =>
        [.. diagnostics.Where(d => d.IsError).Select(d => Differences.GetValueOrDefault(d.Code)).OfType<string>().Distinct().Select(code => new Difference(code, null))];
}
