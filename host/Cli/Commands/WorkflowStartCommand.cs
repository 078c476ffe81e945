using System.CommandLine;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Workflows;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Cli.Commands;

internal static class WorkflowStartCommand
{
    public static Command Build(Shell shell)
    {
        var definition = new Argument<string>("definition") { HelpName = "DEFINITION", Description = "Such as centre-approval" };
        var input = new Option<FileInfo?>("--input") { HelpName = "FILE", Description = "JSON object with a value, or null, for every input of the definition" };
        var correlation = new Option<string?>("--correlation") { HelpName = "KEY", Description = "Business key by which events find it; the definition may set its own" };
        var command = new Command("start", "Start an instance of a definition") { definition, input, correlation };
        return shell.Runs(command, async (call, stop) =>
        {
            var id = call.Parsed.GetRequiredValue(definition);
            var given = WorkflowRunCommand.Members(call.Parsed.GetValue(input));
            await call.LoadLibrariesAsync(stop);
            var actor = await call.ActorAsync(Policies.StartWorkflows, stop);
            var started = await call.Get<InstanceStarting>().StartAsync(id, given, call.Parsed.GetValue(correlation), call.Get<IIdSource>().Next(), actor, stop);
            if (started.Instance is null)
            {
                throw new UsageException(string.Join(Environment.NewLine, started.Faults));
            }

            call.Terminal.Result(started);
            call.Terminal.Say($"{started.Instance} {started.SubStatus}; ./ocr workflow show {started.Instance} says where it waits.");
            return ExitCode.Good;
        });
    }
}
