using System.CommandLine;

namespace OcrWorkflows.Host.Cli.Commands;

internal static class LapseCommand
{
    public static Command Build(Shell shell) => shell.Runs(new Command("lapse", "todo"), (call, _) => Task.FromResult(0));
}
