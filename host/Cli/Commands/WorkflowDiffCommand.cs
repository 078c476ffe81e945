using System.CommandLine;
using OcrWorkflows.Runtime;

namespace OcrWorkflows.Host.Cli.Commands;

/// <summary>Two definition files compared by what they do.</summary>
internal static class WorkflowDiffCommand
{
    public static Command Build(Shell shell)
    {
        var before = new Argument<FileInfo>("before") { HelpName = "A.json", Description = "A definition" };
        var after = new Argument<FileInfo>("after") { HelpName = "B.json", Description = "Another version of it" };
        return shell.Runs(new Command("diff", "What differs between two versions: activities, connections, the workflow as a whole; not how they are drawn") { before, after }, async (call, stop) =>
        {
            var comparison = DefinitionComparison.Of(await ReadAsync(call, call.Parsed.GetRequiredValue(before), stop), await ReadAsync(call, call.Parsed.GetRequiredValue(after), stop));
            call.Terminal.Result(comparison);
            Say(call.Terminal, comparison);
            return comparison.None ? ExitCode.Good : ExitCode.Findings;
        });
    }

    private static async Task<WorkflowDefinition> ReadAsync(Call call, FileInfo file, CancellationToken stop)
    {
        if (!file.Exists)
        {
            throw new UsageException($"There is no file {file.FullName}.");
        }

        var load = WorkflowDefinition.Read(file.FullName, await File.ReadAllBytesAsync(file.FullName, stop), call.Get<ActivityCatalogue>());
        return load.Definition ?? throw new UsageException($"{file.FullName} has faults; ./ocr workflow check lists them.");
    }

    private static void Say(Terminal terminal, DefinitionComparison comparison)
    {
        foreach (var activity in comparison.Activities)
        {
            terminal.Say($"{activity.Change} {activity.Id} ({activity.Type}): {activity.Title}");
            Say(terminal, activity.Members);
        }

        foreach (var connection in comparison.Connections)
        {
            terminal.Say($"{connection.Change} connection {connection.Source} --{connection.Port}--> {connection.Target}");
        }

        if (comparison.Workflow.Count > 0)
        {
            terminal.Say("The workflow as a whole");
            Say(terminal, comparison.Workflow);
        }

        if (comparison.None)
        {
            terminal.Say("Both do the same.");
        }
    }

    private static void Say(Terminal terminal, IReadOnlyList<MemberChange> members)
    {
        foreach (var member in members)
        {
            terminal.Say($"  {member.Member}: {member.Before ?? "not there"} -> {member.After ?? "not there"}");
        }
    }
}
