using System.Text.RegularExpressions;

namespace OcrWorkflows.Storage.Tests.SqlServer;

/// <summary>Says in SQLite's words the little of T-SQL that the storage layer's commands are made of.</summary>
internal static partial class TSqlOnSqlite
{
    public static string Of(string command)
    {
        var text = Settings().Replace(command, "");
        text = Save().Replace(text, "SAVEPOINT $1");
        text = Back().Replace(text, "ROLLBACK TO $1");
        text = UpdateFrom().Replace(text, m => $"UPDATE {m.Groups[3].Value} AS {m.Groups[1].Value}\nSET {m.Groups[2].Value.Replace($"{m.Groups[1].Value}.", "", StringComparison.Ordinal)}\n");
        text = DeleteFrom().Replace(text, "DELETE FROM $2 AS $1");
        text = Page().Replace(text, "LIMIT $2 OFFSET $1");
        text = Output().Replace(text, m => $"{m.Groups[2].Value} RETURNING {m.Groups[1].Value.Replace("INSERTED.", "", StringComparison.Ordinal)}");
        text = Wide().Replace(text, "'");
        return Top(text).Replace("LEN(", "length(", StringComparison.Ordinal).Replace("COUNT_BIG(", "count(", StringComparison.Ordinal);
    }

    /// <summary><c>SELECT TOP(n) …</c> becomes <c>SELECT … LIMIT n</c>, at the end of the very query.</summary>
    private static string Top(string text)
    {
        while (TopOf().Match(text) is { Success: true } top)
        {
            var depth = 0;
            var end = top.Index;
            for (; end < text.Length && depth >= 0 && !(depth == 0 && text[end] == ';'); end++)
            {
                depth += text[end] switch { '(' => 1, ')' => -1, _ => 0 };
            }

            end -= depth < 0 ? 1 : 0;
            text = $"{text[..top.Index]}{text[(top.Index + top.Length)..end]}\nLIMIT {top.Groups[1].Value}{text[end..]}";
        }

        return text;
    }

    [GeneratedRegex(@"SET (IMPLICIT_TRANSACTIONS OFF|NOCOUNT ON);\s*")]
    private static partial Regex Settings();

    [GeneratedRegex(@"SAVE TRANSACTION (\S+?);?$")]
    private static partial Regex Save();

    [GeneratedRegex(@"ROLLBACK TRANSACTION (\S+?);?$")]
    private static partial Regex Back();

    [GeneratedRegex(@"UPDATE (\[\w+\])\s+SET (.*?)\s+FROM (\[\w+\]) AS \1\s*", RegexOptions.Singleline)]
    private static partial Regex UpdateFrom();

    [GeneratedRegex(@"DELETE FROM (\[\w+\])\s+FROM (\[\w+\]) AS \1")]
    private static partial Regex DeleteFrom();

    [GeneratedRegex(@"OFFSET (\S+) ROWS FETCH NEXT (\S+) ROWS ONLY")]
    private static partial Regex Page();

    [GeneratedRegex(@"\s+OUTPUT (1|INSERTED\.\[\w+\])(.*?)(?=;|$)", RegexOptions.Singleline)]
    private static partial Regex Output();

    [GeneratedRegex(@"\bN'")]
    private static partial Regex Wide();

    [GeneratedRegex(@"TOP\(([^)]+)\) ")]
    private static partial Regex TopOf();
}
