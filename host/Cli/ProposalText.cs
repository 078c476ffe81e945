using OcrWorkflows.Expressions;
using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Host.Publishing;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Cli;

/// <summary>Proposals in words.</summary>
internal static class ProposalText
{
    /// <summary>The command under which proposals of a kind stand.</summary>
    public static string Command(string kind) => kind == ContentKinds.RuleSet ? "./ocr rules" : "./ocr workflow";

    public static int Refused(Terminal terminal, Refusal refusal, IReadOnlyList<Diagnostic> diagnostics)
    {
        terminal.Result(new { refused = refusal, diagnostics });
        foreach (var diagnostic in diagnostics)
        {
            terminal.Say(diagnostic.ToString());
        }

        terminal.Say($"Refused ({refusal.Code}): {refusal.Message}");
        return ExitCode.Findings;
    }

    public static int Done(Terminal terminal, ProposalRow proposal, PublishResult? publication, FileWriting? file)
    {
        var state = publication?.Version is null ? proposal.State : ProposalState.Published;
        terminal.Result(new { proposal = proposal.Id, kind = proposal.Kind, ruleSet = proposal.RuleSet, state, version = publication?.Version?.Id, rules = proposal.RulesHash, file });
        terminal.Say(state switch
        {
            ProposalState.Published => $"{proposal.RuleSet} is live at {proposal.RulesHash[..12]}{(proposal.Kind == ContentKinds.Workflow ? " for new instances" : "")}, on every host within two seconds.",
            ProposalState.Approved => $"Approved. It goes live with: {Command(proposal.Kind)} publish {proposal.RuleSet}",
            ProposalState.SentBack => "Sent back; its text may be revised and proposed again.",
            _ => $"The proposal is {state}.",
        });
        if (file?.Note is { } note)
        {
            terminal.Say(note);
        }

        return ExitCode.Good;
    }

    public static int Published(Terminal terminal, Publication result)
    {
        terminal.Result(result);
        foreach (var diagnostic in result.Diagnostics)
        {
            terminal.Say(diagnostic.ToString());
        }

        foreach (var failing in result.FailingCases)
        {
            terminal.Say($"warning: the case '{failing.Name}' does not hold: {failing.Difference}");
        }

        terminal.Say(result.Status switch
        {
            PublishStatus.Published => $"{result.Name} is live.",
            PublishStatus.Unchanged => $"{result.Name} was live already.",
            _ => $"{result.Name} was refused; the last good version goes on deciding.",
        });
        return result.Status == PublishStatus.Refused || result.FailingCases.Count > 0 ? ExitCode.Findings : ExitCode.Good;
    }

    public static void List(Terminal terminal, IReadOnlyList<ProposalSummary> proposals)
    {
        if (proposals.Count == 0)
        {
            terminal.Say("Nothing waits.");
            return;
        }

        terminal.Table(
            ["Proposal", "Of", "State", "By", "At", "Cases", ">Changes", "Why"],
            proposals.Select(p => new[]
            {
                p.Id.ToString("D"), p.RuleSet, p.State.ToString(), p.ProposedBy, Dates.Instant(p.ProposedAt), p.FailingCases == 0 ? "hold" : $"{p.FailingCases} FAIL",
                p.Changed is { } changed ? $"{changed:N0}" : p.Kind == ContentKinds.RuleSet ? "?" : "-", p.Why,
            }));
    }

