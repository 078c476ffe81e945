namespace OcrWorkflows.Host.Hosting;

/// <summary>How often one caller may ask, and how much one file may hold.</summary>
/// <param name="RequestsPerMinute">Of one user, or of one address that has not signed in; 0 for any number.</param>
/// <param name="SignInsPerMinute">Tries from one address, right or wrong; 0 for any number.</param>
/// <param name="UploadBytes">Most bytes of one entries file.</param>
public sealed record Limits(int RequestsPerMinute, int SignInsPerMinute, long UploadBytes)
{
    /// <summary>Bytes of a megabyte as the setting counts them.</summary>
    public const long Megabyte = 1 << 20;
}
