using OcrWorkflows.Rules;

namespace OcrWorkflows.Storage.Rows;

/// <summary>What versions of rule sets and of workflow definitions have in common.</summary>
public interface IVersionRow
{
    Guid Id { get; }

    /// <summary>One of <see cref="Publishing.ContentKinds"/>.</summary>
    string Kind { get; }
    string Name { get; }
    string ContentHash { get; }
    string Text { get; }
    string? Cases { get; }
    DateTimeOffset PublishedAt { get; }
    string PublishedBy { get; }
    string Origin { get; }
    string? Comment { get; }
    Guid? Proposal { get; }
    string? ApprovedBy { get; }
    bool IsCurrent { get; }
    string? Warnings { get; }
}

/// <summary>One accepted content of a rule set; immutable. The newest made current is the one that decides.</summary>
public sealed class RuleSetVersionRow : IVersionRow
{
    public Guid Id { get; set; }
    public required string Name { get; set; }

    /// <summary>SHA-256 of the bytes of rules.json.</summary>
    public required string ContentHash { get; set; }
    public required string Rules { get; set; }

    /// <summary>Text of cases.json as it stood at publishing; null when there was none.</summary>
    public string? Cases { get; set; }
    public DateTimeOffset PublishedAt { get; set; }
    public required string PublishedBy { get; set; }

    /// <summary>Where it came from, such as <c>file</c>, <c>page</c>, <c>shipped</c>.</summary>
    public required string Origin { get; set; }
    /// <summary>Why, in the words of whoever wanted it.</summary>
    public string? Comment { get; set; }

    /// <summary>The proposal it was published from; null when it did not go through approval.</summary>
    public Guid? Proposal { get; set; }

    /// <summary>The second person; null when it did not go through approval. A version that is current again keeps the approver of the one it repeats.</summary>
    public string? ApprovedBy { get; set; }
    public bool IsCurrent { get; set; }

    /// <summary>The name while current, null otherwise: unique, so that the database itself keeps one current version of a name.</summary>
    public string? CurrentName { get; set; }

    /// <summary>Cases that failed when it was published, as JSON; null when all passed. Shown loudly.</summary>
    public string? Warnings { get; set; }

    string IVersionRow.Kind => Publishing.ContentKinds.RuleSet;

    string IVersionRow.Text => Rules;
}

/// <summary>A change that was refused, kept so that pages can show why. The last good version goes on deciding.</summary>
public sealed class RefusedChangeRow
{
    public Guid Id { get; set; }

    /// <summary><c>rule-set</c> or <c>workflow</c>.</summary>
    public required string Kind { get; set; }
    public required string Name { get; set; }
    public required string ContentHash { get; set; }
    public DateTimeOffset At { get; set; }
    public required string By { get; set; }

    /// <summary>The diagnostics as a JSON array.</summary>
    public required string Diagnostics { get; set; }

    /// <summary>False once a later content of that name was accepted.</summary>
    public bool IsOpen { get; set; }
}

/// <summary>One accepted content of a workflow definition; immutable. Instances keep the version they began with.</summary>
public sealed class DefinitionVersionRow : IVersionRow
{
    public Guid Id { get; set; }
    public required string DefinitionId { get; set; }

    /// <summary>1, 2, 3... given at publishing.</summary>
    public int Version { get; set; }
    public required string ContentHash { get; set; }
    public required string Content { get; set; }
    public DateTimeOffset PublishedAt { get; set; }
    public required string PublishedBy { get; set; }
    public required string Origin { get; set; }

    /// <summary>Why, in the words of whoever wanted it.</summary>
    public string? Comment { get; set; }

    /// <summary>The proposal it was published from; null when it did not go through approval.</summary>
    public Guid? Proposal { get; set; }

    /// <summary>The second person, as of rule sets.</summary>
    public string? ApprovedBy { get; set; }
    public bool IsCurrent { get; set; }

    string IVersionRow.Kind => Publishing.ContentKinds.Workflow;

    string IVersionRow.Name => DefinitionId;

    string IVersionRow.Text => Content;

    string? IVersionRow.Cases => null;

    string? IVersionRow.Warnings => null;
}

/// <summary>A decision of a rule set, with everything needed to make it again.</summary>
public sealed class DecisionRow
{
    public Guid Id { get; set; }

    /// <summary>What was decided about, such as <c>entry:…</c>.</summary>
    public required string Subject { get; set; }
    public required string RuleSet { get; set; }
    public required string RuleSetHash { get; set; }

    /// <summary>Name and hash of everything used (rule sets, fees, qualifications, calendar), as canonical JSON.</summary>
    public required string Used { get; set; }

    /// <summary>The facts as canonical JSON; no personal data, only references.</summary>
    public required string Facts { get; set; }
    public DateOnly DecisionDate { get; set; }
    public Outcome Outcome { get; set; }

    /// <summary>Rules that did not hold or broke, with messages, clauses, remedies and fees, as canonical JSON.</summary>
    public required string Findings { get; set; }
    public DateTimeOffset At { get; set; }
    public required string By { get; set; }
    public required string HostVersion { get; set; }
}
