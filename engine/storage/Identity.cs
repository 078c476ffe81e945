namespace OcrWorkflows.Storage;

/// <summary>Who acts: stands on every journal line and every version.</summary>
/// <param name="Name">User name of a person, or the name of a schedule such as <c>schedule:lapse</c>.</param>
public readonly record struct Actor(string Name)
{
    public static Actor System { get; } = new("system");
}

/// <summary>Where new identities come from; injected, so that a test can foretell them.</summary>
public interface IIdSource
{
    Guid Next();
}

/// <summary>Version 7 identities: ordered by the injected clock, so that rows of one time lie together.</summary>
public sealed class TimeOrderedIds(TimeProvider time) : IIdSource
{
    public Guid Next() => Guid.CreateVersion7(time.GetUtcNow());
}
