using OcrWorkflows.Centres.Reference;

namespace OcrWorkflows.Tests.Centres;

/// <summary>The rule sets that are shipped.</summary>
internal static class Repository
{
    public static string RuleSets { get; } = Path.Combine(Root(), "rule-sets");

    public static ReferenceData Reference { get; } = ReferenceReader.Read(RuleSets).Data ?? throw new InvalidOperationException(string.Join('\n', ReferenceReader.Read(RuleSets).Diagnostics));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "OcrWorkflows.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run below the repository.");
        }

        return folder.FullName;
    }
}