    public static void Say(Terminal terminal, ProposalView view)
    {
        terminal.Say($"Proposal {view.Id} of {view.RuleSet}: {view.State}");
        terminal.Say($"{view.ProposedBy}, {Dates.Instant(view.ProposedAt)}: {view.Why ?? "(nobody has said why yet)"}");
        if (view.DecidedBy is not null)
        {
            terminal.Say($"{view.DecidedBy}, {Dates.Instant(view.DecidedAt!.Value)}: {view.Comment ?? view.State.ToString()}");
        }

        Difference(terminal, view.Kind == ContentKinds.RuleSet ? "rules.json" : $"{view.RuleSet}.json", view.RulesDifference);
        Difference(terminal, "cases.json", view.CasesDifference);
        terminal.Heading("Checks");
        foreach (var diagnostic in view.Checks.Diagnostics)
        {
            terminal.Say(diagnostic.ToString());
        }

        if (view.Checks.Running is { } running)
        {
            Running(terminal, running);
        }
        else
        {
            terminal.Say($"{view.Checks.Cases - view.Checks.OwnFailing} of {view.Checks.Cases} cases hold.");
        }

        foreach (var failing in view.Checks.FailingCases)
        {
            terminal.Say($"'{failing.Name}' does not hold: {failing.Difference}");
        }

        foreach (var unseen in view.Checks.UnseenRules)
        {
            terminal.Say($"not shown by the cases: {unseen}");
        }

        if (view.Checks.Conditions > 0)
        {
            terminal.Say($"{view.Checks.Conditions - view.Checks.UnseenConditions.Count} of {view.Checks.Conditions} conditions are shown both ways.");
        }

        foreach (var unseen in view.Checks.UnseenConditions)
        {
            terminal.Say($"not shown both ways: {unseen.Rule}: {unseen.Condition}");
        }

        if (view.Checks.Mutations is { } mutations)
        {
            terminal.Say($"The cases notice {mutations.Noticed} of {mutations.Noticed + mutations.Unnoticed.Count} small changes ({mutations.Score:P0}).");
            foreach (var unnoticed in mutations.Unnoticed)
            {
                terminal.Say($"no case notices: {unnoticed}");
            }
        }

        if (view.Impact is { } impact)
        {
            terminal.Heading("Impact");
            ImpactText.Say(terminal, impact);
        }

        if (view.IsOpen)
        {
            terminal.Heading("Approval");
            Standing(terminal, view);
        }
    }

    private static void Running(Terminal terminal, RunningInstances running)
    {
        terminal.Say(running.Unfinished == 0
            ? "No instance runs on an earlier version."
            : $"{running.Unfinished:N0} unfinished instances keep the version they began with.");
        foreach (var version in running.Versions)
        {
            terminal.Say(version.WithoutTarget.Count == 0
                ? $"Version {version.Version}: {version.Unfinished:N0} instances; every place where they stand has a target."
                : $"Version {version.Version}: {version.Unfinished:N0} instances; to migrate them, these places need a mapping:");
            foreach (var place in version.WithoutTarget)
            {
                terminal.Say($"    {place.Activity} ({place.Instances:N0} instances): {place.Why}");
            }
        }
    }

    private static void Standing(Terminal terminal, ProposalView view)
    {
        foreach (var reason in view.ApprovalVoid)
        {
            terminal.Say($"The approval no longer stands: {reason}.");
        }

        foreach (var hindrance in view.Hindrances)
        {
            terminal.Say($"{hindrance.Code}: {hindrance.Message}");
        }

        if (view.State == ProposalState.Draft)
        {
            terminal.Say($"Somebody puts a name to it first: {Command(view.Kind)} propose {view.RuleSet} --why TEXT --as USER");
        }
        else if (view.Hindrances.Count == 0 && (view.State == ProposalState.Proposed || view.ApprovalVoid.Count > 0))
        {
            terminal.Say($"Anyone but {string.Join(", ", view.Authors)} may approve it: {Command(view.Kind)} approve {view.Id} --as USER");
        }
    }

    private static void Difference(Terminal terminal, string file, IReadOnlyList<DifferenceLine> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        terminal.Heading(file);
        foreach (var line in lines)
        {
            terminal.Say(line.Change switch
            {
                LineChange.Gap => "  ...",
                LineChange.Added => $"+ {line.Text}",
                LineChange.Removed => $"- {line.Text}",
                _ => $"  {line.Text}",
            });
        }
    }
}
