using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Publishing;

namespace OcrWorkflows.Host.Cli;

/// <summary>Finds the text that a command is about.</summary>
internal static class RuleDrafts
{
    /// <exception cref="UsageException">There is no such rule set on disk.</exception>
    public static RuleSetFiles OnDisk(Call call, string name)
    {
        var files = call.Get<ContentFiles>().RuleSets();
        return files.FirstOrDefault(s => s.Name == name)
            ?? throw new UsageException($"There is no rule set {name} in {call.Settings.RuleSetsPath}; there are {string.Join(", ", files.Select(s => s.Name))}.");
    }

    /// <param name="file">A rules.json with its cases.json beside it, or its folder; null for the one under the rule sets' folder.</param>
    /// <exception cref="UsageException">There is no such file.</exception>
    public static ProposedContent Content(Call call, string kind, string name, string? file) => kind == ContentKinds.RuleSet ? Content(call, name, file)
        : file is null ? ContentFiles.DefinitionAt(DefinitionOnDisk(call, name))
        : File.Exists(file) ? ContentFiles.DefinitionAt(Path.GetFullPath(file)) with { Name = name }
        : throw new UsageException($"There is no file {Path.GetFullPath(file)}.");

    /// <exception cref="UsageException">There is no such definition on disk.</exception>
    public static string DefinitionOnDisk(Call call, string id)
    {
        var files = call.Get<ContentFiles>().Definitions();
        return files.FirstOrDefault(f => ContentFiles.DefinitionIdOf(f) == id)
            ?? throw new UsageException($"There is no workflow definition {id} in {call.Settings.DefinitionsPath}; there are {string.Join(", ", files.Select(ContentFiles.DefinitionIdOf))}.");
    }

    /// <param name="file">As above.</param>
    /// <exception cref="UsageException">There is no such file.</exception>
    public static RuleSetContent Content(Call call, string name, string? file)
    {
        if (file is null)
        {
            return OnDisk(call, name).Content();
        }

        var path = Path.GetFullPath(file);
        return ContentFiles.RuleSetsIn(path) is [var only]
            ? only.Content() with { Name = name }
            : throw new UsageException($"{path} is no rules.json, and no folder that holds one.");
    }
}
