using System.Globalization;

namespace OcrWorkflows.Runtime.Calendars;

/// <summary>
/// A cron expression of six fields (seconds, minutes, hours, days of the month, months, days of the week) or of five without the seconds.
/// Fields are lists of numbers, ranges and steps: <c>*</c>, <c>?</c>, <c>5</c>, <c>1-5</c>, <c>*/15</c>, <c>MON-FRI</c>, <c>JAN,JUL</c>. Sunday is 0 or 7. Times are UTC.
/// </summary>
public sealed class CronSchedule
{
    /// <summary>How far the next time is looked for: 29 February comes round within eight years.</summary>
    private const int HorizonInDays = 366 * 9;

    private static readonly string[] MonthNames = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] DayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private readonly SortedSet<int>[] _fields;
    private readonly bool _anyDay;
    private readonly bool _anyWeekday;

    private CronSchedule(SortedSet<int>[] fields, bool anyDay, bool anyWeekday) => (_fields, _anyDay, _anyWeekday) = (fields, anyDay, anyWeekday);

    /// <returns>Null when the text is none, with the reason in <paramref name="fault"/>.</returns>
    public static CronSchedule? Read(string text, out string? fault)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        words = words.Length == 5 ? ["0", .. words] : words;
        fault = words.Length == 6 ? null : $"The cron expression \"{text}\" has {words.Length} fields; it needs six, or five without the seconds.";
        if (fault is not null)
        {
            return null;
        }

        (int Low, int High, string[] Names, int NamesFrom)[] shapes = [(0, 59, [], 0), (0, 59, [], 0), (0, 23, [], 0), (1, 31, [], 0), (1, 12, MonthNames, 1), (0, 7, DayNames, 0)];
        var fields = new SortedSet<int>[6];
        for (var i = 0; i < 6; i++)
        {
            if (Field(words[i], shapes[i].Low, shapes[i].High, shapes[i].Names, shapes[i].NamesFrom) is not { } field)
            {
                fault = $"The cron expression \"{text}\" is not understood at \"{words[i]}\".";
                return null;
            }

            fields[i] = field;
        }

        if (fields[5].Remove(7))
        {
            fields[5].Add(0);
        }

        return new CronSchedule(fields, words[3] is "*" or "?", words[5] is "*" or "?");
    }

    /// <summary>The first time after an instant; null when there is none within nine years, as for 30 February.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        var from = after.UtcDateTime.AddTicks(-(after.UtcTicks % TimeSpan.TicksPerSecond)).AddSeconds(1);
        for (var day = from.Date; (day - from.Date).TotalDays < HorizonInDays && day < DateTime.MaxValue.Date; day = day.AddDays(1))
        {
            if (IsOn(day) && TimeOn(day, day == from.Date ? from.TimeOfDay : TimeSpan.Zero) is { } time)
            {
                return new DateTimeOffset(day + time, TimeSpan.Zero);
            }
        }

        return null;
    }

    /// <summary>Where both a day of the month and a day of the week are named, either will do, as cron has it.</summary>
    private bool IsOn(DateTime day)
    {
        var ofMonth = _fields[3].Contains(day.Day);
        var ofWeek = _fields[5].Contains((int)day.DayOfWeek);
        return _fields[4].Contains(day.Month) && (_anyDay || _anyWeekday ? ofMonth && ofWeek : ofMonth || ofWeek);
    }

    private TimeSpan? TimeOn(DateTime day, TimeSpan from)
    {
        foreach (var hour in _fields[2].Where(h => h >= from.Hours))
        {
            foreach (var minute in _fields[1].Where(m => hour > from.Hours || m >= from.Minutes))
            {
                foreach (var second in _fields[0].Where(s => hour > from.Hours || minute > from.Minutes || s >= from.Seconds))
                {
                    return new TimeSpan(hour, minute, second);
                }
            }
        }

        return null;
    }

    private static SortedSet<int>? Field(string text, int low, int high, string[] names, int namesFrom)
    {
        var found = new SortedSet<int>();
        foreach (var part in text.Split(','))
        {
            var halves = part.Split('/');
            var step = 1;
            if (halves.Length > 2 || (halves.Length == 2 && (!int.TryParse(halves[1], NumberStyles.None, CultureInfo.InvariantCulture, out step) || step < 1)))
            {
                return null;
            }

            var ends = halves[0] is "*" or "?" ? [low, names == DayNames ? 6 : high] : halves[0].Split('-').Select(w => Number(w, names, namesFrom)).ToArray();
            var last = ends.Length == 1 ? halves.Length == 2 ? high : ends[0] : ends[^1];
            if (ends.Length > 2 || ends.Any(e => e is null) || ends[0] < low || last > high || ends[0] > last)
            {
                return null;
            }

            for (var at = ends[0]!.Value; at <= last; at += step)
            {
                found.Add(at);
            }
        }

        return found;
    }

    private static int? Number(string word, string[] names, int namesFrom)
    {
        var name = Array.FindIndex(names, n => n.Equals(word, StringComparison.OrdinalIgnoreCase));
        return name >= 0 ? name + namesFrom : int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
