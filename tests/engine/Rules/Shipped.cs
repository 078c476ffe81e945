namespace OcrWorkflows.Tests.Rules;

/// <summary>The files of the repository that tests of the engine read.</summary>
internal static class Shipped
{
    private static readonly string s_root = Root();

    public static IEnumerable<string> RuleFiles => Directory.EnumerateFiles(Path.Combine(s_root, "rule-sets"), "rules.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    public static string WorkflowCases => Path.Combine(s_root, "tests", "conformance", "cases", "rulesengine", "workflows.json");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "OcrWorkflows.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside of the repository.");
        }

        return folder.FullName;
    }
}
