using OcrWorkflows.Centres.Register;

namespace OcrWorkflows.Centres.Letters;

/// <summary>Sample values for previews; they look like the real ones and belong to nobody.</summary>
internal static class LetterSamples
{
    private static readonly Dictionary<string, object> s_values = new(StringComparer.Ordinal)
    {
        ["actions"] = 2,
        ["chargedPence"] = 0,
        ["creditedPence"] = 4400,
        ["pence"] = 12500,
        ["openEntries"] = 3,
        ["certificates"] = 12,
        ["gradeChanged"] = true,
        ["imposed"] = true,
        ["pieces"] = 10,
        ["sanctionLevel"] = 1,
        ["level"] = 1,
        ["upheld"] = true,
        ["year"] = 2026,
        ["covers"] = "05879",
        ["qualification"] = "05879",
        ["unit"] = "R/507/6382",
        ["series"] = "2027-06",
        ["decision"] = "(sample decision)",
        ["decisions"] = new[] { "(sample decision)" },
        ["fees"] = new[] { "(sample fee)" },
        ["openClaims"] = new[] { "(sample claim)", "(second sample claim)" },
        ["findings"] = new[] { "(sample finding)" },
        ["reasons"] = new[] { "(sample reason)", "(second sample reason)" },
        ["remedies"] = new[] { "(sample remedy)" },
        ["units"] = new[] { "R/507/6382" },
    };

    public static Centre Centre { get; } = new()
    {
        Number = "00000",
        Name = "Sample centre",
        Type = "College",
        LegalForm = "PublicBody",
        Nation = "England",
    };

    /// <summary>By the name of the value: what ends as a date or a time is one.</summary>
    public static object Of(string value) =>
        s_values.TryGetValue(value, out var known) ? known
        : value is "from" or "to" || value.EndsWith("On", StringComparison.Ordinal) || value.EndsWith("Due", StringComparison.Ordinal) || value.EndsWith("Until", StringComparison.Ordinal) || value.EndsWith("Since", StringComparison.Ordinal) ? "2027-01-15"
        : value.EndsWith("At", StringComparison.Ordinal) ? "2027-01-15T09:30:00Z"
        : $"(sample {value})";
}
