using System.Text.Json;

namespace OcrWorkflows.Storage.Publishing;

/// <summary>What an approval is about, by hash: if any of it changes, the approval no longer stands.</summary>
/// <param name="Rules">Of rules.json.</param>
/// <param name="Cases">Of cases.json; empty when there is none.</param>
/// <param name="Sets">Of the sets that decide together with it: those it injects and those that inject it.</param>
/// <param name="Impact">Of the replay; empty when there is none.</param>
/// <param name="Calendar">Edition of the working calendar.</param>
/// <param name="Base">The version it replaces; empty when there is none.</param>
public sealed record ApprovalBinding(string Rules, string Cases, string Sets, string Impact, string Calendar, string Base)
{
    public static ApprovalBinding Read(string json) => JsonSerializer.Deserialize<ApprovalBinding>(json, RefusedChanges.Json) ?? throw new JsonException("The stored binding is empty.");

    public string Write() => JsonSerializer.Serialize(this, RefusedChanges.Json);

    /// <summary>What is not as it was when it was approved, in words; empty when all is.</summary>
    /// <param name="now">The same, as it is now.</param>
    public IReadOnlyList<string> Differences(ApprovalBinding now)
    {
        ArgumentNullException.ThrowIfNull(now);
        var found = new List<string>();
        Compare("the rules have changed", Rules, now.Rules);
        Compare("the cases have changed", Cases, now.Cases);
        Compare("another version decides now than the one it was compared with", Base, now.Base);
        if (found.Count == 0)
        {
            Compare("a rule set that it injects, or that injects it, has changed", Sets, now.Sets);
        }

        Compare("the impact report has changed", Impact, now.Impact);
        Compare("the working calendar has another edition", Calendar, now.Calendar);
        return found;

        void Compare(string words, string approved, string found_)
        {
            if (approved != found_)
            {
                found.Add($"{words} (approved {Short(approved)}, now {Short(found_)})");
            }
        }
    }

    private static string Short(string hash) => hash.Length == 0 ? "none" : hash.Length > 12 ? hash[..12] : hash;
}
