using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Publishing;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Cli.Commands;

/// <summary>Versions of a rule set, and the way back.</summary>
internal static class RulesVersionsCommands
{
    private const int ShortestHash = 4;

    public static Command Versions(Shell shell)
    {
        var name = RulesPublishingCommands.NameArgument();
        return shell.Runs(new Command("versions", "Every version of a rule set: who, when, why, from where") { name }, async (call, stop) =>
        {
            await call.LoadLibrariesAsync(stop);
            var wanted = call.Parsed.GetRequiredValue(name);
            var versions = await ReadAsync(call, wanted, stop);
            var current = versions.First(v => v.IsCurrent);
            var file = call.Get<RuleFiles>().StateOf(wanted, current.ContentHash);
            call.Terminal.Result(new
            {
                name = wanted,
                file,
                versions = versions.Select(v => new { v.Id, v.ContentHash, v.PublishedAt, v.PublishedBy, v.Origin, v.Comment, v.Proposal, v.ApprovedBy, v.IsCurrent, hasFailingCases = v.Warnings is not null }),
            });
            call.Terminal.Table(
                ["Version", "Published", "By", "Approved by", "From", "State", "Why"],
                versions.Select(v => new[]
                {
                    v.ContentHash[..12], Dates.Instant(v.PublishedAt), v.PublishedBy, v.ApprovedBy ?? "-", v.Origin,
                    v.IsCurrent ? v.Warnings is null ? "decides" : "decides, CASES FAIL" : v.Warnings is null ? "" : "cases fail", v.Comment,
                }));
            if (file == FileState.Differs)
            {
                call.Terminal.Say($"The file {Path.Combine(call.Settings.RuleSetsPath, wanted, "rules.json")} DIFFERS from what decides.");
            }

            return file == FileState.Differs ? ExitCode.Findings : ExitCode.Good;
        });
    }

    public static Command RollBack(Shell shell)
    {
        var name = RulesPublishingCommands.NameArgument();
        var version = new Argument<string>("version") { HelpName = "VERSION", Description = "First characters of its hash, or its identity, as ./ocr rules versions shows them" };
        var reason = new Option<string>("--reason") { Description = "Why; stands on the version and in the audit trail", HelpName = "TEXT", Required = true };
        return shell.Runs(new Command("rollback", "Make an earlier version current again, at once and alone") { name, version, reason }, async (call, stop) =>
        {
            await call.LoadLibrariesAsync(stop);
            var actor = await call.ActorAsync(Policies.RollBack, stop);
            var wanted = call.Parsed.GetRequiredValue(name);
            if (string.IsNullOrWhiteSpace(call.Parsed.GetValue(reason)))
            {
                throw new UsageException("Say why with --reason: it stands on the version and in the audit trail.");
            }

            var row = Find(await ReadAsync(call, wanted, stop), call.Parsed.GetRequiredValue(version), wanted);
            var result = await call.Get<RuleSetPublishing>().RollBackAsync(row.Id, call.Parsed.GetRequiredValue(reason), actor, stop);
            if (result.Publication.Refusal is { } refusal)
            {
                return ProposalText.Refused(call.Terminal, refusal, []);
            }

            if (result.Publication.Refused)
            {
                return ProposalText.Refused(call.Terminal, new Storage.Publishing.Refusal("has-faults", "That version cannot decide any more; nothing has changed."), result.Publication.Diagnostics);
            }

            call.Terminal.Result(new { name = wanted, unchanged = result.Publication.Unchanged, version = result.Publication.Version?.Id, contentHash = row.ContentHash, by = actor.Name, file = result.File });
            call.Terminal.Say(result.Publication.Unchanged
                ? $"{wanted} is at {row.ContentHash[..12]} already."
                : $"WARNING: {actor.Name} alone has made {wanted} go back to {row.ContentHash[..12]} of {Dates.Instant(row.PublishedAt)}, without a second person. It is live, and it stands in the log and the audit trail.");
            if (result.File?.Note is { } note)
            {
                call.Terminal.Say(note);
            }

            return ExitCode.Good;
        });
    }

    /// <summary>Newest first.</summary>
    private static async Task<IReadOnlyList<RuleSetVersionRow>> ReadAsync(Call call, string name, CancellationToken stop)
    {
        await using var database = await call.Get<IDbContextFactory<OcrDbContext>>().CreateDbContextAsync(stop);
        var versions = await database.Set<RuleSetVersionRow>().AsNoTracking().Where(v => v.Name == name).OrderByDescending(v => v.PublishedAt).ThenByDescending(v => v.Id).ToListAsync(stop);
        return versions.Count > 0 ? versions : throw new UsageException($"There is no rule set {name}; there are {string.Join(", ", call.Get<RuleSetLibrary>().Names)}.");
    }

    /// <summary>The newest that fits; a beginning that fits two different texts fits none.</summary>
    private static RuleSetVersionRow Find(IReadOnlyList<RuleSetVersionRow> versions, string text, string name)
    {
        var fitting = Guid.TryParse(text, out var id) ? versions.Where(v => v.Id == id).ToList()
            : text.Length >= ShortestHash ? versions.Where(v => v.ContentHash.StartsWith(text, StringComparison.OrdinalIgnoreCase)).ToList()
            : [];
        return fitting.Select(v => v.ContentHash).Distinct().Count() switch
        {
            1 => fitting.Find(v => v.ApprovedBy is not null || v.Origin == RuleSetLibrary.Shipped) ?? fitting[0],
            0 => throw new UsageException($"{name} has no version {text}; ./ocr rules versions {name} shows them (at least {ShortestHash} characters of the hash)."),
            _ => throw new UsageException($"Several versions of {name} begin with {text}; give more of the hash."),
        };
    }
}
