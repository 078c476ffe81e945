using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Publishing;

/// <summary>What became of the file on disk when a version went live by another way.</summary>
public enum FileState
{
    /// <summary>It holds what decides already.</summary>
    Same,

    /// <summary>It was written to hold what decides.</summary>
    Written,

    /// <summary>It was left as it is; it differs from what decides.</summary>
    Differs,

    /// <summary>There is none.</summary>
    Missing,
}

/// <param name="Note">Why it was left; null when there is nothing to say.</param>
public sealed record FileWriting(FileState State, string? Note);

/// <summary>Keeps the files under the rule sets' folder at what decides, where that is possible and takes nobody's work away.</summary>
public sealed class RuleFiles(HostSettings settings, ILogger<RuleFiles> log)
{
    /// <summary>Compares a file with what decides.</summary>
    public FileState StateOf(string ruleSet, string rulesHash)
    {
        var file = PathOf(ruleSet, "rules.json");
        return !File.Exists(file) ? FileState.Missing : HashOf(file) == rulesHash ? FileState.Same : FileState.Differs;
    }

    /// <summary>Writes a version that went live to its file, unless the file holds something that neither decided nor decides.</summary>
    /// <param name="before">What decided until now; null when nothing did.</param>
    public FileWriting Write(RuleSetVersionRow version, RuleSetVersionRow? before)
    {
        ArgumentNullException.ThrowIfNull(version);
        try
        {
            var rules = PathOf(version.Name, "rules.json");
            var held = HashOf(rules);
            if (held is null && !Directory.Exists(settings.RuleSetsPath))
            {
                return new FileWriting(FileState.Missing, $"There is no folder {settings.RuleSetsPath} on this host.");
            }

            if (held is not null && held != version.ContentHash && held != before?.ContentHash)
            {
                return Left(version.Name, "it holds a change of its own; propose it, or take it back");
            }

            var changed = Put(rules, version.Rules) | (version.Cases is { } cases && Put(PathOf(version.Name, "cases.json"), cases));
            return new FileWriting(changed ? FileState.Written : FileState.Same, null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Left(version.Name, $"it cannot be written: {fault.Message}");
        }
    }

    private FileWriting Left(string ruleSet, string why)
    {
        log.LogWarning("The file of rule set {RuleSet} differs from what decides: {Reason}", ruleSet, why);
        return new FileWriting(FileState.Differs, $"The file of {ruleSet} was left as it is and differs from what decides: {why}.");
    }

    /// <summary>Whole or not at all: a reader never meets half a file.</summary>
    /// <returns>False when it held that already.</returns>
    private static bool Put(string path, string text)
    {
        if (File.Exists(path) && File.ReadAllText(path) == text)
        {
            return false;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var beside = path + ".new";
        File.WriteAllText(beside, text);
        File.Move(beside, path, overwrite: true);
        return true;
    }

    private string PathOf(string ruleSet, string file) => Path.Combine(settings.RuleSetsPath, ruleSet, file);

    private static string? HashOf(string path) => File.Exists(path) ? CanonicalJson.Sha256(File.ReadAllBytes(path)) : null;
}
