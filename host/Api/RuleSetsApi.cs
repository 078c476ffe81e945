using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Web;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Api;

/// <param name="Hash">Hash over the set and all that it injects: what decisions record.</param>
public sealed record RuleSetSummary(string Name, string Hash, int Rules, IReadOnlyDictionary<string, string> Used);

/// <param name="HasFailingCases">Cases that failed when it was published.</param>
public sealed record RuleSetVersionSummary(Guid Id, string ContentHash, DateTimeOffset PublishedAt, string PublishedBy, string Origin, string? Comment, bool IsCurrent, bool HasFailingCases);

/// <summary>Rule sets and their versions.</summary>
public static class RuleSetsApi
{
    public static void Map(RouteGroupBuilder group)
    {
        group.RequireAuthorization(Policies.ReadRules);
        group.MapGet("/", List).WithSummary("The rule sets that decide now.").Produces<IReadOnlyList<RuleSetSummary>>();
        group.MapGet("/{name}", Show).WithSummary("One rule set with its rules.").Produces<IReadOnlyList<RuleDescription>>().ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/{name}/versions", VersionsAsync).WithSummary("Its versions, newest first.").Produces<IReadOnlyList<RuleSetVersionSummary>>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static IResult List(RuleSetLibrary library) => Results.Ok(library.Names.Order(StringComparer.Ordinal).Select(n => Summary(library.Current(n))).ToList());

    private static IResult Show(string name, RuleSetLibrary library) =>
        library.Names.Contains(name) ? Results.Ok(new { summary = Summary(library.Current(name)), rules = library.Current(name).Rules }) : Unknown(name);

    private static async Task<IResult> VersionsAsync(string name, OcrDbContext database, CancellationToken stop)
    {
        var versions = await database.Set<RuleSetVersionRow>().AsNoTracking().Where(v => v.Name == name).OrderByDescending(v => v.PublishedAt)
            .Select(v => new RuleSetVersionSummary(v.Id, v.ContentHash, v.PublishedAt, v.PublishedBy, v.Origin, v.Comment, v.IsCurrent, v.Warnings != null))
            .ToListAsync(stop);
        return versions.Count > 0 ? Results.Ok(versions) : Unknown(name);
    }

    private static RuleSetSummary Summary(RuleSet set) => new(set.Name, set.Hash, set.Rules.Count, set.Used);

    private static IResult Unknown(string name) => Problems.NotFound("rule-set-unknown", $"There is no rule set {name}.");
}
