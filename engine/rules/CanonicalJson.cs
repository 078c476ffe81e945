namespace OcrWorkflows.Rules;

/// <summary>One JSON text for one value: members sorted by name, no white space, dates as ISO, enums by name; the form that is hashed and stored.</summary>
public static class CanonicalJson
{
    public static string Write(object value) => throw new NotImplementedException();

    /// <summary>Reads facts back from their canonical form: writing them again gives the same text.</summary>
    public static object Read(string json, Type type) => throw new NotImplementedException();

    /// <summary>Lower-case hexadecimal SHA-256 of the UTF-8 bytes.</summary>
    public static string Sha256(ReadOnlySpan<byte> utf8) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(utf8));
}
