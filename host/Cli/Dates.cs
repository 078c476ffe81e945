using System.Globalization;

namespace OcrWorkflows.Host.Cli;

/// <summary>Dates and money as people read them here.</summary>
internal static class Dates
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    public static string Day(DateOnly day) => day.ToString("ddd d MMM yyyy", Plain);

    public static string Day(DateOnly? day) => day is { } known ? Day(known) : "";

    /// <summary>Local time in Europe/London.</summary>
    public static string Instant(DateTimeOffset at) =>
        TimeZoneInfo.ConvertTime(at, TimeZoneInfo.FindSystemTimeZoneById("Europe/London")).ToString("yyyy-MM-dd HH:mm", Plain);

    public static string Instant(DateTimeOffset? at) => at is { } known ? Instant(known) : "";

    /// <summary>Pounds from pence.</summary>
    public static string Money(long pence) => string.Create(Plain, $"£{pence / 100m:N2}");

    public static string Count(long number) => number.ToString("N0", Plain);
}
