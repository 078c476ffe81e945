namespace OcrWorkflows.Tests.Rules;

/// <summary>The files as they stand in the repository.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder) =>
        folder is null ? throw new DirectoryNotFoundException("The tests run outside of the repository: no OcrWorkflows.sln above them.")
        : File.Exists(Path.Combine(folder.FullName, "OcrWorkflows.sln")) ? folder.FullName
        : Find(folder.Parent);
}
