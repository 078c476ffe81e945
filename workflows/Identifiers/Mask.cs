namespace OcrWorkflows.Centres.Identifiers;

/// <summary>Shows the layout of personal data and not the data: what a message may carry.</summary>
public static class Mask
{
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

    /// <summary>A value that is not personal data, cut to what a message can hold.</summary>
    public static string Plain(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var clean = value.Any(char.IsControl) ? string.Concat(value.Select(c => char.IsControl(c) ? '?' : c)) : value;
        return clean.Length > 40 ? $"{clean[..40]}…" : clean;
    }
}
