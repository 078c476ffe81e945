using System.CommandLine;
using System.Text.Json.Nodes;
using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Host.Publishing;
using OcrWorkflows.Rules.Schemas;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Cli.Commands;

/// <summary>Writes the JSON schemas that let an editor complete and check rule files and facts.</summary>
internal static class RulesSchemaCommand
{
    public static Command Build(Shell shell)
    {
        var output = new Option<string?>("--out") { Description = "Folder to write to (the rule sets' folder)", HelpName = "DIR" };
        return shell.Runs(new Command("schema", "Write the JSON schemas of rule files and of each set's facts, for editors") { output }, (call, _) =>
        {
            var folder = Path.GetFullPath(call.Parsed.GetValue(output) ?? call.Settings.RuleSetsPath);
            var catalogue = call.Get<IFactsCatalogue>();
            var written = new List<string> { Write(Path.Combine(folder, "rules.schema.json"), RulesSchema.Of()) };
            foreach (var set in ContentFiles.RuleSetsIn(call.Settings.RuleSetsPath))
            {
                if (catalogue.For(set.Name) is { } contract)
                {
                    written.Add(Write(Path.Combine(folder, set.Name, "facts.schema.json"), ContentSchemas.Facts(contract)));
                }
            }

            call.Terminal.Result(new { written });
            written.ForEach(call.Terminal.Say);
            return Task.FromResult(ExitCode.Good);
        });
    }

    private static string Write(string path, JsonObject schema)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, schema.ToJsonString(Terminal.Format) + "\n");
        return path;
    }
}
