using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace OcrWorkflows.Storage;

/// <summary>Identity of a workflow instance.</summary>
public readonly record struct InstanceId(Guid Value)
{
    public override string ToString() => Value.ToString("D");

    public static InstanceId Parse(string text) => new(Guid.Parse(text));

    // For queries by key range; each database has an order of its own, and keeps to it.
    public static bool operator <(InstanceId left, InstanceId right) => left.Value.CompareTo(right.Value) < 0;

    public static bool operator >(InstanceId left, InstanceId right) => left.Value.CompareTo(right.Value) > 0;

    public static bool operator <=(InstanceId left, InstanceId right) => left.Value.CompareTo(right.Value) <= 0;

    public static bool operator >=(InstanceId left, InstanceId right) => left.Value.CompareTo(right.Value) >= 0;
}

/// <summary>Instants are stored as UTC ticks (100 ns), so that every database orders them alike.</summary>
public sealed class UtcTicksConverter() : ValueConverter<DateTimeOffset, long>(
    instant => instant.UtcTicks,
    ticks => new DateTimeOffset(ticks, TimeSpan.Zero));

public sealed class InstanceIdConverter() : ValueConverter<InstanceId, Guid>(id => id.Value, value => new InstanceId(value));
