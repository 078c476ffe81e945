using System.Text.Json;
using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Cli;

/// <summary>A rule set that a command names by a path: its folder, its <c>rules.json</c>, or a draft under any name.</summary>
internal sealed record RuleSetAt(RuleSource Source, IReadOnlyDictionary<string, RuleSource> Others, FactsContract Contract, string CasesFile, ReadOnlyMemory<byte>? Cases)
{
    /// <summary>The set and every set it may inject.</summary>
    public IEnumerable<RuleSource> Sources => Others.Values.Prepend(Source);

    /// <exception cref="UsageException">There is no such file, or it is none of the product's rule sets.</exception>
    public static RuleSetAt Read(Call call, string path)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, "rules.json")
            : File.Exists(path) ? path
            : Path.Combine(call.Settings.RuleSetsPath, path, "rules.json");
        if (!File.Exists(file))
        {
            throw new UsageException($"There is no rule set {path}: neither a file, nor a folder with a rules.json, nor a set in {call.Settings.RuleSetsPath}.");
        }

        var utf8 = File.ReadAllBytes(file);
        var name = NameIn(utf8) ?? throw new UsageException($"{path} names no WorkflowName; ./ocr rules check says what is wrong with it.");
        var contract = call.Get<IFactsCatalogue>().For(name) ?? throw new UsageException($"No facts are known for a rule set named {name}, so it cannot be run.");
        var others = ContentFiles.RuleSetsIn(call.Settings.RuleSetsPath).Where(s => s.Name != name).ToDictionary(s => s.Name, RuleChecks.Source, StringComparer.Ordinal);
        var cases = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, "cases.json");
        ReadOnlyMemory<byte>? beside = null;
        if (File.Exists(cases))
        {
            beside = File.ReadAllBytes(cases);
        }

        return new RuleSetAt(new RuleSource(name, path, utf8), others, contract, cases, beside);
    }

    public RuleSet Load()
    {
        var load = RuleSetLoader.Load(Source, Others, Contract);
        return load.RuleSet ?? throw new UsageException($"The rule set has faults:{Environment.NewLine}{string.Join(Environment.NewLine, load.Diagnostics)}");
    }

    private static string? NameIn(byte[] utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            var first = document.RootElement.ValueKind == JsonValueKind.Array ? document.RootElement.EnumerateArray().FirstOrDefault() : document.RootElement;
            return first.ValueKind == JsonValueKind.Object && first.TryGetProperty("WorkflowName", out var name) ? name.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
