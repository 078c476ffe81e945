namespace OcrWorkflows.Host.Rehearsals;

/// <summary>A clock that goes where it is told, and only forward.</summary>
internal sealed class RehearsalClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start;

    public override DateTimeOffset GetUtcNow() => _now;

    /// <summary>An instant that has passed already leaves it where it is: what is overdue happens now.</summary>
    public void GoTo(DateTimeOffset instant) => _now = instant > _now ? instant : _now;
}
