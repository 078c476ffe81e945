using System.Text;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Expressions;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Publishing;

/// <param name="Why">Needed: it is what the second person reads first.</param>
/// <param name="Request">The same for every repeat of one request; null when it is not to be recognised.</param>
public sealed record ProposalRequest(ProposedContent Content, string? Why, string Origin, Guid? Request = null);

/// <param name="Proposal">As it is now; null when there is none.</param>
/// <param name="Refusal">Null when it was done.</param>
/// <param name="Diagnostics">Faults that refused it.</param>
public sealed record ProposalResult(ProposalRow? Proposal, Refusal? Refusal, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>It was there already, and nothing was written.</summary>
    public bool Unchanged { get; init; }

    internal static ProposalResult Done(ProposalRow proposal) => new(proposal, null, []);

    internal static ProposalResult No(string code, string message, ProposalRow? proposal = null) => new(proposal, new Refusal(code, message), []);
}

/// <summary>Changes that wait: proposed, revised, sent back, withdrawn. Nothing here makes anything live.</summary>
public sealed class ProposalStore
{
    private const string NoSuch = "proposal-unknown";

    private readonly IDbContextFactory<OcrDbContext> _databases;
    private readonly PublishedKinds _kinds;
    private readonly RefusedChanges _refused;
    private readonly IIdSource _ids;
    private readonly TimeProvider _time;

    internal ProposalStore(IDbContextFactory<OcrDbContext> databases, PublishedKinds kinds, RefusedChanges refused, IIdSource ids, TimeProvider time) =>
        (_databases, _kinds, _refused, _ids, _time) = (databases, kinds, refused, ids, time);

    /// <summary>Checks a text and puts it forward under a person's name; a draft of the same text becomes that proposal.</summary>
    public Task<ProposalResult> ProposeAsync(ProposalRequest request, Actor actor, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(request);
        return InTransactionAsync(database => ProposeAsync(database, request, actor, stop), stop);
    }

    /// <summary>Notes a changed file. The same text again makes nothing new; a further change supersedes the draft before it.</summary>
    public Task<ProposalResult> DraftAsync(ProposedContent content, Actor actor, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(content);
        return InTransactionAsync(database => DraftAsync(database, content, actor, stop), stop);
    }

    /// <summary>Replaces the text; it then waits for approval anew, whatever was decided before.</summary>
    /// <param name="seen">The version that was looked at; null for whatever it is now.</param>
    public Task<ProposalResult> ReviseAsync(Guid id, int? seen, ProposalRequest request, Actor actor, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ChangeAsync(id, seen, [ProposalState.Proposed, ProposalState.Approved, ProposalState.SentBack], "revised", async (database, row) =>
        {
            if (Written.Line(request.Why) is not { } why)
            {
                return WithoutWhy(row);
            }

            var check = await CheckAsync(database, request.Content, stop);
            if (Unfit(request.Content, check, row.BaseVersion is null ? null : await CurrentAsync(database, request.Content, stop)) is { } refused)
            {
                return refused;
            }

            Fill(row, request.Content, check);
            row.Why = why;
            row.Authors = Authorship.With(Authorship.Of(row), actor);
            row.ProposedBy = actor.Name;
            row.ProposedAt = _time.GetUtcNow();
            row.State = ProposalState.Proposed;
            (row.DecidedBy, row.DecidedAt, row.Comment, row.Binding) = (null, null, null, null);
            await AuditAsync(database, row, "revised", $"Another text was put in its place: {why}", actor, stop);
            return null;
        }, stop);
    }

    /// <summary>Checks it again with what decides now, and has it replayed again; an approval is then needed anew.</summary>
    public Task<ProposalResult> CheckAgainAsync(Guid id, Actor actor, CancellationToken stop) =>
        ChangeAsync(id, null, [ProposalState.Draft, ProposalState.Proposed, ProposalState.Approved], "checked again", async (database, row) =>
        {
            var content = _kinds.ContentOf(row);
            var check = await CheckAsync(database, content, stop);
            Fill(row, content, check);
            row.State = row.State == ProposalState.Draft ? ProposalState.Draft : ProposalState.Proposed;
            row.Binding = null;
            await AuditAsync(database, row, "checked-again", "Checked again with what decides now.", actor, stop);
            return null;
        }, stop);

