namespace OcrWorkflows.Host.Identity;

/// <summary>A secret by which a program acts as a person, within the scopes that person gave it.</summary>
public sealed class ApiTokenRow
{
    public const int NameLength = 100;

    public required Guid Id { get; init; }

    public required Guid UserId { get; init; }

    /// <summary>What its owner calls it, such as the program that uses it.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the secret, in hexadecimal. The secret is 256 random bits, so it needs neither salt nor stretching.</summary>
    public required string Hash { get; init; }

    /// <summary>Names from <see cref="Scopes"/>, separated by spaces.</summary>
    public required string Scopes { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Good until this instant, exclusive.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Day, in UTC, on which it was last accepted; null while it never was.</summary>
    public DateOnly? LastUsedOn { get; set; }
}
