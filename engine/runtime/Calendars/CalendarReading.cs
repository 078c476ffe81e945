using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Sources;

namespace OcrWorkflows.Runtime.Calendars;

/// <summary>Reads the file of bank holidays; a division with a fault in it gives no calendar at all.</summary>
internal static class CalendarReading
{
    private const int EditionLength = 12;

    public static CalendarLoad Read(string file, ReadOnlySpan<byte> utf8, string division)
    {
        var document = SourceDocument.Parse(file, utf8);
        var diagnostics = document.Diagnostics.ToList();
        var holidays = new Dictionary<DateOnly, string>();
        if (document.Root is { } root)
        {
            if (root[division]?["events"] is { Kind: SourceKind.Array, Items.Count: > 0 } events)
            {
                foreach (var item in events.Items)
                {
                    ReadEvent(item, holidays, diagnostics);
                }
            }
            else
            {
                diagnostics.Add((root[division] ?? root).At("CAL001", $"The file has no bank holidays of the division \"{division}\".",
                    root.Members.Count > 0 ? $"It has: {string.Join(", ", root.Members.Select(m => m.Name))}." : null));
            }
        }

        return diagnostics.Exists(d => d.IsError)
            ? new CalendarLoad(null, diagnostics)
            : new CalendarLoad(new WorkingCalendar(division, EditionOf(utf8, division), holidays), diagnostics);
    }

    private static void ReadEvent(SourceNode item, Dictionary<DateOnly, string> holidays, List<Diagnostic> diagnostics)
    {
        var written = item["date"];
        if (written is null || !DateOnly.TryParseExact(written.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            diagnostics.Add((written ?? item).At("CAL002", "A bank holiday needs a \"date\" that exists, as yyyy-MM-dd."));
            return;
        }

        var title = item["title"]?.Text is { Length: > 0 } text ? text : "bank holiday";
        var notes = item["notes"]?.Text is { Length: > 0 } note ? ", " + char.ToLowerInvariant(note[0]) + note[1..] : "";
        if (!holidays.TryAdd(date, title + notes))
        {
            diagnostics.Add(written.At("CAL003", $"{date:yyyy-MM-dd} stands twice in this division.", "Keep one of them.", DiagnosticSeverity.Warning));
        }
    }

    private static string EditionOf(ReadOnlySpan<byte> utf8, string division)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(utf8);
        hash.AppendData(Encoding.UTF8.GetBytes(division));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..EditionLength];
    }
}
