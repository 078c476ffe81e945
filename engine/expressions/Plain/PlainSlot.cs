using System.Diagnostics.CodeAnalysis;

namespace OcrWorkflows.Expressions.Plain;

/// <summary>What a record of plain data holds of one member that expressions name; null where that is null or missing.</summary>
/// <remarks>An array of them is a record by the slots of its <see cref="PlainNode"/>, and is seen by code compiled for the same <see cref="PlainPlan"/> alone.</remarks>
public struct PlainSlot
{
    [SuppressMessage("Design", "CA1051", Justification = "Readers fill it where it lies, by reference.")]
    public object? Value;
}
