using System.Text;
using OcrWorkflows.Bench.Rules;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Calendars;

namespace OcrWorkflows.Bench.Workflows;

/// <summary>A flowchart of ten activities in memory, on one core, from its start to its end.</summary>
internal static class FlowBench
{
    public static void Run(SortedDictionary<string, double> figures)
    {
        var load = WorkflowDefinition.Read("ten-activities.json", Encoding.UTF8.GetBytes(BenchFlows.TenActivities), new ActivityCatalogue([]));
        var definition = load.Definition ?? throw new InvalidOperationException(string.Join(' ', load.Diagnostics));
        var calendar = WorkingCalendar.Read("none.json", """{ "england-and-wales": { "division": "england-and-wales", "events": [] } }"""u8.ToArray(), "england-and-wales").Calendar!;
        var context = new TurnContext("i1", new DateTimeOffset(2026, 9, 1, 9, 0, 0, TimeSpan.Zero), calendar);
        var start = new Started(new Dictionary<string, object?> { ["Level"] = 3L });
        var check = Turn.Take(definition, null, start, context);
        if (check.State is not { SubStatus: InstanceSubStatus.Finished, VisitedActivities.Count: 12 })
        {
            throw new InvalidOperationException($"The flowchart ended as {check.State.SubStatus} after {check.State.VisitedActivities.Count} activities.");
        }

        // Hundreds of methods take part, and the platform compiles them for good one after the other: the first measurement is thrown away.
        Interleaved.Measure(new Contender("first", () => Turn.Take(definition, null, start, context)));
        var runs = new Contender("flow", () => Turn.Take(definition, null, start, context));
        Interleaved.Measure(runs);
        figures["flowRunsPerSecond"] = Math.Round(1e9 / runs.Nanoseconds);
        figures["flowRunBytes"] = runs.Bytes;
    }
}
