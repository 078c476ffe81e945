using System.Globalization;
using System.Text.Json;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Runtime.Calendars;

namespace OcrWorkflows.Centres.Letters;

/// <summary>What a letter may say: the message's values and the centre, as plain data and in words. Templates see nothing else.</summary>
internal static class LetterValues
{
    private const int DateLength = 10;
    private static readonly TimeZoneInfo s_london = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    public static Dictionary<string, object?> Of(JsonElement payload, Centre? centre, DateTimeOffset writtenAt)
    {
        var values = payload.EnumerateObject().ToDictionary(member => member.Name, member => IsMoney(member) ? Pounds(member.Value) : Plain(member.Value), StringComparer.Ordinal);
        values[LetterVocabulary.WrittenOn] = InWords(WorkingCalendar.LocalDate(writtenAt));
        values.Remove(LetterVocabulary.Centre);
        if (centre is not null)
        {
            values[LetterVocabulary.Centre] = Of(centre);
        }

        return values;
    }

    public static Dictionary<string, object?> Of(Centre centre) => new(StringComparer.Ordinal)
    {
        ["number"] = centre.Number,
        ["name"] = centre.Name,
        ["type"] = centre.Type,
        ["nation"] = centre.Nation,
        ["status"] = centre.Status.ToString(),
    };

    /// <summary>Amounts are whole pence, in values whose names end so.</summary>
    private static bool IsMoney(JsonProperty member) => member.Value.ValueKind == JsonValueKind.Number && member.Name.EndsWith("pence", StringComparison.OrdinalIgnoreCase);

    private static string Pounds(JsonElement pence) => (pence.GetDecimal() / 100).ToString("£#,0.00;-£#,0.00", CultureInfo.InvariantCulture);

    private static object? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.String => InWords(value.GetString()!),
        JsonValueKind.Array => value.EnumerateArray().Select(Plain).ToList(),
        _ => value.EnumerateObject().ToDictionary(member => member.Name, member => Plain(member.Value), StringComparer.Ordinal),
    };

    /// <summary>Dates and moments, which messages write as ISO 8601, as a letter writes them; every other text as it is.</summary>
    private static string InWords(string text)
    {
        if (text.Length == DateLength && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return InWords(day);
        }

        return text.Length > DateLength && text[DateLength] == 'T' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? TimeZoneInfo.ConvertTime(moment, s_london).ToString("d MMMM yyyy 'at' HH:mm", CultureInfo.InvariantCulture)
            : text;
    }

    private static string InWords(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
