using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Replay;
using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Publishing;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Cli.Commands;

/// <summary>Proposals, approval, publishing: the same for rule sets and for workflow definitions.</summary>
/// <param name="kind">One of <see cref="ContentKinds"/>.</param>
internal sealed class PublishingCommands(string kind)
{
    private readonly string _words = ContentKinds.Words(kind);

    public IEnumerable<Command> All(Shell shell) =>
    [
        Propose(shell),
        Proposals(shell),
        Show(shell),
        Approve(shell),
        Decide(shell, "send-back", "Send a proposal back to those who made it, with a comment", Policies.Approve, (store, id, comment, actor, stop) => store.SendBackAsync(id, null, comment, actor, stop)),
        Decide(shell, "withdraw", "Take back a proposal of your own", Policies.Propose, (store, id, comment, actor, stop) => store.WithdrawAsync(id, null, comment, actor, stop)),
        Recheck(shell),
        Publish(shell),
        .. new VersionsCommands(kind).All(shell),
    ];

    public static Argument<string> NameArgument(string kind) =>
        new("name") { HelpName = "NAME", Description = kind == ContentKinds.RuleSet ? "Name of the rule set: its folder" : "Identity of the workflow definition, such as claim" };

    private Command Propose(Shell shell)
    {
        var name = NameArgument(kind);
        var file = new Option<string?>("--file") { Description = kind == ContentKinds.RuleSet ? "The changed rules.json, with its cases.json beside it (the one under the rule sets' folder)" : "The changed definition (the one in the definitions' folder)", HelpName = "FILE" };
        var why = new Option<string>("--why") { Description = "Why it is to change; the second person reads it first", HelpName = "TEXT", Required = true };
        return shell.Runs(new Command("propose", $"Put a changed {_words} forward for approval") { name, file, why }, async (call, stop) =>
        {
            await call.LoadLibrariesAsync(stop);
            var actor = await call.ActorAsync(Policies.Propose, stop);
            var content = RuleDrafts.Content(call, kind, call.Parsed.GetRequiredValue(name), call.Parsed.GetValue(file));
            var result = await call.Get<ProposalStore>().ProposeAsync(new ProposalRequest(content, call.Parsed.GetRequiredValue(why), "cli"), actor, stop);
            if (result.Refusal is { } refusal)
            {
                return ProposalText.Refused(call.Terminal, refusal, result.Diagnostics);
            }

            await ReplayAsync(call, result.Proposal!, stop);
            return await ShowAsync(call, result.Proposal!.Id, stop);
        });
    }

    private Command Proposals(Shell shell)
    {
        var name = new Argument<string?>("name") { HelpName = "NAME", Description = $"Of this {_words} only", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "Those decided, too" };
        return shell.Runs(new Command("proposals", "Changes that wait for a second person") { name, all }, async (call, stop) =>
        {
            call.DemandDatabase();
            await using var database = await call.Get<IDbContextFactory<OcrDbContext>>().CreateDbContextAsync(stop);
            var rows = database.Set<ProposalRow>().AsNoTracking().Where(p => p.Kind == kind);
            if (call.Parsed.GetValue(name) is { } only)
            {
                rows = rows.Where(p => p.RuleSet == only);
            }

            if (!call.Parsed.GetValue(all))
            {
                rows = rows.Where(p => p.State == ProposalState.Draft || p.State == ProposalState.Proposed || p.State == ProposalState.Approved || p.State == ProposalState.SentBack);
            }

            var list = (await rows.OrderByDescending(p => p.ProposedAt).ToListAsync(stop)).Select(ProposalSummary.Of).ToList();
            call.Terminal.Result(list);
            ProposalText.List(call.Terminal, list);
            return ExitCode.Good;
        });
    }

    private static Command Show(Shell shell)
    {
        var id = IdArgument.Of("Identity of the proposal");
        return shell.Runs(new Command("proposal", "One proposal: difference, checks, impact, what keeps it from being approved") { id }, async (call, stop) =>
        {
            await call.LoadLibrariesAsync(stop);
            return await ShowAsync(call, call.Parsed.GetRequiredValue(id), stop);
        });
    }

    private static Command Approve(Shell shell)
    {
        var id = IdArgument.Of("Identity of the proposal");
        var comment = new Option<string?>("--comment") { Description = "Stands beside the approval", HelpName = "TEXT" };
        var hold = new Option<bool>("--hold") { Description = "Approve without making it live: publish NAME does that later" };
        return shell.Runs(new Command("approve", "Approve somebody else's proposal, and make it live") { id, comment, hold }, async (call, stop) =>
        {
            await call.LoadLibrariesAsync(stop);
            var actor = await call.ActorAsync(Policies.Approve, stop);
            var result = await call.Get<ContentPublishing>().ApproveAsync(call.Parsed.GetRequiredValue(id), null, call.Parsed.GetValue(comment), !call.Parsed.GetValue(hold), actor, stop);
            return result.Refusal is { } refusal
                ? ProposalText.Refused(call.Terminal, refusal, [])
                : ProposalText.Done(call.Terminal, result.Approval.Proposal!, result.Publication, result.File);
        });
    }

