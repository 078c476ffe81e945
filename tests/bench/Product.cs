using System.Diagnostics;
using System.Globalization;

namespace OcrWorkflows.Bench;

/// <summary>One run of the product's command line, as a user starts it.</summary>
/// <param name="PeakBytes">Most resident memory of the process, as the kernel counted it; 0 where that cannot be read.</param>
internal sealed record ProductRun(int ExitCode, string Output, TimeSpan Elapsed, long PeakBytes);

/// <summary>The built program <c>ocr</c>.</summary>
internal static class Product
{
    public static string Home { get; } = Environment.GetEnvironmentVariable("OCR_HOME") is { Length: > 0 } home ? home : FindHome();

    /// <exception cref="InvalidOperationException">The command ended as a failure (exit code 2).</exception>
    public static ProductRun Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(Home, "host", "bin", "Release", "net10.0", "ocr.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        long peak = 0;
        while (!process.WaitForExit(20))
        {
            peak = Math.Max(peak, PeakOf(process.Id));
        }

        process.WaitForExit();
        return process.ExitCode == 2
            ? throw new InvalidOperationException($"ocr {string.Join(' ', arguments)} failed: {errors.Result}")
            : new ProductRun(process.ExitCode, output.Result, clock.Elapsed, peak);
    }

    private static long PeakOf(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return 0; // ended in between, or a system without /proc: the figure is then reported as not measured
        }
    }

    private static string FindHome()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "OcrWorkflows.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Set OCR_HOME to the folder of OcrWorkflows.sln.");
    }
}
