using OcrWorkflows.Expressions.Values;

namespace OcrWorkflows.Expressions.Plain;

/// <summary>What a record of plain data holds of one member that expressions name; null where that is null or missing.</summary>
/// <remarks>An array of them is a record by the slots of its <see cref="PlainNode"/>, and is seen by code compiled for the same <see cref="PlainPlan"/> alone.</remarks>
public struct PlainSlot
{
    public object? Value;

    /// <summary>A member of what may be such a record; of anything else as it is found everywhere.</summary>
    public static object? Read(object value, int slot, string name) => value is PlainSlot[] record ? record[slot].Value : JsonValues.Member(value, name);
}
