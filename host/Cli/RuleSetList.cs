using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Cli;

/// <param name="File"><c>same</c>, <c>differs</c> or <c>missing</c>: the file on disk against the current version.</param>
internal sealed record RuleSetLine(string Name, int Rules, string Hash, DateTimeOffset PublishedAt, string PublishedBy, string Origin, string File, int FailingCases);

internal static class RuleSetList
{
    public static async Task<IReadOnlyList<RuleSetLine>> ReadAsync(Call call, CancellationToken stop)
    {
        await call.LoadLibrariesAsync(stop);
        var library = call.Get<RuleSetLibrary>();
        var onDisk = call.Get<ContentFiles>().RuleSets().ToDictionary(s => s.Name, s => CanonicalJson.Sha256(s.Rules().Span), StringComparer.Ordinal);
        await using var database = await call.Get<IDbContextFactory<OcrDbContext>>().CreateDbContextAsync(stop);
        var versions = await database.Set<RuleSetVersionRow>().AsNoTracking().Where(v => v.IsCurrent).OrderBy(v => v.Name).ToListAsync(stop);
        return [.. versions.Select(v => new RuleSetLine(
            v.Name,
            library.Current(v.Name).Rules.Count,
            v.ContentHash,
            v.PublishedAt,
            v.PublishedBy,
            v.Origin,
            !onDisk.TryGetValue(v.Name, out var hash) ? "missing" : hash == v.ContentHash ? "same" : "differs",
            Failing(v.Warnings)))];
    }

    private static int Failing(string? warnings)
    {
        if (warnings is null)
        {
            return 0;
        }

        using var document = JsonDocument.Parse(warnings);
        return document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.GetArrayLength() : 1;
    }
}
