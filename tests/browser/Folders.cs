namespace OcrWorkflows.Browser.Tests;

/// <summary>A folder of its own with the shipped rule sets and definitions, and room for a database.</summary>
internal sealed class Folders : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("ocr-browser-test-").FullName;

    public Folders()
    {
        Copy(Path.Combine(Repository, "rule-sets"), Path.Combine(_home, "rule-sets"));
        Copy(Path.Combine(Repository, "workflows", "definitions"), Path.Combine(_home, "workflows", "definitions"));
        Directory.CreateDirectory(Path.Combine(_home, "data"));
    }

    /// <summary>Where pictures of the pages are kept; not part of the sources.</summary>
    public static string Screenshots => Path.Combine(Repository, "artifacts", "screenshots");

    public string EntriesFile => Path.Combine(_home, "data", "entries.csv");

    public Dictionary<string, string?> Settings => new()
    {
        ["Home"] = _home,
        ["Schedules:PollSeconds"] = "0.25",
        ["Limits:RequestsPerMinute"] = "0",
        ["Limits:SignInsPerMinute"] = "0",
        ["Logging:LogLevel:Default"] = "Warning",
    };

    private static string Repository { get; } = Find();

    public string RulesFile(string ruleSet) => Path.Combine(_home, "rule-sets", ruleSet, "rules.json");

    public string LetterFile(string kind) => Path.Combine(_home, "rule-sets", "letters", kind + ".txt");

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_home, recursive: true);
    }

    private static string Find()
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
