using OcrWorkflows.Runtime.Calendars;

namespace OcrWorkflows.Centres.Export;

/// <summary>What of a list is exported, and to whom.</summary>
public sealed record ExportScope
{
    /// <summary>Only this centre's; null for all. What a viewer may not see is kept out here, by whoever makes the scope.</summary>
    public string? Centre { get; init; }

    /// <summary>First day, by the day that the list is about; null for all.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>Names, UCI and ULN as they are; otherwise masked.</summary>
    public bool Personal { get; init; }

    /// <summary>Midnight in London at the beginning of the first day; null for all.</summary>
    internal DateTimeOffset? From => Since is { } day ? WorkingCalendar.EndOf(day.AddDays(-1)) : null;
}
