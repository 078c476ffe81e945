using System.Text.Json;

namespace OcrWorkflows.Host.Pages.RuleSets;

/// <summary>Texts of the awarding body's clauses by id, from <c>clauses.json</c> beside the rule sets.</summary>
public static class ClauseTexts
{
    /// <returns>Empty when the file is missing or cannot be read: clauses are then shown by their id alone.</returns>
    public static IReadOnlyDictionary<string, string> Read(string ruleSetsPath)
    {
        var texts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var file = Path.Combine(ruleSetsPath, "clauses.json");
        if (!File.Exists(file))
        {
            return texts;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (var clause in document.RootElement.ListOf("clauses"))
            {
                texts[clause.TextOf("id")] = clause.TextOf("text");
            }
        }
        catch (JsonException)
        {
            texts.Clear();
        }

        return texts;
    }
}