    /// <summary>Puts a name and a reason to a draft.</summary>
    public Task<ProposalResult> PutForwardAsync(Guid id, int? seen, string? why, Actor actor, CancellationToken stop) =>
        ChangeAsync(id, seen, [ProposalState.Draft], "put forward", async (database, row) =>
        {
            if (Written.Line(why) is not { } words)
            {
                return WithoutWhy(row);
            }

            (row.State, row.Why, row.ProposedBy, row.ProposedAt, row.Authors) = (ProposalState.Proposed, words, actor.Name, _time.GetUtcNow(), Authorship.With([], actor));
            await AuditAsync(database, row, "proposed", $"Proposed what the file held: {words}", actor, stop);
            return null;
        }, stop);

    public Task<ProposalResult> SendBackAsync(Guid id, int? seen, string? comment, Actor actor, CancellationToken stop) =>
        DecideAsync(id, seen, [ProposalState.Proposed, ProposalState.Approved], ProposalState.SentBack, "sent-back", comment, actor, _ => null, stop);

    /// <summary>Only those who had a hand in it take it back; a draft has nobody's name on it yet, so anyone may.</summary>
    public Task<ProposalResult> WithdrawAsync(Guid id, int? seen, string? comment, Actor actor, CancellationToken stop) =>
        DecideAsync(id, seen, [ProposalState.Draft, ProposalState.Proposed, ProposalState.Approved, ProposalState.SentBack], ProposalState.Withdrawn, "withdrawn", comment, actor,
            row => row.State == ProposalState.Draft || Authorship.IsOwn(row, actor) ? null : new Refusal("not-yours", "Only those who proposed it take it back; send it back with a comment instead."), stop);

    private async Task<ProposalResult> ProposeAsync(OcrDbContext database, ProposalRequest request, Actor actor, CancellationToken stop)
    {
        var content = request.Content;
        if (request.Request is { } repeated && await database.Set<ProposalRow>().FirstOrDefaultAsync(p => p.RequestId == repeated, stop) is { } made)
        {
            return ProposalResult.Done(made) with { Unchanged = true };
        }

        if (Written.Line(request.Why) is not { } why)
        {
            return WithoutWhy(null)!;
        }

        var check = await CheckAsync(database, content, stop);
        if (Unfit(content, check, await CurrentAsync(database, content, stop)) is { } refused)
        {
            return refused;
        }

        var open = await OpenAsync(database, content, stop);
        if (open is not null && open.State != ProposalState.Draft)
        {
            return ProposalResult.No("already-proposed", $"The same text waits already, as proposal {open.Id} of {open.ProposedBy}.", open);
        }

        var row = open ?? Add(database, content, request.Origin, request.Request);
        Fill(row, content, check);
        row.State = ProposalState.Proposed;
        row.Why = why;
        row.ProposedBy = actor.Name;
        row.ProposedAt = _time.GetUtcNow();
        row.Authors = Authorship.With([], actor);
        row.Version++;
        await AuditAsync(database, row, "proposed", $"Proposed: {why}", actor, stop);
        return ProposalResult.Done(row);
    }

