using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Scripts;
using OcrWorkflows.Runtime.Values;
using OcrWorkflows.Runtime.Worlds;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Cli.Commands;

/// <summary>Runs a definition in memory on a virtual clock. Nothing is kept, and the product's own activities only answer with their first outcome.</summary>
internal static class WorkflowRunCommand
{
    public static Command Build(Shell shell)
    {
        var file = new Argument<FileInfo>("file") { HelpName = "FILE", Description = "The definition; those beside it are there for it to start" };
        var input = new Option<FileInfo?>("--input") { HelpName = "IN.json", Description = "Values of its inputs, by name" };
        var events = new Option<string[]>("--event") { HelpName = "NAME=PAYLOAD.json", Description = "An event to send, with what it brings; the file may be left out. Several are sent one after the other" };
        var advance = new Option<string?>("--advance") { HelpName = "730d", Description = "How far to move the clock after the events: days (d), hours (h), minutes (m) or seconds (s)" };
        var command = new Command("run", "Run a definition in memory, and print its journal") { file, input, events, advance };
        return shell.Runs(command, (call, _) =>
        {
            var path = call.Parsed.GetRequiredValue(file).FullName;
            var world = new VirtualWorld(call.Get<ICalendarSource>().Current, call.Get<TimeProvider>().GetUtcNow(), call.Get<IScriptRunner>());
            if (Publish(world, path, call) is not { } definition)
            {
                return Task.FromResult(ExitCode.Findings);
            }

            var instance = Start(world, definition, Members(call.Parsed.GetValue(input)));
            foreach (var (name, payload) in (call.Parsed.GetValue(events) ?? []).Select(Event).ToArray())
            {
                world.SendTo(instance, name, payload);
            }

            world.Advance(Span(call.Parsed.GetValue(advance)));
            Show(call.Terminal, world, instance);
            return Task.FromResult(world.Instances.Any(i => i.State.Incidents.Count > 0) ? ExitCode.Findings : ExitCode.Good);
        });
    }

    /// <summary>Days, hours, minutes or seconds: <c>730d</c>, <c>12h</c>.</summary>
    /// <exception cref="UsageException">The text is none of these.</exception>
    public static TimeSpan Span(string? text)
    {
        const int LongestInDays = 36_500;
        if (text is null)
        {
            return TimeSpan.Zero;
        }

        var unit = text.Length == 0 ? ' ' : text[^1];
        long ticks = unit switch { 'd' => TimeSpan.TicksPerDay, 'h' => TimeSpan.TicksPerHour, 'm' => TimeSpan.TicksPerMinute, 's' => TimeSpan.TicksPerSecond, _ => 0 };
        return ticks > 0 && long.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= LongestInDays * TimeSpan.TicksPerDay / ticks
            ? new TimeSpan(count * ticks)
            : throw new UsageException($"\"{text}\" is no length of time: write a whole number and d, h, m or s, such as 730d; a hundred years at most.");
    }

    private static WorkflowDefinition? Publish(VirtualWorld world, string path, Call call)
    {
        if (!File.Exists(path))
        {
            throw new UsageException($"There is no file {path}.");
        }

        var catalogue = call.Get<ActivityCatalogue>();
        foreach (var other in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, "*.json").Where(f => f != path).Order(StringComparer.Ordinal))
        {
            if (WorkflowDefinition.Read(other, File.ReadAllBytes(other), catalogue).Definition is { } beside)
            {
                world.Publish(beside);
            }
        }

        var load = WorkflowDefinition.Read(Path.GetRelativePath(Directory.GetCurrentDirectory(), path), File.ReadAllBytes(path), catalogue);
        foreach (var diagnostic in load.Diagnostics)
        {
            call.Terminal.Say(diagnostic.ToString());
        }

        if (load.Definition is null)
        {
            call.Terminal.Result(new { load.Diagnostics });
            return null;
        }

        world.Publish(load.Definition);
        return load.Definition;
    }

    private static VirtualInstance Start(VirtualWorld world, WorkflowDefinition definition, IReadOnlyDictionary<string, object?> input)
    {
        try
        {
            return world.Start(definition.DefinitionId, new Started(input))!;
        }
        catch (InputRefusedException refusal)
        {
            throw new UsageException(refusal.Message);
        }
    }

    private static (string Name, object? Payload) Event(string text)
    {
        var at = text.IndexOf('=', StringComparison.Ordinal);
        return at < 0 ? (text, null) : (text[..at], Json(new FileInfo(text[(at + 1)..])));
    }

    /// <summary>The members of a JSON object in a file; none without a file.</summary>
    /// <exception cref="UsageException">There is no such file, or it holds something else.</exception>
    public static IReadOnlyDictionary<string, object?> Members(FileInfo? file) => file is null
        ? new Dictionary<string, object?>()
        : Json(file) as IReadOnlyDictionary<string, object?> ?? throw new UsageException($"{file} holds no JSON object.");

    private static object? Json(FileInfo file)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file.FullName));
            return PlainText.Read(json.RootElement);
        }
        catch (JsonException fault)
        {
            throw new UsageException($"{file} is no JSON: {fault.Message}");
        }
        catch (FileNotFoundException)
        {
            throw new UsageException($"There is no file {file}.");
        }
    }

    private static void Show(Terminal terminal, VirtualWorld world, VirtualInstance instance)
    {
        var lines = world.Instances.SelectMany(i => i.Journal.Select(l => (Instance: i, Line: l))).OrderBy(l => l.Line.At).ToList();
        terminal.Result(new
        {
            definition = instance.Definition.DefinitionId,
            now = world.Now,
            status = instance.State.Status.ToString(),
            subStatus = instance.State.SubStatus.ToString(),
            correlationId = instance.State.CorrelationId,
            name = instance.State.Name,
            output = instance.State.Output,
            variables = instance.State.Variables,
            waits = instance.State.Bookmarks.Select(b => new { activity = b.ActivityId, kind = b.Kind.ToString(), eventName = b.EventName, dueAt = b.DueAt, task = b.Task?.Name, b.Explanation }),
            incidents = world.Instances.SelectMany(i => i.State.Incidents.Select(n => new { instance = i.Id, activity = n.ActivityId, n.Message, n.Details })),
            differences = world.Instances.SelectMany(i => i.Differences).Select(d => new { d.Code, activity = d.ActivityId }).Distinct(),
            journal = lines.Select(l => new { at = l.Line.At, instance = l.Instance.Id, sequence = l.Line.Sequence, activity = l.Line.ActivityId, what = l.Line.Event, l.Line.Message }),
        });
        var several = world.Instances.Count > 1;
        terminal.Table(
            several ? ["At", "Instance", "Activity", "What", "Said"] : ["At", "Activity", "What", "Said"],
            lines.Select(l => (string?[])
            [
                Dates.Instant(l.Line.At), .. several ? [l.Instance.Id] : Array.Empty<string?>(), l.Instance.Definition.TitleOf(l.Line.ActivityId), l.Line.Event, l.Line.Message,
            ]));
        terminal.Say($"{instance.State.SubStatus} at {Dates.Instant(world.Now)}; output {PlainText.Of(instance.State.Output)}.");
        foreach (var wait in instance.State.Bookmarks)
        {
            terminal.Say($"Waits at {instance.Definition.TitleOf(wait.ActivityId)}{(wait.DueAt is { } due ? $" until {Dates.Instant(due)}" : "")}.");
        }
    }
}
