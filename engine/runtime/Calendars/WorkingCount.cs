using System.Globalization;
using System.Text.RegularExpressions;

namespace OcrWorkflows.Runtime.Calendars;

/// <summary>What was counted to come to a deadline, read from its explanation: enough to count it again with another calendar.</summary>
/// <param name="From">Day 0.</param>
/// <param name="Edition">Of the calendar that it was counted with.</param>
public sealed partial record WorkingCount(DateOnly From, int WorkingDays, string Edition)
{
    /// <summary>Whether an explanation is one of working time; others count every day.</summary>
    public static bool IsOf(string? explanation) => explanation is not null && Beginning().IsMatch(explanation);

    /// <param name="explanation">As <see cref="WorkingDeadline.Explanation"/> has it.</param>
    /// <returns>Null for any other text.</returns>
    public static WorkingCount? Read(string? explanation)
    {
        var match = Whole().Match(explanation ?? "");
        return match.Success
            && int.TryParse(match.Groups["days"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var days)
            && DateOnly.TryParseExact(match.Groups["from"].ValueSpan, "ddd d MMMM yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
            ? new WorkingCount(from, days, match.Groups["edition"].Value)
            : null;
    }

    [GeneratedRegex("^[0-9]+ working days? after ", RegexOptions.CultureInvariant)]
    private static partial Regex Beginning();

    [GeneratedRegex(@"^(?<days>[0-9]+) working days? after (?<from>\w{3} [0-9]{1,2} \w+ [0-9]{4}): .* \(calendar [^,]+, edition (?<edition>\w+)\)\.", RegexOptions.CultureInvariant | RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Whole();
}
