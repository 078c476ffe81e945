using System.CommandLine;
using System.Diagnostics;

namespace OcrWorkflows.Host.Cli.Commands;

internal static class BenchCommands
{
    public static Command Build(Shell shell) => new("bench", "Measurements") { Import(shell), Rules(shell), Workflows(shell) };

    private static Command Import(Shell shell)
    {
        var lines = new Option<int>("--lines") { Description = "Lines to import (100,000)", HelpName = "N", DefaultValueFactory = _ => 100_000 };
        return shell.Runs(new Command("import", "Lines per second, against a bare insert of the same rows") { lines }, (call, stop) =>
            RunAsync(call, ["import", "--lines", call.Parsed.GetValue(lines).ToString(System.Globalization.CultureInfo.InvariantCulture)], stop));
    }

    private static Command Rules(Shell shell)
    {
        var detailed = new Option<bool>("--detailed") { Description = "Each kind of decision by itself under BenchmarkDotNet, in place of the ratios" };
        return shell.Runs(new Command("rules", "Decisions of 30 rules, as ratios to the same rules written in C#; loading, threads, swaps") { detailed }, (call, stop) =>
            RunAsync(call, call.Parsed.GetValue(detailed) ? ["rules", "--detailed"] : ["rules"], stop));
    }

    private static Command Workflows(Shell shell)
    {
        var waiting = new Option<int>("--waiting") { Description = "Waiting instances to compare with 1,000 (100,000)", HelpName = "N", DefaultValueFactory = _ => 100_000 };
        return shell.Runs(new Command("workflows", "Runs in memory; persisted cycles as ratios to the same rows by bare commands; many waiting instances") { waiting }, (call, stop) =>
            RunAsync(call, ["workflows", "--waiting", call.Parsed.GetValue(waiting).ToString(System.Globalization.CultureInfo.InvariantCulture)], stop));
    }

    /// <summary>The measurements are a program of their own, so that the product does not carry them.</summary>
    private static async Task<int> RunAsync(Call call, IReadOnlyList<string> arguments, CancellationToken stop)
    {
        var project = Path.Combine(call.Settings.Home, "tests", "bench", "OcrWorkflows.Bench.csproj");
        if (!File.Exists(project))
        {
            throw new UsageException($"The measurements come with the sources only: {project} does not exist.");
        }

        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = call.Settings.Home };
        foreach (var argument in (IEnumerable<string>)["run", "-c", "Release", "--project", project, "--", .. arguments, .. call.Terminal.Json ? ["--json"] : Array.Empty<string>()])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new UsageException("The program 'dotnet' could not be started.");
        await process.WaitForExitAsync(stop);
        return process.ExitCode;
    }
}
