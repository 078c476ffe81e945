using System.Text.Json;
using System.Text.Json.Serialization;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Appeals;

/// <summary>Everything that one decision rests on, in one file that needs nothing else: the decision as stored, the texts of its rules, its reference data, the statements it cites, and who published those rules.</summary>
/// <param name="Format">Always <see cref="Name"/>.</param>
/// <param name="RuleSets">The set that decided, and those it injects.</param>
/// <param name="Reference">Lists of fees and other data that the decision names and the database keeps.</param>
/// <param name="Clauses">The published statements that the findings cite.</param>
/// <param name="Trails">The whole audit trails of those rule sets, each line with its hash over the one before.</param>
public sealed record AppealPack(
    string Format, DateTimeOffset MadeAt, string MadeBy, DecisionRow Decision, IReadOnlyList<PackedRules> RuleSets, IReadOnlyList<ReferenceFileRow> Reference,
    IReadOnlyList<PackedClause> Clauses, IReadOnlyList<PublishingEventRow> Trails)
{
    public const string Name = "ocr-appeal-pack/1";

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // a file, never part of a page
        Converters = { new JsonStringEnumConverter() },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, s_json);

    /// <exception cref="FormatException">It is no pack that this program reads; the message says why.</exception>
    public static AppealPack Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var pack = JsonSerializer.Deserialize<AppealPack>(utf8, s_json) ?? throw new FormatException("The file holds null.");
            if (pack.Format != Name)
            {
                throw new FormatException($"The file is of the format '{pack.Format}'; this program reads {Name}.");
            }

            Demand(pack.RuleSets, "ruleSets");
            Demand(pack.Reference, "reference");
            Demand(pack.Clauses, "clauses");
            Demand(pack.Trails, "trails");
            Demand(pack.RuleSets.Select(r => r.Name), "the rule set");
            Demand(pack.Reference.Select(r => r.Name), "the file");
            Demand(pack.Trails.Select(t => $"{t.Sequence} of {t.RuleSet}"), "the audit line");
            return pack;
        }
        catch (JsonException fault)
        {
            throw new FormatException($"The file is no appeal pack: {fault.Message}", fault);
        }
    }

    private static void Demand(IReadOnlyList<object?> elements, string list)
    {
        if (elements.Contains(null))
        {
            throw new FormatException($"The file is no appeal pack: an element of {list} is null.");
        }
    }

    private static void Demand(IEnumerable<string> names, string what)
    {
        if (names.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new FormatException($"The pack names {what} {twice.Key} twice.");
        }
    }
}

/// <param name="Id">Of the version, as the lines of the trail name it.</param>
/// <param name="ContentHash">SHA-256 of the text, as the decision names it.</param>
public sealed record PackedRules(Guid Id, string Name, string ContentHash, string Rules, DateTimeOffset PublishedAt, string PublishedBy, string Origin, string? Comment, string? ApprovedBy);

/// <param name="Id">Such as <c>R17</c>.</param>
public sealed record PackedClause(string Id, string Text);
