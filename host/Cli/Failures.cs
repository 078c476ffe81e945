using System.Data.Common;
using OcrWorkflows.Host.Hosting;

namespace OcrWorkflows.Host.Cli;

/// <summary>A command was used in a way that cannot work; the message says what to do instead.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>Failures that a person can put right, in words for that person.</summary>
internal static class Failures
{
    /// <returns>Null for a failure that is ours, which is shown in full.</returns>
    public static string? Explain(Exception failure) => failure switch
    {
        UsageException or SettingsException => failure.Message,
        FileNotFoundException missing => $"{missing.FileName ?? missing.Message} does not exist.",
        DirectoryNotFoundException or UnauthorizedAccessException => failure.Message,
        DbException { Message: var text } when text.Contains("file is not a database", StringComparison.Ordinal) || text.Contains("disk image is malformed", StringComparison.Ordinal) =>
            "The database file is damaged. Stop every host, keep the file for later, put the last backup in its place and run ./ocr migrate, then ./ocr verify (docs/operating.md, Data).",
        DbException database => $"The database refused: {database.Message} Is it the right one (--database), and up to date (./ocr migrate)?",
        Identity.UserRefusedException refused => refused.Message,
        IOException io => io.Message,
        _ => null,
    };
}
