using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace OcrWorkflows.Centres.Export;

/// <summary>Writes rows as CSV while they are read: UTF-8 with a mark for spreadsheets, nothing held but the row at hand.</summary>
public static class CsvTable
{
    /// <summary>Rows between two flushes: what is written reaches the reader while the rest is read.</summary>
    private const int FlushEvery = 500;

    /// <summary>A spreadsheet takes a text that begins with one of these for a formula.</summary>
    private const string Dangerous = "=+-@\t\r";

    /// <returns>How many rows were written, the header not counted.</returns>
    public static async Task<long> WriteAsync(Stream stream, IReadOnlyList<string> header, IAsyncEnumerable<IReadOnlyList<object?>> rows, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n" });
        await RowAsync(csv, header);
        var written = 0L;
        await foreach (var row in rows.WithCancellation(stop))
        {
            await RowAsync(csv, row);
            if (++written % FlushEvery == 0)
            {
                await csv.FlushAsync();
                await text.FlushAsync(stop);
            }
        }

        await csv.FlushAsync();
        await text.FlushAsync(stop);
        return written;
    }

    /// <summary>A value as the cell shows it: days and instants as ISO 8601 (instants in UTC), numbers plain, a text that could be taken for a formula with an apostrophe before it.</summary>
    public static string Cell(object? value) => value switch
    {
        null => "",
        string text => text.Length > 0 && Dangerous.Contains(text[0]) ? "'" + text : text,
        bool yes => yes ? "yes" : "no",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTimeOffset at => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => Cell(value.ToString()),
    };

    private static async Task RowAsync(CsvWriter csv, IReadOnlyList<object?> row)
    {
        foreach (var value in row)
        {
            csv.WriteField(Cell(value));
        }

        await csv.NextRecordAsync();
    }
}
