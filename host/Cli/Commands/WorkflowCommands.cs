using System.CommandLine;
using OcrWorkflows.Host.Workflows;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Publishing;

namespace OcrWorkflows.Host.Cli.Commands;

internal static class WorkflowCommands
{
    public static Command Build(Shell shell)
    {
        var command = new Command("workflow", "Workflows") { List(shell), Show(shell), Check(shell), WorkflowStartCommand.Build(shell), WorkflowDescribeCommand.Build(shell), WorkflowDiffCommand.Build(shell), WorkflowRunCommand.Build(shell), EarlyEventsCommand.Build(shell), BulkCommands.Build(shell) };
        foreach (var publishing in new PublishingCommands(ContentKinds.Workflow).All(shell))
        {
            command.Add(publishing);
        }

        foreach (var operation in OperationCommands.Build(shell))
        {
            command.Add(operation);
        }

        return command;
    }

    private static Command List(Shell shell)
    {
        var status = new Option<InstanceSubStatus?>("--status") { Description = string.Join(", ", Enum.GetNames<InstanceSubStatus>()), HelpName = "STATUS" };
        var definition = new Option<string?>("--definition") { Description = "Such as claim", HelpName = "ID" };
        var centre = new Option<string?>("--centre") { Description = "Centre number", HelpName = "NUMBER" };
        var overdue = new Option<bool>("--overdue") { Description = "Only those whose timer or task is past its time" };
        var limit = new Option<int>("--limit") { Description = "How many at most (50)", HelpName = "N", DefaultValueFactory = _ => 50 };
        return shell.Runs(new Command("list", "What runs, where it waits, until when") { status, definition, centre, overdue, limit }, async (call, stop) =>
        {
            call.DemandDatabase();
            var filter = new InstanceFilter
            {
                SubStatus = call.Parsed.GetValue(status),
                DefinitionId = call.Parsed.GetValue(definition),
                CentreNumber = call.Parsed.GetValue(centre),
                Overdue = call.Parsed.GetValue(overdue),
                Limit = Math.Clamp(call.Parsed.GetValue(limit), 1, 10_000),
            };
            var page = await call.Get<InstanceQueries>().ListAsync(filter, stop);
            call.Terminal.Result(page);
            call.Terminal.Table(
                ["Instance", "Workflow", "About", "Centre", "Status", "Waits for", "Due"],
                page.Instances.Select(i => new[]
                {
                    i.Id.ToString(), $"{i.DefinitionId} v{i.DefinitionVersion}", i.CorrelationId, i.CentreNumber,
                    i.HasIncident ? $"{i.SubStatus}, incident" : i.SubStatus.ToString(), string.Join("; ", i.WaitsFor),
                    (i.Overdue ? "OVERDUE " : "") + (i.TaskDueOn is { } last ? Dates.Day(last) : Dates.Instant(i.NextDueAt)),
                }));
            call.Terminal.Say(page.Next is null ? $"{page.Instances.Count} instances." : $"The newest {page.Instances.Count} instances; there are more (--limit).");
            return ExitCode.Good;
        });
    }

    private static Command Show(Shell shell)
    {
        var id = IdArgument.Of("Identity of the instance");
        return shell.Runs(new Command("show", "One workflow: where it waits, what happened") { id }, async (call, stop) =>
        {
            call.DemandDatabase();
            var wanted = call.Parsed.GetRequiredValue(id);
            var found = await call.Get<InstanceQueries>().FindAsync(new InstanceId(wanted), stop)
                ?? throw new UsageException($"There is no workflow instance {wanted}; ./ocr workflow list shows them.");
            call.Terminal.Result(found);
            InstanceText.Say(call.Terminal, found);
            return ExitCode.Good;
        });
    }

    private static Command Check(Shell shell)
    {
        var path = new Argument<string?>("path") { HelpName = "PATH", Description = "Folder of definitions or one file; the definitions at hand unless given", Arity = ArgumentArity.ZeroOrOne };
        return shell.Runs(new Command("check", "Every fault of every workflow definition") { path }, (call, _) =>
        {
            var at = call.Parsed.GetValue(path) is { } given ? Path.GetFullPath(given) : call.Settings.DefinitionsPath;
            var files = Hosting.ContentFiles.DefinitionsIn(at);
            if (files.Count == 0)
            {
                throw new UsageException($"There is no workflow definition at {at}.");
            }

            var catalogue = call.Get<ActivityCatalogue>();
            var loads = files.Select(f => (File: f, Load: WorkflowDefinition.Read(Path.GetRelativePath(Directory.GetCurrentDirectory(), f), File.ReadAllBytes(f), catalogue))).ToList();
            var diagnostics = loads.SelectMany(l => l.Load.Diagnostics).ToList();
            call.Terminal.Result(new { definitions = loads.Select(l => new { l.File, id = l.Load.Definition?.DefinitionId, usable = l.Load.Definition is not null }), diagnostics });
            foreach (var diagnostic in diagnostics)
            {
                call.Terminal.Say(diagnostic.ToString());
            }

            var faulty = loads.Count(l => l.Load.Definition is null);
            call.Terminal.Say(faulty == 0 ? $"{loads.Count} workflow definitions: no faults." : $"{faulty} of {loads.Count} workflow definitions have faults. Nothing was changed.");
            return Task.FromResult(faulty == 0 ? ExitCode.Good : ExitCode.Findings);
        });
    }
}
