namespace OcrWorkflows.Storage.Rows;

public enum ProposalState
{
    /// <summary>A changed file that nobody has put a name to yet.</summary>
    Draft,

    /// <summary>Waits for a second person.</summary>
    Proposed,

    /// <summary>Approved by a second person, and not live yet.</summary>
    Approved,

    /// <summary>Sent back with a comment; may be revised and is then proposed again.</summary>
    SentBack,
    Published,
    Withdrawn,

    /// <summary>A draft whose file has changed again.</summary>
    Superseded,
}

/// <summary>A change of a rule set or of a workflow definition that waits for approval, with what was found out about it.</summary>
public sealed class ProposalRow
{
    public Guid Id { get; set; }

    /// <summary>One of <see cref="Publishing.ContentKinds"/>.</summary>
    public string Kind { get; set; } = Publishing.ContentKinds.RuleSet;

    /// <summary>Unique where given: a repeated request finds the proposal it made.</summary>
    public Guid? RequestId { get; set; }

    /// <summary>Name of the rule set, or identity of the workflow definition.</summary>
    public required string RuleSet { get; set; }

    /// <summary>Text of rules.json, or of the definition, as proposed.</summary>
    public required string Rules { get; set; }

    /// <summary>Text of cases.json as proposed; null when there is none.</summary>
    public string? Cases { get; set; }

    /// <summary>SHA-256 of the bytes of rules.json, or of the definition.</summary>
    public required string RulesHash { get; set; }

    /// <summary>SHA-256 of the bytes of cases.json; empty when there is none.</summary>
    public required string CasesHash { get; set; }

    /// <summary>Where it came from: <c>file</c>, <c>page</c>, <c>cli</c>, <c>api</c>.</summary>
    public required string Origin { get; set; }
    public ProposalState State { get; set; }

    /// <summary>Who proposed the text as it is now; <c>files</c> for a draft.</summary>
    public required string ProposedBy { get; set; }
    public DateTimeOffset ProposedAt { get; set; }

    /// <summary>Everybody who has written any text of it or put it forward, as a JSON array: none of them may approve it.</summary>
    public required string Authors { get; set; }

    /// <summary>Null for a draft.</summary>
    public string? Why { get; set; }

    /// <summary>The version that decided when it was checked; null when there was none.</summary>
    public Guid? BaseVersion { get; set; }

    /// <summary><see cref="Publishing.ProposalChecks"/> as JSON.</summary>
    public required string Checks { get; set; }

    /// <summary>Summary of the replay of all stored decisions, as JSON; null until it has run to its end.</summary>
    public string? Impact { get; set; }

    /// <summary>SHA-256 over the summary and every changed decision.</summary>
    public string? ImpactHash { get; set; }

    /// <summary>The sets that were replayed, as <see cref="Publishing.DraftCheck.Hash"/> names them.</summary>
    public string? ImpactOf { get; set; }

    /// <summary>Host that replays at present; null when none does.</summary>
    public string? ReplayedBy { get; set; }

    /// <summary>Last sign of life of that host.</summary>
    public DateTimeOffset? ReplaySeenAt { get; set; }
    public long ReplayDone { get; set; }
    public long ReplayTotal { get; set; }

    /// <summary>Who approved, sent back or withdrew it last; null when nobody has.</summary>
    public string? DecidedBy { get; set; }
    public DateTimeOffset? DecidedAt { get; set; }
    public string? Comment { get; set; }

    /// <summary>What the approval is bound to, <see cref="Publishing.ApprovalBinding"/> as JSON; null without an approval.</summary>
    public string? Binding { get; set; }
    public Guid? PublishedVersion { get; set; }

    /// <summary>Counts changes; the lock, and the ETag of the API. The end of a replay counts too: whoever approves has looked at what it found.</summary>
    public int Version { get; set; }
}

/// <summary>What somebody did to a rule set, to a workflow definition or to many instances: append-only, a chain of hashes for each trail.</summary>
public sealed class PublishingEventRow
{
    /// <summary>The trail: name of the rule set; others as <see cref="Publishing.ContentKinds.Trail"/> says.</summary>
    public required string RuleSet { get; set; }

    /// <summary>1, 2, 3... within the set.</summary>
    public int Sequence { get; set; }
    public DateTimeOffset At { get; set; }
    public required string By { get; set; }

    /// <summary>Such as <c>proposed</c>, <c>approved</c>, <c>published</c>, <c>rolled-back</c>.</summary>
    public required string Action { get; set; }

    /// <summary>What was done and why, in a sentence.</summary>
    public required string Text { get; set; }
    public Guid? Proposal { get; set; }
    public Guid? RuleSetVersion { get; set; }

    /// <summary>SHA-256 over the hash before it and this line.</summary>
    public required string Hash { get; set; }
}

/// <summary>A file of reference data that decisions were made with, kept so that they can be made again.</summary>
public sealed class ReferenceFileRow
{
    /// <summary>Path below the rule sets' folder, such as <c>fees/2026.json</c>.</summary>
    public required string Name { get; set; }

    /// <summary>SHA-256 of its bytes.</summary>
    public required string ContentHash { get; set; }
    public required string Content { get; set; }
    public DateTimeOffset KeptAt { get; set; }
}
