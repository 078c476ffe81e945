using System.Text.Json;
using OcrWorkflows.Centres.Letters;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Hosting;

/// <summary>A rule set as it stands on disk.</summary>
/// <param name="Name">Name of its folder.</param>
/// <param name="CasesFile">Null when there is none.</param>
public sealed record RuleSetFiles(string Name, string RulesFile, string? CasesFile)
{
    public ReadOnlyMemory<byte> Rules() => File.ReadAllBytes(RulesFile);

    public RuleSetContent Content() => new(Name, RulesFile, Rules(), Cases());

    public ReadOnlyMemory<byte>? Cases() => CasesFile is null ? default(ReadOnlyMemory<byte>?) : File.ReadAllBytes(CasesFile);
}

/// <summary>The rule sets and workflow definitions on disk.</summary>
public sealed class ContentFiles(HostSettings settings)
{
    /// <summary>The working calendar looks after itself.</summary>
    private const string CalendarsFolder = "calendars";

    /// <summary>Every folder with a <c>rules.json</c>, those that others inject first.</summary>
    public IReadOnlyList<RuleSetFiles> RuleSets() => RuleSetsIn(settings.RuleSetsPath);

    public IReadOnlyList<string> Definitions() => DefinitionsIn(settings.DefinitionsPath);

    /// <summary>Changes whenever a file of fees, qualifications or series does.</summary>
    public FileStamp ReferenceStamp()
    {
        if (!Directory.Exists(settings.RuleSetsPath))
        {
            return default;
        }

        var stamps = new DirectoryInfo(settings.RuleSetsPath).EnumerateDirectories()
            .Where(folder => folder.Name != CalendarsFolder)
            .SelectMany(folder => folder.EnumerateFiles("*.json"))
            .Where(file => ReferenceReader.IsReference(file.FullName))
            .Select(file => (file.Length, Ticks: file.LastWriteTimeUtc)).ToList();
        return stamps.Count == 0 ? default : new FileStamp(stamps.Sum(s => s.Length) + stamps.Count, stamps.Max(s => s.Ticks));
    }

    /// <summary>Changes whenever a template of a letter does.</summary>
    public FileStamp LettersStamp()
    {
        var folder = new DirectoryInfo(settings.LettersFolder);
        var stamps = folder.Exists ? folder.EnumerateFiles(LetterLibrary.Pattern).Select(file => (file.Length, Ticks: file.LastWriteTimeUtc)).ToList() : [];
        return stamps.Count == 0 ? default : new FileStamp(stamps.Sum(s => s.Length) + stamps.Count, stamps.Max(s => s.Ticks));
    }

    /// <param name="path">A folder of rule sets, the folder of one rule set, or a <c>rules.json</c>.</param>
    public static IReadOnlyList<RuleSetFiles> RuleSetsIn(string path)
    {
        if (File.Exists(path))
        {
            return [At(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFullPath(path))];
        }

        if (!Directory.Exists(path))
        {
            return [];
        }

        var own = Path.Combine(path, "rules.json");
        return File.Exists(own)
            ? [At(Path.GetFullPath(path), own)]
            : InjectedFirst([.. Directory.EnumerateDirectories(path).Order(StringComparer.Ordinal)
                .Select(folder => (Folder: folder, Rules: Path.Combine(folder, "rules.json")))
                .Where(at => File.Exists(at.Rules))
                .Select(at => At(at.Folder, at.Rules))]);
    }

    /// <param name="path">A folder of definitions, or one definition.</param>
    public static IReadOnlyList<string> DefinitionsIn(string path) =>
        File.Exists(path) ? [path]
        : Directory.Exists(path) ? [.. Directory.EnumerateFiles(path, "*.json").Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The identity that a file gives its definition; the file's own name when it gives none, or is no JSON, which its load reports.</summary>
    public static string DefinitionIdOf(string file)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("definitionId", out var id) && id.ValueKind == JsonValueKind.String
                && id.GetString()!.Trim() is { Length: > 0 } given ? given : Path.GetFileNameWithoutExtension(file);
        }
        catch (JsonException)
        {
            return Path.GetFileNameWithoutExtension(file);
        }
    }

    /// <summary>A definition's file as it is offered.</summary>
    public static DefinitionContent DefinitionAt(string file) => new(DefinitionIdOf(file), file, File.ReadAllBytes(file));

    private static RuleSetFiles At(string folder, string rules)
    {
        var cases = Path.Combine(folder, "cases.json");
        return new RuleSetFiles(Path.GetFileName(folder), rules, File.Exists(cases) ? cases : null);
    }

    private static List<RuleSetFiles> InjectedFirst(IReadOnlyList<RuleSetFiles> sets)
    {
        var byName = sets.ToDictionary(s => s.Name, StringComparer.Ordinal);
        var ordered = new List<RuleSetFiles>(sets.Count);
        var visited = new HashSet<string>(StringComparer.Ordinal);
        foreach (var set in sets)
        {
            Visit(set);
        }

        return ordered;

        void Visit(RuleSetFiles set)
        {
            if (!visited.Add(set.Name))
            {
                return;
            }

            foreach (var injected in InjectedBy(set).Where(byName.ContainsKey))
            {
                Visit(byName[injected]);
            }

            ordered.Add(set);
        }
    }

    /// <summary>Names in <c>WorkflowsToInject</c>; none when the file is no JSON, which its own load reports.</summary>
    private static IReadOnlyList<string> InjectedBy(RuleSetFiles set)
    {
        try
        {
            using var document = JsonDocument.Parse(set.Rules());
            var root = document.RootElement;
            var workflows = root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().ToList() : [root];
            return [.. workflows
                .Where(w => w.ValueKind == JsonValueKind.Object)
                .SelectMany(w => w.EnumerateObject())
                .Where(p => p.Name.Equals("WorkflowsToInject", StringComparison.OrdinalIgnoreCase) && p.Value.ValueKind == JsonValueKind.Array)
                .SelectMany(p => p.Value.EnumerateArray())
                .Where(n => n.ValueKind == JsonValueKind.String)
                .Select(n => n.GetString()!)];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