    private async Task<ProposalResult> DraftAsync(OcrDbContext database, ProposedContent content, Actor actor, CancellationToken stop)
    {
        var current = await CurrentAsync(database, content, stop);
        var rules = content.TextHash;
        var cases = content.CasesHash;
        var same = await database.Set<ProposalRow>()
            .Where(p => p.Kind == content.Kind && p.RuleSet == content.Name && p.RulesHash == rules && p.CasesHash == cases && p.State != ProposalState.Superseded)
            .OrderByDescending(p => p.ProposedAt).FirstOrDefaultAsync(p => current == null || p.BaseVersion == current.Id || p.State == ProposalState.Draft, stop);
        if (same is not null)
        {
            return ProposalResult.Done(same) with { Unchanged = true };
        }

        foreach (var draft in await database.Set<ProposalRow>().Where(p => p.Kind == content.Kind && p.RuleSet == content.Name && p.State == ProposalState.Draft).ToListAsync(stop))
        {
            draft.State = ProposalState.Superseded;
            draft.Version++;
        }

        if (current is not null && current.Holds(content))
        {
            await _refused.CloseAsync(database, content.Kind, content.Name, stop);
            return new ProposalResult(null, null, []) { Unchanged = true };
        }

        var check = await CheckAsync(database, content, stop);
        if (check.HasErrors)
        {
            await _refused.RefuseAsync(database, content.Kind, content.Name, content.TextHash, check.Diagnostics, actor, stop);
            return Faulty(check);
        }

        await _refused.CloseAsync(database, content.Kind, content.Name, stop);
        var row = Add(database, content, "file", DraftRequest(content, current));
        Fill(row, content, check);
        row.State = ProposalState.Draft;
        row.ProposedBy = actor.Name;
        row.ProposedAt = _time.GetUtcNow();
        row.Version++;
        await AuditAsync(database, row, "file-changed", "The file has changed; nobody has put a name to it yet.", actor, stop);
        return ProposalResult.Done(row);
    }

    private Task<ProposalResult> DecideAsync(
        Guid id, int? seen, ProposalState[] from, ProposalState to, string action, string? comment, Actor actor, Func<ProposalRow, Refusal?> against, CancellationToken stop) =>
        ChangeAsync(id, seen, from, action.Replace('-', ' '), async (database, row) =>
        {
            if (Written.Line(comment) is not { } words)
            {
                return ProposalResult.No("without-comment", "Say why, so that whoever proposed it knows what to do.", row);
            }

            if (against(row) is { } refusal)
            {
                return new ProposalResult(row, refusal, []);
            }

            (row.State, row.DecidedBy, row.DecidedAt, row.Comment, row.Binding) = (to, actor.Name, _time.GetUtcNow(), words, null);
            await AuditAsync(database, row, action, words, actor, stop);
            return null;
        }, stop);

    /// <param name="work">Returns null when it is done, else why not.</param>
    private Task<ProposalResult> ChangeAsync(
        Guid id, int? seen, ProposalState[] from, string participle, Func<OcrDbContext, ProposalRow, Task<ProposalResult?>> work, CancellationToken stop) =>
        InTransactionAsync(async database =>
        {
            if (await database.Set<ProposalRow>().FirstOrDefaultAsync(p => p.Id == id, stop) is not { } row)
            {
                return ProposalResult.No(NoSuch, $"There is no proposal {id}.");
            }

            if (Against(row, seen, from, participle) is { } refusal)
            {
                return new ProposalResult(row, refusal, []);
            }

            if (await work(database, row) is { } refused)
            {
                return refused;
            }

            row.Version++;
            return ProposalResult.Done(row);
        }, stop);

    internal static Refusal? Against(ProposalRow row, int? seen, ProposalState[] from, string participle) =>
        seen is not null && seen != row.Version ? new Refusal("changed-meanwhile", "The proposal has changed since you looked at it; look again.")
        : !from.Contains(row.State) ? new Refusal("wrong-state", $"The proposal is {row.State}; it cannot be {participle}.")
        : null;

    /// <summary>Commits what was done; rolls back, and so changes nothing, when it was refused without a fault of the file.</summary>
    private Task<ProposalResult> InTransactionAsync(Func<OcrDbContext, Task<ProposalResult>> work, CancellationToken stop) => Clashes.RetryAsync(_databases, async database =>
    {
        await using var transaction = await database.Database.BeginTransactionAsync(stop);
        var result = await work(database);
        if (result.Refusal is null || result.Refusal.Code == "has-faults")
        {
            await database.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
        }

        return result;
    }, stop);

