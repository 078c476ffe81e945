using OcrWorkflows.Expressions;

namespace OcrWorkflows.Rules.Deciding;

/// <summary>Puts into words what broke a rule while it ran.</summary>
internal static class Breakage
{
    /// <summary>No values, which may be personal: of what a property of the facts throws, only the kind is said.</summary>
    /// <returns>Null when it is not the rule that broke, but the machine under it.</returns>
    public static string? Of(Exception fault) =>
        ExpressionException.From(fault)?.Message
        ?? (fault is OutOfMemoryException or OperationCanceledException or InsufficientExecutionStackException ? null : $"A member of the facts could not be read ({fault.GetType().Name}).");
}
