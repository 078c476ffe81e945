using System.CommandLine;

namespace OcrWorkflows.Host.Cli.Commands;

internal static class DemoCommands
{
    public static Command Build(Shell shell) => new("demo", "Sample data") { shell.Runs(new Command("run", "todo"), (call, _) => Task.FromResult(0)) };
}
