using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage.Publishing;
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

/// <summary>Keeps the files of rule sets and definitions at what is current, where that is possible and takes nobody's work away.</summary>
public sealed class PublishedFiles(HostSettings settings, ILogger<PublishedFiles> log)
{
    /// <summary>Compares a file with what decides.</summary>
    public FileState StateOf(string kind, string name, string hash)
    {
        var file = PathOf(kind, name);
        return !File.Exists(file) ? FileState.Missing : HashOf(file) == hash ? FileState.Same : FileState.Differs;
    }

    /// <summary>Writes a version that went live to its file, unless the file holds something that neither decided nor decides.</summary>
    /// <param name="before">Hash of what was current until now; null when nothing was.</param>
    public FileWriting Write(IVersionRow version, string? before)
    {
        ArgumentNullException.ThrowIfNull(version);
        try
        {
            var file = PathOf(version.Kind, version.Name);
            var held = HashOf(file);
            var folder = version.Kind == ContentKinds.RuleSet ? settings.RuleSetsPath : settings.DefinitionsPath;
            if (held is null && !Directory.Exists(folder))
            {
                return new FileWriting(FileState.Missing, $"There is no folder {folder} on this host.");
            }

            if (held is not null && held != version.ContentHash && held != before)
            {
                return Left(version, "it holds a change of its own; propose it, or take it back");
            }

            var changed = Put(file, version.Text) | (version.Cases is { } cases && Put(Path.Combine(Path.GetDirectoryName(file)!, "cases.json"), cases));
            return new FileWriting(changed ? FileState.Written : FileState.Same, null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Left(version, $"it cannot be written: {fault.Message}");
        }
    }

    private FileWriting Left(IVersionRow version, string why)
    {
        log.LogWarning("The file of {Kind} {Name} differs from what is current: {Reason}", version.Kind, version.Name, why);
        return new FileWriting(FileState.Differs, $"The file of {version.Name} was left as it is and differs from what is current: {why}.");
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

    /// <summary>A definition has its identity for a file name, unless another file of the folder holds it.</summary>
    private string PathOf(string kind, string name) => kind == ContentKinds.RuleSet
        ? Path.Combine(settings.RuleSetsPath, name, "rules.json")
        : ContentFiles.DefinitionsIn(settings.DefinitionsPath).FirstOrDefault(file => ContentFiles.DefinitionIdOf(file) == name) ?? Path.Combine(settings.DefinitionsPath, $"{name}.json");

    private static string? HashOf(string path) => File.Exists(path) ? CanonicalJson.Sha256(File.ReadAllBytes(path)) : null;
}
