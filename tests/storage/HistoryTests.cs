using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using OcrWorkflows.Centres;
using OcrWorkflows.Runtime;

namespace OcrWorkflows.Storage.Tests;

/// <summary>
/// Instances as builds before this one stored them (<c>tests/histories</c>), with the definition they ran on: this build finishes each from every place where it
/// waited, by the same lines. OCR_RECORD=1 records what is missing; a file that is there is never written again.
/// </summary>
public sealed class HistoryTests
{
    private const int MostSteps = 80;

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    private static IEnumerable<string> Shipped() =>
        Directory.EnumerateFiles(Path.Combine(Repository(), "workflows", "definitions"), "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Recorded() =>
        Directory.EnumerateFiles(Path.Combine(Repository(), "tests", "histories"), "*.json").Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Shipped))]
    public void Every_shipped_definition_has_a_recorded_instance(string definition)
    {
        var file = Path.Combine(Repository(), "tests", "histories", $"{definition}.1.json");
        if (!File.Exists(file) && Environment.GetEnvironmentVariable("OCR_RECORD") == "1")
        {
            File.WriteAllText(file, Record(definition).ToJsonString(s_indented) + "\n");
        }

        Assert.That(file, Does.Exist, "Record one with OCR_RECORD=1 before the definition is released.");
    }

    [TestCaseSource(nameof(Recorded))]
    public void A_recorded_instance_is_finished_from_every_place_where_it_waited(string name)
    {
        var history = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository(), "tests", "histories", name)))!;
        var definition = Read(Encoding.UTF8.GetBytes(history["file"]!.ToJsonString()));
        var steps = history["steps"]!.AsArray();
        for (var from = 0; from < steps.Count; from++)
        {
            var stored = steps[from]!["state"];
            var state = stored is null ? null : InstanceState.FromJson(stored.ToJsonString());
            foreach (var step in steps.Skip(from))
            {
                var (after, lines) = Take(definition, state, WorkflowEvent.FromJson(step!["event"]!.ToJsonString()), step["now"]!.GetValue<DateTimeOffset>());
                Assert.That(lines, Is.EqualTo(step["journal"]!.AsArray().Select(l => l!.GetValue<string>())), $"from the place before step {from + 1}");
                state = after;
            }

            Assert.That(state!.SubStatus.ToString(), Is.EqualTo(history["ends"]!.GetValue<string>()), $"from the place before step {from + 1}");
        }

        Assert.That(steps, Has.Count.GreaterThan(1));
    }

    private static JsonObject Record(string definitionId)
    {
        var content = File.ReadAllBytes(Path.Combine(Repository(), "workflows", "definitions", definitionId + ".json"));
        var definition = Read(content);
        var now = new DateTimeOffset(2026, 9, 1, 9, 0, 0, TimeSpan.Zero);
        WorkflowEvent? arrived = new Started(definition.InputTypes.ToDictionary(i => i.Key, i => SampleAnswers.Input(i.Value)));
        InstanceState? state = null;
        var steps = new JsonArray();
        while (arrived is not null)
        {
            var (after, lines) = Take(definition, state, arrived, now);
            steps.Add(new JsonObject
            {
                ["now"] = now,
                ["state"] = state is null ? null : JsonNode.Parse(state.ToJson()),
                ["event"] = JsonNode.Parse(arrived.ToJson()),
                ["journal"] = new JsonArray([.. lines.Select(l => (JsonNode)l)]),
            });
            state = after;
            (arrived, now) = Next(definition, state, now, steps.Count);
        }

        return new JsonObject { ["definition"] = definitionId, ["file"] = JsonNode.Parse(content), ["steps"] = steps, ["ends"] = state!.SubStatus.ToString() };
    }

    /// <summary>Wakes one place after the other; what has not ended by itself in a while is cancelled.</summary>
    private static (WorkflowEvent? Event, DateTimeOffset Now) Next(WorkflowDefinition definition, InstanceState state, DateTimeOffset now, int step)
    {
        if (state.Status == InstanceStatus.Finished)
        {
            return (null, now);
        }

        if (state.Bookmarks.Count == 0 || step >= MostSteps)
        {
            return (new CancelRequested("The recording ends."), now.AddHours(1));
        }

        var wait = state.Bookmarks[step % state.Bookmarks.Count];
        return (SampleAnswers.Wakeup(wait, definition), wait.DueAt > now ? wait.DueAt.Value : now.AddHours(1));
    }

    private static (InstanceState State, IReadOnlyList<string> Lines) Take(WorkflowDefinition definition, InstanceState? before, WorkflowEvent arrived, DateTimeOffset now)
    {
        var context = new TurnContext("history", now, new TestCalendar().Current);
        var turn = Turn.Take(definition, before, arrived, context);
        Assert.That(turn.Accepted, arrived.ToString());
        var lines = turn.Journal.ToList();
        var waiting = new Queue<EffectRequest>(turn.Effects);
        while (waiting.TryDequeue(out var effect))
        {
            if (turn.State.PendingEffects.Contains(effect.Id))
            {
                turn = Turn.Take(definition, turn.State, new EffectDone(effect.Id, OutcomeOf(effect), new Dictionary<string, object?>()), context);
                lines.AddRange(turn.Journal);
                turn.Effects.ToList().ForEach(waiting.Enqueue);
            }
        }

        return (turn.State, [.. lines.Select(l => $"{l.Sequence} {l.Event} {l.ActivityId}")]);
    }

    private static string OutcomeOf(EffectRequest effect) => Descriptors().SingleOrDefault(d => d.Type == effect.ActivityType)?.Outcomes[0] ?? "Done";

    private static WorkflowDefinition Read(byte[] content)
    {
        var load = WorkflowDefinition.Read("history.json", content, new ActivityCatalogue(Descriptors()));
        return load.Definition ?? throw new InvalidOperationException(string.Join(' ', load.Diagnostics));
    }

    private static IReadOnlyList<ActivityDescriptor> Descriptors()
    {
        using var centres = new ServiceCollection().AddSingleton<TimeProvider>(new TestClock()).AddLogging().AddOcrCentres().BuildServiceProvider();
        return [.. centres.GetServices<ActivityDescriptor>()];
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "OcrWorkflows.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
