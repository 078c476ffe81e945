using System.CommandLine;
using System.Text;
using OcrWorkflows.Host.Workflows;
using OcrWorkflows.Runtime;

namespace OcrWorkflows.Host.Cli.Commands;

internal static class WorkflowDescribeCommand
{
    public static Command Build(Shell shell)
    {
        var path = new Argument<string?>("file") { HelpName = "FILE", Description = "A definition or a folder of them; the definitions at hand unless given", Arity = ArgumentArity.ZeroOrOne };
        var folder = new Option<DirectoryInfo?>("--out") { HelpName = "FOLDER", Description = "Write one Markdown file for each definition here instead of printing it" };
        return shell.Runs(new Command("describe", "A definition as a page: what starts it, its steps, who, by when, clauses, a diagram") { path, folder }, async (call, stop) =>
        {
            var at = call.Parsed.GetValue(path) is { } given ? Path.GetFullPath(given) : call.Settings.DefinitionsPath;
            var files = Hosting.ContentFiles.DefinitionsIn(at);
            if (files.Count == 0)
            {
                throw new UsageException($"There is no workflow definition at {at}.");
            }

            var written = new List<string>();
            foreach (var file in files)
            {
                var load = WorkflowDefinition.Read(Path.GetRelativePath(Directory.GetCurrentDirectory(), file), await File.ReadAllBytesAsync(file, stop), call.Get<ActivityCatalogue>());
                if (load.Definition is not { } definition)
                {
                    throw new UsageException($"{file} has faults; ./ocr workflow check lists them.");
                }

                if (call.Parsed.GetValue(folder) is { } to)
                {
                    to.Create();
                    written.Add(Path.Combine(to.FullName, definition.DefinitionId + ".md"));
                    await File.WriteAllTextAsync(written[^1], DefinitionPage.Write(definition), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), stop);
                }
                else
                {
                    call.Terminal.Say(DefinitionPage.Write(definition));
                }
            }

            call.Terminal.Result(new { written });
            return ExitCode.Good;
        });
    }
}
