namespace OcrWorkflows.Host.Tests;

/// <summary>A folder of its own with the shipped rule sets and definitions, and room for a database.</summary>
internal sealed class TestFolder : IDisposable
{
    public TestFolder()
    {
        Home = Directory.CreateTempSubdirectory("ocr-host-test-").FullName;
        Copy(Path.Combine(Repository, "rule-sets"), RuleSets);
        Copy(Path.Combine(Repository, "workflows", "definitions"), Definitions);
    }

    public string Home { get; }

    public string RuleSets => Path.Combine(Home, "rule-sets");

    public string Definitions => Path.Combine(Home, "workflows", "definitions");

    public string Database => Path.Combine(Home, "data", "ocr.db");

    /// <summary>Settings that keep a host or command inside this folder.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["Home"] = Home,
        ["Schedules:PollSeconds"] = "0.25",
        ["Limits:RequestsPerMinute"] = "0",
        ["Limits:SignInsPerMinute"] = "0",
        ["Logging:LogLevel:Default"] = "Warning",
    };

    public static string Repository { get; } = FindRepository();

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Home, recursive: true);
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OcrWorkflows.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("OcrWorkflows.sln stands in no folder above the tests.");
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var folder in Directory.EnumerateDirectories(from))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }
}
