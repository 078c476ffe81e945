namespace OcrWorkflows.Storage.Publishing;

/// <summary>Why something asked for was not done; nothing was changed.</summary>
/// <param name="Code">Stable, in kebab case; docs/operating.md lists them.</param>
/// <param name="Message">A sentence with the remedy in it.</param>
public sealed record Refusal(string Code, string Message);

/// <summary>How changes of rule sets go live.</summary>
public sealed record PublishingOptions
{
    /// <summary>True when nothing goes live without a second person's approval, and only approved versions may be made current again.</summary>
    public bool ApprovalNeeded { get; init; }

    /// <summary>Name of this host on the replays it works on.</summary>
    public string HostName { get; init; } = Environment.MachineName;
}
