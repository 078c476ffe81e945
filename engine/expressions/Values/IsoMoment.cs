namespace OcrWorkflows.Expressions.Values;

/// <summary>The form that dates have in JSON, <c>2026-06-01T09:30:00</c>, read without the search for other forms.</summary>
internal static class IsoMoment
{
    /// <returns>Null for any other form, which <see cref="DateTime.TryParse(string, IFormatProvider?, System.Globalization.DateTimeStyles, out DateTime)"/> may know.</returns>
    public static DateTime? Read(string text)
    {
        if (text is not [_, _, _, _, '-', _, _, '-', _, _, 'T', _, _, ':', _, _, ':', _, _])
        {
            return null;
        }

        var (year, month, day) = (Digits(text, 0, 4), Digits(text, 5, 2), Digits(text, 8, 2));
        var (hour, minute, second) = (Digits(text, 11, 2), Digits(text, 14, 2), Digits(text, 17, 2));
        return year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) && hour is >= 0 and < 24 && minute is >= 0 and < 60 && second is >= 0 and < 60
            ? new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified)
            : null;
    }

    /// <returns>-1 or less when a character is no digit.</returns>
    private static int Digits(string text, int from, int count)
    {
        var number = 0;
        for (var i = from; i < from + count; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
            {
                return -1;
            }

            number = number * 10 + (text[i] - '0');
        }

        return number;
    }
}
