namespace OcrWorkflows.Centres.Identifiers;

/// <summary>
/// Unique candidate identifier, 13 characters: centre of the first entry (5 digits), awarding body (0, or a letter A to P),
/// academic year (2 digits), candidate number (4 digits), check letter.
/// </summary>
public static class Uci
{
    private const string Letters = "ABCDEFGHKLMRTVWXY";

    /// <summary>Case is not minded; white space around it is.</summary>
    public static IdentifierCheck Check(string? uci)
    {
        if (string.IsNullOrEmpty(uci))
        {
            return IdentifierCheck.Missing;
        }

        return uci.Length == 13 && CheckLetter(uci.AsSpan(0, 12)) is { } letter && char.ToUpperInvariant(uci[12]) == letter
            ? IdentifierCheck.Valid
            : IdentifierCheck.Wrong;
    }

    /// <summary>Weights 16, 15 ... 5 over the first twelve characters, modulo 17, as an index into the check letters; A counts 1 ... P counts 16.</summary>
    /// <returns>Null when the twelve characters are not laid out as a UCI.</returns>
    public static char? CheckLetter(ReadOnlySpan<char> twelve)
    {
        if (twelve.Length != 12)
        {
            return null;
        }

        var sum = 0;
        for (var i = 0; i < 12; i++)
        {
            var value = Value(twelve[i], letterAllowed: i == 5);
            if (value < 0)
            {
                return null;
            }

            sum += value * (16 - i);
        }

        return Letters[sum % 17];
    }

    private static int Value(char c, bool letterAllowed) => char.ToUpperInvariant(c) switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'A' and <= 'P' when letterAllowed => char.ToUpperInvariant(c) - 'A' + 1,
        _ => -1,
    };
}
