using System.Globalization;
using System.Text.RegularExpressions;

namespace OcrWorkflows.Centres.Importing;

/// <summary>
/// Name of a file in the common formats of the sector (JCQ, version 14), <c>dcccccbb.Xnn</c>: the type of data; the centre, or series and year in what an awarding body sends to all;
/// the awarding body; the last two digits of the sequence number. Capital and small letters are the same. The layouts of the records inside are not published.
/// </summary>
/// <param name="Sender">Five characters: a centre number, or series and year such as <c>1a13_</c>.</param>
public sealed partial record SectorFileName(char DataType, string Sender, string Body, string Sequence)
{
    /// <summary>The types whose meaning could be read; others exist.</summary>
    private static readonly Dictionary<char, string> Kinds = new()
    {
        ['A'] = "amendments to entries",
        ['C'] = "components",
        ['D'] = "disallowed combinations",
        ['E'] = "entries",
        ['F'] = "forecasts",
        ['L'] = "links between options and components",
        ['O'] = "options",
        ['S'] = "syllabuses",
    };

    public bool IsFromCentre => Sender.All(char.IsAsciiDigit);

    /// <summary>Such as <c>entries of centre 12345 for awarding body 01</c>.</summary>
    public string Words => string.Create(CultureInfo.InvariantCulture,
        $"{Kinds.GetValueOrDefault(DataType, $"data of the type {DataType}")} {(IsFromCentre ? $"of centre {Sender} for awarding body" : $"of series {Sender.TrimEnd('_')} from awarding body")} {Body}");

    /// <returns>Null for any other name.</returns>
    public static SectorFileName? Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var parts = Pattern().Match(name);
        return parts.Success
            ? new SectorFileName(char.ToUpperInvariant(parts.Groups[1].Value[0]), parts.Groups[2].Value, parts.Groups[3].Value, parts.Groups[4].Value)
            : null;
    }

    internal ImportProblem Refusal(string name) => new("IMP034", 0, "", "",
        $"{name} is a file of the sector's common formats: {Words}. The layout of its records is not published, so it is not read; nothing was stored.",
        "Send the same lines as CSV: docs/entries-csv.md describes the columns.");

    [GeneratedRegex("^([A-Za-z])([0-9]{5}|[0-9A-Za-z]{2}[0-9]{2}_)([0-9A-Za-z]{2})\\.[Xx]([0-9]{2})\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
