using OcrWorkflows.Expressions.Values;

namespace OcrWorkflows.Expressions.Plain;

/// <summary>What a record of plain data holds of the members that expressions name. Seen by code compiled for the same <see cref="PlainPlan"/> alone.</summary>
/// <param name="slots">By the slots of its <see cref="PlainNode"/>; null for a member that is null or missing.</param>
public sealed class PlainRecord(object?[] slots)
{
    private readonly object?[] _slots = slots;

    /// <summary>A member of what may be such a record; of anything else as it is found everywhere.</summary>
    public static object? Read(object value, int slot, string name) => value is PlainRecord record ? record._slots[slot] : JsonValues.Member(value, name);
}