    private static Command Decide(Shell shell, string name, string description, string policy, Func<ProposalStore, Guid, string, Actor, CancellationToken, Task<ProposalResult>> decide)
    {
        var id = IdArgument.Of("Identity of the proposal");
        var comment = new Option<string>("--comment") { Description = "Why", HelpName = "TEXT", Required = true };
        return shell.Runs(new Command(name, description) { id, comment }, async (call, stop) =>
        {
            await call.LoadLibrariesAsync(stop);
            var actor = await call.ActorAsync(policy, stop);
            var result = await decide(call.Get<ProposalStore>(), call.Parsed.GetRequiredValue(id), call.Parsed.GetRequiredValue(comment), actor, stop);
            return result.Refusal is { } refusal ? ProposalText.Refused(call.Terminal, refusal, []) : ProposalText.Done(call.Terminal, result.Proposal!, null, null);
        });
    }

    private static Command Recheck(Shell shell)
    {
        var id = IdArgument.Of("Identity of the proposal");
        return shell.Runs(new Command("recheck", "Check a proposal again with what decides now, and replay it again") { id }, async (call, stop) =>
        {
            await call.LoadLibrariesAsync(stop);
            var actor = await call.ActorAsync(Policies.Propose, stop);
            var result = await call.Get<ProposalStore>().CheckAgainAsync(call.Parsed.GetRequiredValue(id), actor, stop);
            if (result.Refusal is { } refusal)
            {
                return ProposalText.Refused(call.Terminal, refusal, result.Diagnostics);
            }

            await ReplayAsync(call, result.Proposal!, stop);
            return await ShowAsync(call, result.Proposal!.Id, stop);
        });
    }

    private Command Publish(Shell shell)
    {
        var name = NameArgument(kind);
        return shell.Runs(new Command("publish", $"Make the {_words} on disk live; where approval is needed, its approved proposal") { name }, async (call, stop) =>
        {
            await call.LoadLibrariesAsync(stop);
            var wanted = call.Parsed.GetRequiredValue(name);
            if (call.Get<PublishingOptions>().ApprovalNeeded)
            {
                return await PublishApprovedAsync(call, wanted, await call.ActorAsync(Policies.Approve, stop), stop);
            }

            var actor = await call.ActorAsync(Policies.Publish, stop);
            var publisher = call.Get<ContentPublisher>();
            return ProposalText.Published(call.Terminal, kind == ContentKinds.RuleSet
                ? await publisher.PublishAsync(RuleDrafts.OnDisk(call, wanted), "file", actor, stop)
                : await publisher.PublishDefinitionAsync(RuleDrafts.DefinitionOnDisk(call, wanted), "file", actor, stop));
        });
    }

    private async Task<int> PublishApprovedAsync(Call call, string name, Actor actor, CancellationToken stop)
    {
        await using var database = await call.Get<IDbContextFactory<OcrDbContext>>().CreateDbContextAsync(stop);
        var approved = await database.Set<ProposalRow>().AsNoTracking().Where(p => p.Kind == kind && p.RuleSet == name && p.State == ProposalState.Approved).OrderByDescending(p => p.DecidedAt).FirstOrDefaultAsync(stop);
        if (approved is null)
        {
            return ProposalText.Refused(call.Terminal, new Refusal("approval-needed",
                $"Nothing goes live here without a second person's approval, and {name} has no approved proposal: {ProposalText.Command(kind)} propose {name} --why TEXT, then somebody else's {ProposalText.Command(kind)} approve ID."), []);
        }

        var live = await call.Get<ContentPublishing>().PublishAsync(approved.Id, actor, stop);
        return live.Publication.Refusal is { } refusal
            ? ProposalText.Refused(call.Terminal, refusal, live.Publication.Diagnostics)
            : ProposalText.Done(call.Terminal, approved, live.Publication, live.File);
    }

    private static async Task ReplayAsync(Call call, ProposalRow row, CancellationToken stop)
    {
        if (row.Kind != ContentKinds.RuleSet)
        {
            return;
        }

        var proposal = row.Id;
        var report = await call.Terminal.ProgressAsync("decisions replayed", progress => call.Get<ProposalReplays>().RunAsync(proposal, new ReplayWork(progress), stop));
        if (report is { Complete: false })
        {
            call.Terminal.Note($"  stopped after {report.All:N0} of {report.Stored:N0} decisions; the proposal keeps no impact report until a whole replay has run (./ocr rules recheck {proposal}, or a host that serves)");
        }
    }

    private static async Task<int> ShowAsync(Call call, Guid id, CancellationToken stop)
    {
        await using var database = await call.Get<IDbContextFactory<OcrDbContext>>().CreateDbContextAsync(CancellationToken.None);
        var view = await ProposalView.FindAsync(database, call.Get<Approvals>(), id, CancellationToken.None)
            ?? throw new UsageException($"There is no proposal {id}.");
        stop.ThrowIfCancellationRequested();
        call.Terminal.Result(view);
        ProposalText.Say(call.Terminal, view);
        return view.Checks.FailingCases.Count > 0 ? ExitCode.Findings : ExitCode.Good;
    }
}

/// <summary>Hands the progress of a replay on.</summary>
internal sealed class ReplayWork(IProgress<WorkDone> progress) : IProgress<ReplayProgress>
{
    public void Report(ReplayProgress value) => progress.Report(new WorkDone(value.Done, value.Total));
}
