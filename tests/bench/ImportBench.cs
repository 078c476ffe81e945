using System.Globalization;
using System.Text.Json;

namespace OcrWorkflows.Bench;

/// <summary>
/// <c>import</c>: a file of N lines and one of a tenth of them, each imported into a database of its own by the command line;
/// then the rows of the larger import inserted again by bare prepared commands, in transactions of a thousand rows, with the same durability.
/// </summary>
internal static class ImportBench
{
    public static int Run(string[] arguments)
    {
        var lines = 100_000;
        var at = Array.IndexOf(arguments, "--lines");
        if (at >= 0 && (at + 1 >= arguments.Length || !int.TryParse(arguments[at + 1], CultureInfo.InvariantCulture, out lines) || lines < 1000))
        {
            Console.Error.WriteLine("bench: --lines needs a number of at least 1000.");
            return 2;
        }

        var folder = Directory.CreateTempSubdirectory("ocr-bench-").FullName;
        try
        {
            var small = Measure(folder, lines / 10);
            var large = Measure(folder, lines);
            Console.Error.WriteLine("Inserting the same rows by bare commands ...");
            var (rows, bare) = BareInsert.Run(large.Before, large.After);
            Report(small, large, rows, bare, arguments.Contains("--json"));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Import Measure(string folder, int lines)
    {
        var database = Path.Combine(folder, $"{lines}.db");
        Console.Error.WriteLine($"Making {lines:N0} lines ...");
        Product.Run("demo", "load", "--database", database, "--lines", Text(lines), "--candidates", Text(lines / 3), "--centres", "200");
        var before = database + ".before";
        BareInsert.Snapshot(database, before);
        var file = Directory.GetFiles(folder, "*.csv").Single(f => !f.EndsWith(".report.csv", StringComparison.Ordinal));
        Console.Error.WriteLine($"Importing {lines:N0} lines ...");
        var run = Product.Run("import", "entries", file, "--database", database, "--json");
        foreach (var used in Directory.GetFiles(folder, "*.csv"))
        {
            File.Delete(used);
        }

        using var result = JsonDocument.Parse(run.Output);
        var decided = Member(result.RootElement, "lines").GetInt32();
        return new Import(decided, TimeSpan.Parse(Member(result.RootElement, "elapsed").GetString()!, CultureInfo.InvariantCulture), run.PeakBytes, before, database);
    }

    private static void Report(Import small, Import large, int rows, TimeSpan bare, bool json)
    {
        var figures = new SortedDictionary<string, object>
        {
            ["lines"] = large.Lines,
            ["importMs"] = (long)large.Elapsed.TotalMilliseconds,
            ["linesPerSecond"] = (long)(large.Lines / large.Elapsed.TotalSeconds),
            ["rows"] = rows,
            ["bareInsertMs"] = (long)bare.TotalMilliseconds,
            ["importToBareInsertSpeedRatio"] = Math.Round(bare / large.Elapsed, 3),
            ["peakBytes"] = large.PeakBytes,
            ["peakBytesAtATenth"] = small.PeakBytes,
            ["peakMemoryRatio"] = small.PeakBytes == 0 ? "not measured" : Math.Round((double)large.PeakBytes / small.PeakBytes, 2),
        };
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(figures));
            return;
        }

        Console.WriteLine($"""
            {large.Lines:N0} lines decided and stored in {large.Elapsed.TotalSeconds:N1} s: {large.Lines / large.Elapsed.TotalSeconds:N0} lines a second
            The same {rows:N0} rows by bare commands: {bare.TotalSeconds:N1} s, so the import has {bare / large.Elapsed:P0} of the speed of a bare insert
            Peak memory: {Megabytes(small.PeakBytes)} for {small.Lines:N0} lines, {Megabytes(large.PeakBytes)} for {large.Lines:N0}
            """);
    }

    private static string Megabytes(long bytes) => bytes == 0 ? "not measured" : $"{bytes / 1024.0 / 1024.0:N0} MB";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static JsonElement Member(JsonElement owner, string name) =>
        owner.EnumerateObject().First(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    private sealed record Import(int Lines, TimeSpan Elapsed, long PeakBytes, string Before, string After);
}
