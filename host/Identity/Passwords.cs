using System.Security.Cryptography;

namespace OcrWorkflows.Host.Identity;

/// <summary>Passwords made at random, shown once.</summary>
public static class Passwords
{
    // Without characters that are taken for one another.
    private const string Letters = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /// <summary>Four groups of five characters: about 115 bits.</summary>
    public static string Make() =>
        string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Letters, 5)));
}
