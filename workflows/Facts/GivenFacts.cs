using System.Text.Json;
using System.Text.Json.Serialization;
using OcrWorkflows.Centres.Effects;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Centres.Facts;

/// <summary>Facts as a workflow tells them, read into the record of the rule set: no member too many, none missing, none of another type.</summary>
internal static class GivenFacts
{
    private const string Day = "DecisionDate";

    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNameCaseInsensitive = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    /// <param name="today">The day of the decision: the facts have it without being told.</param>
    /// <param name="activity">Who tells them, for the message.</param>
    /// <exception cref="EffectException">They are not what the rule set is told.</exception>
    public static object Read(FactsContract contract, IReadOnlyDictionary<string, object?> given, DateOnly today, string activity)
    {
        var told = new Dictionary<string, object?>(given, StringComparer.OrdinalIgnoreCase);
        if (contract.FactsType.GetProperty(Day) is not null)
        {
            told.TryAdd(Day, today);
        }

        try
        {
            return JsonSerializer.Deserialize(JsonSerializer.Serialize(told, Strict), contract.FactsType, Strict)!;
        }
        catch (JsonException fault)
        {
            throw new EffectException("EFF008", $"The facts that \"{activity}\" tells are not {contract.FactsType.Name}: {fault.Message}", "Correct its input \"facts\" in the workflow definition, then retry.");
        }
    }
}
