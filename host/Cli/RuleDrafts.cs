using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Storage;

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