    private ProposalRow Add(OcrDbContext database, ProposedContent content, string origin, Guid? request)
    {
        var row = new ProposalRow
        {
            Id = _ids.Next(),
            RequestId = request,
            Kind = content.Kind,
            RuleSet = content.Name,
            Rules = "",
            RulesHash = "",
            CasesHash = "",
            Origin = origin,
            ProposedBy = "",
            Authors = "[]",
            Checks = "",
        };
        database.Add(row);
        return row;
    }

    private static void Fill(ProposalRow row, ProposedContent content, DraftCheck check)
    {
        row.Rules = Encoding.UTF8.GetString(content.Text.Span);
        row.Cases = content.CasesText;
        row.RulesHash = content.TextHash;
        row.CasesHash = content.CasesHash;
        row.BaseVersion = check.BaseVersion;
        row.Checks = ProposalChecks.Of(check).Write();
        (row.Impact, row.ImpactHash, row.ImpactOf, row.ReplayedBy, row.ReplaySeenAt, row.ReplayDone, row.ReplayTotal) = (null, null, null, null, null, 0, 0);
    }

    private static ProposalResult? Unfit(ProposedContent content, DraftCheck check, CurrentText? current) =>
        check.HasErrors ? Faulty(check)
        : current is not null && current.Holds(content) ? ProposalResult.No("no-change", $"This is what decides already: there is nothing to propose for {content.Name}.")
        : null;

    private static ProposalResult Faulty(DraftCheck check) =>
        new(null, new Refusal("has-faults", $"The file has faults ({check.Diagnostics.Count(d => d.IsError)}); nothing was proposed and nothing has changed."), check.Diagnostics);

    private static ProposalResult? WithoutWhy(ProposalRow? row) => ProposalResult.No("without-why", "Say why it is to change: the second person reads that first.", row);

    /// <summary>What would be found if it were proposed; nothing is kept.</summary>
    public async Task<DraftCheck> CheckAsync(ProposedContent content, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(content);
        await using var database = await _databases.CreateDbContextAsync(stop);
        return await CheckAsync(database, content, stop);
    }

    private Task<DraftCheck> CheckAsync(OcrDbContext database, ProposedContent content, CancellationToken stop) => _kinds.Of(content).CheckAsync(database, content, stop);

    private Task<CurrentText?> CurrentAsync(OcrDbContext database, ProposedContent content, CancellationToken stop) => _kinds.Of(content).CurrentAsync(database, content.Name, stop);

    private static Task<ProposalRow?> OpenAsync(OcrDbContext database, ProposedContent content, CancellationToken stop)
    {
        var (rules, cases) = (content.TextHash, content.CasesHash);
        return database.Set<ProposalRow>().FirstOrDefaultAsync(p => p.Kind == content.Kind && p.RuleSet == content.Name && p.RulesHash == rules && p.CasesHash == cases
            && (p.State == ProposalState.Draft || p.State == ProposalState.Proposed || p.State == ProposalState.Approved), stop);
    }

    /// <summary>One identity for one text over one version: two hosts that see the same file make one draft.</summary>
    private static Guid DraftRequest(ProposedContent content, CurrentText? current)
    {
        var text = Encoding.UTF8.GetBytes($"draft {ContentKinds.Trail(content.Kind, content.Name)} {content.TextHash} {content.CasesHash} {current?.Id}");
        return new Guid(System.Security.Cryptography.SHA256.HashData(text).AsSpan(0, 16));
    }

    private Task AuditAsync(OcrDbContext database, ProposalRow row, string action, string text, Actor actor, CancellationToken stop) =>
        AuditTrail.AppendAsync(database, new AuditEntry(ContentKinds.Trail(row.Kind, row.RuleSet), action, text, row.Id), actor, _time.GetUtcNow(), stop);
}
