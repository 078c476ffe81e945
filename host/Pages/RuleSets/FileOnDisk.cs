using System.Text;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Host.Pages.RuleSets;

/// <summary>A rule or workflow file as it stands on disk now.</summary>
/// <param name="Hash">SHA-256 of its bytes, as versions and refused changes record it.</param>
public sealed record FileOnDisk(string Text, string Hash)
{
    /// <returns>Null when the file is missing or cannot be read at the moment.</returns>
    public static FileOnDisk? Read(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            return new FileOnDisk(Encoding.UTF8.GetString(bytes), CanonicalJson.Sha256(bytes));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
