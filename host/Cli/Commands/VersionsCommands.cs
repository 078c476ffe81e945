using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Publishing;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Cli.Commands;

/// <summary>Versions of a rule set or a workflow definition, and the way back.</summary>
/// <param name="kind">One of <see cref="ContentKinds"/>.</param>
internal sealed class VersionsCommands(string kind)
{
    private const int ShortestHash = 4;

    public IEnumerable<Command> All(Shell shell) => [Versions(shell), RollBack(shell)];

    private Command Versions(Shell shell)
    {
        var name = PublishingCommands.NameArgument(kind);
        return shell.Runs(new Command("versions", $"Every version of a {ContentKinds.Words(kind)}: who, when, why, from where") { name }, async (call, stop) =>
        {
            await call.LoadLibrariesAsync(stop);
            var wanted = call.Parsed.GetRequiredValue(name);
            var versions = await ReadAsync(call, wanted, stop);
            var current = versions.First(v => v.IsCurrent);
            var file = call.Get<PublishedFiles>().StateOf(kind, wanted, current.ContentHash);
            call.Terminal.Result(new
            {
                name = wanted,
                file,
                versions = versions.Select(v => new { v.Id, v.ContentHash, v.PublishedAt, v.PublishedBy, v.Origin, v.Comment, v.Proposal, v.ApprovedBy, v.IsCurrent, hasFailingCases = Warned(v), number = (v as DefinitionVersionRow)?.Version }),
            });
            call.Terminal.Table(
                ["Version", "Published", "By", "Approved by", "From", "State", "Why"],
                versions.Select(v => new[]
                {
                    Name(v), Dates.Instant(v.PublishedAt), v.PublishedBy, v.ApprovedBy ?? "-", v.Origin,
                    v.IsCurrent ? Warned(v) ? "decides, CASES FAIL" : kind == ContentKinds.RuleSet ? "decides" : "for new instances" : Warned(v) ? "cases fail" : "", v.Comment,
                }));
            if (file == FileState.Differs)
            {
                call.Terminal.Say($"The file of {wanted} on disk DIFFERS from what {(kind == ContentKinds.RuleSet ? "decides" : "new instances begin on")}.");
            }

            return file == FileState.Differs ? ExitCode.Findings : ExitCode.Good;
        });
    }

    private Command RollBack(Shell shell)
    {
        var name = PublishingCommands.NameArgument(kind);
        var version = new Argument<string>("version") { HelpName = "VERSION", Description = "First characters of its hash, or its identity, as the command versions shows them" };
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
            var result = await call.Get<ContentPublishing>().RollBackAsync(kind, row.Id, call.Parsed.GetRequiredValue(reason), actor, stop);
            if (result.Publication.Refusal is { } refusal)
            {
                return ProposalText.Refused(call.Terminal, refusal, []);
            }

            if (result.Publication.Refused)
            {
                return ProposalText.Refused(call.Terminal, new Refusal("has-faults", "That version cannot decide any more; nothing has changed."), result.Publication.Diagnostics);
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

    private static bool Warned(IVersionRow version) => version.Warnings is not null;

    private static string Name(IVersionRow version) => version is DefinitionVersionRow { Version: var number } ? $"{number} ({version.ContentHash[..12]})" : version.ContentHash[..12];

    /// <summary>Newest first.</summary>
    private async Task<IReadOnlyList<IVersionRow>> ReadAsync(Call call, string name, CancellationToken stop)
    {
        await using var database = await call.Get<IDbContextFactory<OcrDbContext>>().CreateDbContextAsync(stop);
        IReadOnlyList<IVersionRow> versions = kind == ContentKinds.RuleSet
            ? await database.Set<RuleSetVersionRow>().AsNoTracking().Where(v => v.Name == name).OrderByDescending(v => v.PublishedAt).ThenByDescending(v => v.Id).ToListAsync(stop)
            : await database.Set<DefinitionVersionRow>().AsNoTracking().Where(v => v.DefinitionId == name).OrderByDescending(v => v.Version).ToListAsync(stop);
        return versions.Count > 0 ? versions : throw new UsageException(
            $"There is no {ContentKinds.Words(kind)} {name}; there are {string.Join(", ", kind == ContentKinds.RuleSet ? call.Get<RuleSetLibrary>().Names : call.Get<DefinitionLibrary>().Ids)}.");
    }

    /// <summary>The newest that fits; a beginning that fits two different texts fits none.</summary>
    private IVersionRow Find(IReadOnlyList<IVersionRow> versions, string text, string name)
    {
        var fitting = Guid.TryParse(text, out var id) ? versions.Where(v => v.Id == id).ToList()
            : versions.Where(v => v is DefinitionVersionRow row && row.Version.ToString(System.Globalization.CultureInfo.InvariantCulture) == text).ToList() is { Count: > 0 } numbered ? numbered
            : text.Length >= ShortestHash ? versions.Where(v => v.ContentHash.StartsWith(text, StringComparison.OrdinalIgnoreCase)).ToList()
            : [];
        return fitting.Select(v => v.ContentHash).Distinct().Count() switch
        {
            1 => fitting.Find(v => v.ApprovedBy is not null || v.Origin == RuleSetLibrary.Shipped) ?? fitting[0],
            0 => throw new UsageException($"{name} has no version {text}; {ProposalText.Command(kind)} versions {name} shows them (at least {ShortestHash} characters of the hash)."),
            _ => throw new UsageException($"Several versions of {name} begin with {text}; give more of the hash."),
        };
    }
}
