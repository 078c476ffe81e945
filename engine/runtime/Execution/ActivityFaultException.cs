namespace OcrWorkflows.Runtime.Execution;

/// <summary>An activity cannot do what it is for: it becomes Faulted and an incident is kept.</summary>
internal sealed class ActivityFaultException(string message, string? details = null) : Exception(message)
{
    public string? Details { get; } = details;
}
