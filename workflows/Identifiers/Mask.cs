namespace OcrWorkflows.Centres.Identifiers;

/// <summary>Shows the layout of personal data and not the data: what a message may carry.</summary>
public static class Mask
{
    /// <summary>Longest entry, unit or series code; a ULN has ten characters and a UCI thirteen.</summary>
    private const int LongestCode = 8;

    /// <summary>Digits become #, letters x, at most 20 characters; the rest shows what is out of place.</summary>
    public static string Layout(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var shown = value.Length > 20 ? value.AsSpan(0, 20) : value;
        var masked = new char[shown.Length];
        for (var i = 0; i < shown.Length; i++)
        {
            masked[i] = char.IsDigit(shown[i]) ? '#' : char.IsLetter(shown[i]) ? 'x' : char.IsControl(shown[i]) ? '?' : shown[i];
        }

        return value.Length > 20 ? $"{new string(masked)}… ({value.Length} characters)" : new string(masked);
    }

    /// <summary>A value that ought to be a code or a number of ours: plain when it has that layout, masked when it may be a name, an identifier or a date that slipped into the column.</summary>
    public static string Code(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Length <= LongestCode && value.All(char.IsAsciiLetterOrDigit) && value.Any(char.IsAsciiDigit) ? value : Layout(value);
    }

    /// <summary>A value that is not personal data, cut to what a message can hold.</summary>
    public static string Plain(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var clean = value.Any(char.IsControl) ? string.Concat(value.Select(c => char.IsControl(c) ? '?' : c)) : value;
        return clean.Length > 40 ? $"{clean[..40]}…" : clean;
    }
}
