namespace OcrWorkflows.Centres.Identifiers;

/// <summary>Unique learner number: ten digits, the first not zero, the weighted sum (10, 9 ... 1) leaving 10 on division by 11.</summary>
public static class Uln
{
    public static IdentifierCheck Check(string? uln)
    {
        if (string.IsNullOrEmpty(uln))
        {
            return IdentifierCheck.Missing;
        }

        return uln.Length == 10 && CheckDigit(uln.AsSpan(0, 9)) is { } digit && uln[9] == digit
            ? IdentifierCheck.Valid
            : IdentifierCheck.Wrong;
    }

    /// <returns>Null when the nine characters cannot begin a learner number: not digits, a leading zero, or a remainder of 0, which is never issued.</returns>
    public static char? CheckDigit(ReadOnlySpan<char> nine)
    {
        if (nine.Length != 9 || nine[0] == '0')
        {
            return null;
        }

        var sum = 0;
        for (var i = 0; i < 9; i++)
        {
            if (!char.IsAsciiDigit(nine[i]))
            {
                return null;
            }

            sum += (nine[i] - '0') * (10 - i);
        }

        var remainder = sum % 11;
        return remainder == 0 ? null : (char)('0' + 10 - remainder);
    }
}
