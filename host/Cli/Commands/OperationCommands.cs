using System.CommandLine;
using System.Text.Json;
using OcrWorkflows.Host.Api;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Operations;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Operations;

namespace OcrWorkflows.Host.Cli.Commands;

/// <summary>Operations on one instance: each with a reason, a dry run and an id that makes a repeat harmless.</summary>
internal static class OperationCommands
{
    public static IEnumerable<Command> Build(Shell shell)
    {
        yield return Make(shell, "cancel", "End it now", [], _ => reason => new Operation(new CancelRequested(reason)));
        yield return Make(shell, "suspend", "Let nothing reach it: timers, tasks and events rest until it is resumed", [], _ => reason => new Operation(new HoldRequested(reason)));
        yield return Make(shell, "resume", "Let a suspended one go on; what fell due meanwhile is due at once", [], _ => reason => new Operation(new ReleaseRequested(reason)));

        var failed = Activity("Activity that has failed");
        yield return Make(shell, "retry", "Run a failed activity again", [failed], p => reason => new Operation(new RetryRequested(p.GetRequiredValue(failed), reason)));

        var name = new Option<string>("--name") { Description = "Workflow variable", HelpName = "VARIABLE", Required = true };
        var value = new Option<string>("--value") { Description = "Its value as JSON; a text that is no JSON stands for itself", HelpName = "VALUE", Required = true };
        yield return Make(shell, "set-variable", "Give a variable another value", [name, value], p => reason => new Operation(new VariableChange(p.GetRequiredValue(name), Plain(p.GetRequiredValue(value)), reason)));

        var from = new Option<string>("--from") { Description = "Activity where it waits or has failed", HelpName = "ACTIVITY", Required = true };
        var to = new Option<string>("--to") { Description = "Activity beside it where it is to go on", HelpName = "ACTIVITY", Required = true };
        yield return Make(shell, "move", "Go on at another activity", [from, to], p => reason => new Operation(new MoveRequested(p.GetRequiredValue(from), p.GetRequiredValue(to), reason)));

        var skipped = Activity("Activity where it waits or has failed");
        var outcome = new Option<string?>("--outcome") { Description = "Port to follow; the first one unless given", HelpName = "PORT" };
        yield return Make(shell, "skip", "Take an activity as done", [skipped, outcome], p => reason => new Operation(new SkipRequested(p.GetRequiredValue(skipped), p.GetValue(outcome), reason)));

        var repeated = Activity("Activity where it waits or has failed");
        yield return Make(shell, "repeat", "Begin an activity again", [repeated], p => reason => new Operation(new RepeatRequested(p.GetRequiredValue(repeated), reason)));

        var version = new Option<int>("--to-version") { Description = "Version of its definition to go on with", HelpName = "N", Required = true };
        var map = new Option<string[]>("--map") { Description = "Activity before = activity after; may be given several times", HelpName = "OLD=NEW", AllowMultipleArgumentsPerToken = false };
        var timers = new Option<string>("--timers") { Description = "keep (the time that is left, the default) or restart", HelpName = "keep|restart", DefaultValueFactory = _ => "keep" };
        timers.AcceptOnlyFromAmong("keep", "restart");
        yield return Make(shell, "migrate", "Go on with another version of the definition", [version, map, timers], p =>
        {
            var mapping = Mapping(p.GetValue(map) ?? []);
            return reason => new Operation(new MigrationRequested(mapping, p.GetValue(timers) == "restart", reason), p.GetValue(version));
        });
    }

    private static Command Make(Shell shell, string name, string description, IReadOnlyList<Option> own, Func<ParseResult, Func<string, Operation>> read)
    {
        var id = IdArgument.Of("Identity of the instance");
        var reason = new Option<string>("--reason") { Description = "Why; stands in the journal", HelpName = "TEXT", Required = true };
        var rehearse = new Option<bool>("--dry-run") { Description = "Say what would happen and change nothing" };
        var request = new Option<Guid?>("--request") { Description = "UUID of this request: given again, it is not done twice", HelpName = "UUID" };
        var command = new Command(name, description) { id, reason, rehearse, request };
        foreach (var option in own)
        {
            command.Add(option);
        }

        return shell.Runs(command, async (call, stop) =>
        {
            var why = call.Parsed.GetRequiredValue(reason).Trim();
            if (why.Length == 0)
            {
                throw new UsageException("Give a reason (--reason TEXT); it stands in the journal.");
            }

            await call.LoadLibrariesAsync(stop);
            var operation = read(call.Parsed)(why);
            var result = await call.Get<InstanceOperations>().RunAsync(
                new InstanceId(call.Parsed.GetRequiredValue(id)), operation, call.Parsed.GetValue(rehearse), call.Parsed.GetValue(request) ?? call.Get<IIdSource>().Next(),
                await call.ActorAsync(Policies.Operate, stop), stop);
            Say(call.Terminal, result);
            return result.Outcome switch
            {
                OperationOutcome.UnknownInstance => ExitCode.Failure,
                OperationOutcome.Refused => ExitCode.Findings,
                _ => ExitCode.Good,
            };
        });
    }

    private static void Say(Terminal terminal, OperationResult result)
    {
        terminal.Result(result);
        terminal.Say(result.Outcome switch
        {
            OperationOutcome.Done => "Done.",
            OperationOutcome.DoneBefore => "This request was carried out before; nothing was done now.",
            OperationOutcome.Rehearsed => "Dry run: nothing was changed. It would stand as under \"After\".",
            _ => $"Not done: {result.Refusal}",
        });
        if (result is { Before: { } before, After: { } after })
        {
            terminal.Table(["", "Before", "After"],
            [
                ["Status", before.Status, after.Status],
                ["Version", $"{before.DefinitionVersion}", $"{after.DefinitionVersion}"],
                ["Waits at", string.Join("; ", before.WaitsAt), string.Join("; ", after.WaitsAt)],
                ["Failed", string.Join("; ", before.Incidents), string.Join("; ", after.Incidents)],
            ]);
        }
    }

    private static Option<string> Activity(string description) => new("--activity") { Description = description, HelpName = "ACTIVITY", Required = true };

    private static object? Plain(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return ApiJson.Plain(json.RootElement);
        }
        catch (JsonException)
        {
            return text;
        }
    }

    /// <param name="pairs">Each OLD=NEW.</param>
    internal static Dictionary<string, string> Mapping(IEnumerable<string> pairs)
    {
        var mapping = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            if (pair.Split('=') is not [{ Length: > 0 } before, { Length: > 0 } after] || !mapping.TryAdd(before, after))
            {
                throw new UsageException($"--map {pair}: write OLD=NEW, each OLD once.");
            }
        }

        return mapping;
    }
}
