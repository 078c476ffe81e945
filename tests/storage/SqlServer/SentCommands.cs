using System.Text.RegularExpressions;

namespace OcrWorkflows.Storage.Tests.SqlServer;

/// <summary>The commands of the snapshot: one statement each, whatever batch it came in, however many rows it wrote.</summary>
internal static partial class SentCommands
{
    public static string File { get; } = Path.Combine(Root(), "tests", "storage", "SqlServer", "commands.sql");

    public static IEnumerable<string> Of(string batch) =>
        batch.ReplaceLineEndings("\n").Split(";\n").Select(s => s.Trim().TrimEnd(';')).Where(s => s.Length > 0).Select(One);

    private static string One(string statement)
    {
        var text = MoreRows().Replace(statement, "");
        text = SavepointName().Replace(text, "$1");
        text = BlankLines().Replace(text, "\n");
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        return Numbered().Replace(text, m => names.TryGetValue(m.Value, out var known) ? known : names[m.Value] = $"@p{names.Count}") + ";";
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder!.FullName, "OcrWorkflows.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"(?<=VALUES \([^()]*\))(,\s*\([^()]*\))+")]
    private static partial Regex MoreRows();

    [GeneratedRegex(@"(TRANSACTION \[?[a-z]+)[0-9]+")]
    private static partial Regex SavepointName();

    [GeneratedRegex(@"\n\s*\n")]
    private static partial Regex BlankLines();

    [GeneratedRegex(@"@p[0-9]+\b")]
    private static partial Regex Numbered();
}
