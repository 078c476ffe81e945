using System.Globalization;
using System.Text.Json;

namespace OcrWorkflows.Bench.Workflows;

/// <summary><c>workflows</c>: runs in memory, persisted cycles against the same rows by bare commands, what an instance leaves behind, and many waiting ones against few.</summary>
internal static class WorkflowsBench
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var waiting = 100_000;
        var at = Array.IndexOf(arguments, "--waiting");
        if (at >= 0 && (at + 1 >= arguments.Length || !int.TryParse(arguments[at + 1], CultureInfo.InvariantCulture, out waiting) || waiting < 1_000))
        {
            Console.Error.WriteLine("bench: --waiting needs a number of at least 1000.");
            return 2;
        }

        var figures = new SortedDictionary<string, double>(StringComparer.Ordinal);
        var folder = Directory.CreateTempSubdirectory("ocr-bench-").FullName;
        try
        {
            Console.Error.WriteLine("Running a flowchart of ten activities in memory ...");
            FlowBench.Run(figures);
            Console.Error.WriteLine("Starting, suspending, resuming and finishing, beside the same rows by bare commands ...");
            await CycleBench.RunAsync(folder, figures);
            Console.Error.WriteLine("Weighing finished instances ...");
            await FootprintBench.RunAsync(folder, figures);
            Console.Error.WriteLine($"Making {waiting:N0} waiting instances, and 1,000 ...");
            await WaitingBench.RunAsync(folder, waiting, figures);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        if (arguments.Contains("--json"))
        {
            Console.WriteLine(JsonSerializer.Serialize(figures));
            return 0;
        }

        foreach (var (name, value) in figures)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-36} {value,12:#,0.###}  {WorkflowsTargets.Say(name, value)}"));
        }

        return 0;
    }
}
