using System.Text.Json;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Publishing;

/// <summary>Reasons and comments as people type them.</summary>
internal static class Written
{
    private const int Longest = 2000;

    /// <summary>Trimmed, on one line, no longer than 2,000 characters; null when nothing is left.</summary>
    public static string? Line(string? text)
    {
        var line = new string([.. (text ?? "").Select(c => char.IsControl(c) ? ' ' : c)]).Trim();
        return line.Length == 0 ? null : line.Length <= Longest ? line : line[..Longest];
    }
}

/// <summary>Who had a hand in the text of a proposal.</summary>
public static class Authorship
{
    public static IReadOnlyList<string> Of(ProposalRow proposal)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        return JsonSerializer.Deserialize<string[]>(proposal.Authors) ?? [];
    }

    /// <summary>User names are compared as sign-in compares them: without regard to case.</summary>
    public static bool IsOwn(ProposalRow proposal, Actor actor) => Of(proposal).Contains(actor.Name, StringComparer.OrdinalIgnoreCase);

    internal static string With(IEnumerable<string> authors, Actor actor) =>
        JsonSerializer.Serialize(authors.Append(actor.Name).Distinct(StringComparer.OrdinalIgnoreCase));
}
