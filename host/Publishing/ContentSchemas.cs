using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using OcrWorkflows.Rules;
using OcrWorkflows.Rules.Schemas;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Publishing;

/// <summary>What an editor of a rule set completes with.</summary>
/// <param name="FactsName">The name of the facts in expressions, such as <c>entry</c>.</param>
/// <param name="Facts">JSON schema (draft 7) of what the set is told.</param>
/// <param name="Rules">JSON schema of rules.json.</param>
public sealed record RuleSetSchemas(string FactsName, JsonObject Facts, JsonObject Rules);

/// <summary>The JSON schemas of rule files and of each set's facts.</summary>
public sealed class ContentSchemas(IFactsCatalogue catalogue)
{
    private readonly ConcurrentDictionary<string, RuleSetSchemas> _made = new(StringComparer.Ordinal);

    /// <returns>Null when no rule set of that name is known.</returns>
    public RuleSetSchemas? For(string ruleSet) => catalogue.For(ruleSet) is { } contract
        ? _made.GetOrAdd(ruleSet, _ => new RuleSetSchemas(contract.InputName, Facts(contract), RulesSchema.Of()))
        : null;

    /// <summary>With the comments of the facts as descriptions, where the build left them beside the program.</summary>
    public static JsonObject Facts(FactsContract contract)
    {
        ArgumentNullException.ThrowIfNull(contract);
        var file = Path.ChangeExtension(contract.FactsType.Assembly.Location, ".xml");
        return FactsSchema.Of(contract, File.Exists(file) ? XDocument.Load(file) : null);
    }
}
