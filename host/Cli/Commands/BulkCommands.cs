using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Host.Api;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Workflows;
using OcrWorkflows.Runtime.Operations;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Operations;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Cli.Commands;

/// <summary>Operations on every instance that a filter finds.</summary>
internal static class BulkCommands
{
    public static Command Build(Shell shell) => new("bulk", "One operation on many instances: try it, do it, watch it, pause it")
    {
        Start(shell),
        List(shell),
        Show(shell),
        Change(shell, "confirm", "Confirm what somebody else asked for on more instances than one person changes alone, and carry it out", (o, id, actor, stop) => o.ConfirmAsync(id, actor, stop), works: true),
        Change(shell, "pause", "Stop one for now; what was done stays done", (o, id, actor, stop) => o.PauseAsync(id, actor, stop), works: false),
        Change(shell, "continue", "Go on with one that was paused", (o, id, actor, stop) => o.ContinueAsync(id, actor, stop), works: true),
        Change(shell, "cancel", "End one before its end; what was done stays done", (o, id, actor, stop) => o.CancelAsync(id, actor, stop), works: false),
    };

    private static Command Start(Shell shell)
    {
        var operation = new Argument<string>("operation") { HelpName = "OPERATION", Description = "cancel, suspend, resume, retry, set-variable, move, skip, repeat or migrate" };
        var reason = new Option<string>("--reason") { Description = "Why; stands in the journal of each instance", HelpName = "TEXT", Required = true };
        var rehearse = new Option<bool>("--dry-run") { Description = "Say what would happen to how many, and which refuse why; change nothing" };
        var request = new Option<Guid?>("--request") { Description = "UUID of this request: given again, it is the same operation and nothing is done twice", HelpName = "UUID" };
        var hand = new Option<bool>("--no-wait") { Description = "Leave the work to a host that serves" };
        var filter = new FilterOptions();
        var own = new OperationOptions();
        var command = new Command("start", "Begin one (--dry-run first)") { operation, reason, rehearse, request, hand };
        foreach (var option in filter.All.Concat(own.All))
        {
            command.Add(option);
        }

        return shell.Runs(command, async (call, stop) =>
        {
            await call.LoadLibrariesAsync(stop);
            var actor = await call.ActorAsync(Policies.Operate, stop);
            var asked = Read(call, call.Parsed.GetValue(request) ?? call.Get<IIdSource>().Next(), filter.Read(call.Parsed),
                own.Read(call.Parsed, call.Parsed.GetRequiredValue(operation), call.Parsed.GetRequiredValue(reason)));
            if (call.Parsed.GetValue(rehearse))
            {
                return await RehearseAsync(call, asked, actor, stop);
            }

            var result = await call.Get<BulkOperations>().AskAsync(asked, actor, stop);
            if (result.Refusal is { } refusal)
            {
                return ProposalText.Refused(call.Terminal, refusal, []);
            }

            return await CarryOutAsync(call, asked.Id, !call.Parsed.GetValue(hand), actor, stop);
        });
    }

    private static BulkRequest Read(Call call, Guid id, BulkFilter filter, OperationRequest operation)
    {
        try
        {
            return call.Get<BulkRequests>().Of(id, filter, operation);
        }
        catch (OperationRefusedException fault)
        {
            throw new UsageException(fault.Message.Replace("the member toVersion", "--to-version", StringComparison.Ordinal).Replace("the member ", "--", StringComparison.Ordinal));
        }
    }

    private static async Task<int> RehearseAsync(Call call, BulkRequest asked, Actor actor, CancellationToken stop)
    {
        var rehearsal = await call.Terminal.ProgressAsync("instances tried", progress => call.Get<BulkOperations>().RehearseAsync(asked, new Steps(progress), actor, stop));
        call.Terminal.Result(rehearsal);
        Refusals(call.Terminal, rehearsal.Refusals);
        call.Terminal.Say($"Dry run, nothing was changed: {asked.Name} would be done to {rehearsal.Would:N0} of {rehearsal.Total:N0} unfinished instances ({asked.Filter}); {rehearsal.Total - rehearsal.Would:N0} would refuse.");
        if (rehearsal.NeedsConfirmation)
        {
            call.Terminal.Say("So many wait for a second person (./ocr workflow bulk confirm ID --as USER) before anything is done.");
        }

        return rehearsal.Refusals.Count == 0 && rehearsal.Total > 0 ? ExitCode.Good : ExitCode.Findings;
    }

    private static Command List(Shell shell) => shell.Runs(new Command("list", "Those asked for, newest first"), async (call, stop) =>
    {
        call.DemandDatabase();
        await using var database = await call.Get<IDbContextFactory<OcrDbContext>>().CreateDbContextAsync(stop);
        var list = await BulkView.ListAsync(database, stop);
        call.Terminal.Result(list);
        call.Terminal.Table(
            ["Id", "Operation", "On", ">Done", ">Refused", ">Of", "State", "By", "At"],
            list.Select(b => new[]
            {
                b.Id.ToString("D"), b.Operation, b.Filter, Number(b.Done), Number(b.Refused), Number(b.Total), BulkOperations.Words(b.State), b.AskedBy, Dates.Instant(b.AskedAt),
            }));
        call.Terminal.Say(list.Count == 0 ? "There is none." : $"{list.Count} operations on many instances.");
        return ExitCode.Good;
    });

    private static Command Show(Shell shell)
    {
        var id = IdArgument.Of("Identity of the operation");
        return shell.Runs(new Command("show", "One of them: progress, refusals, who did what") { id }, async (call, stop) =>
        {
            call.DemandDatabase();
            return await ShowAsync(call, call.Parsed.GetRequiredValue(id), stop);
        });
    }

    private static Command Change(Shell shell, string name, string description, Func<BulkOperations, Guid, Actor, CancellationToken, Task<BulkResult>> change, bool works)
    {
        var id = IdArgument.Of("Identity of the operation");
        return shell.Runs(new Command(name, description) { id }, async (call, stop) =>
        {
            await call.LoadLibrariesAsync(stop);
            var actor = await call.ActorAsync(Policies.Operate, stop);
            var wanted = call.Parsed.GetRequiredValue(id);
            var result = await change(call.Get<BulkOperations>(), wanted, actor, stop);
            return result.Refusal is { } refusal ? ProposalText.Refused(call.Terminal, refusal, []) : await CarryOutAsync(call, wanted, works, actor, stop);
        });
    }

    /// <summary>Works on it here; when told to stop, it is paused, so that no host goes on with it unasked.</summary>
    private static async Task<int> CarryOutAsync(Call call, Guid id, bool works, Actor actor, CancellationToken stop)
    {
        if (works)
        {
            try
            {
                await call.Terminal.ProgressAsync("instances", progress => call.Get<BulkWork>().RunAsync(id, new Steps(progress), stop));
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                await call.Get<BulkOperations>().PauseAsync(id, actor, CancellationToken.None);
                await ShowAsync(call, id, CancellationToken.None);
                call.Terminal.Note($"  paused; ./ocr workflow bulk continue {id} goes on");
                return ExitCode.Failure;
            }
        }

        return await ShowAsync(call, id, stop);
    }

    private static async Task<int> ShowAsync(Call call, Guid id, CancellationToken stop)
    {
        await using var database = await call.Get<IDbContextFactory<OcrDbContext>>().CreateDbContextAsync(stop);
        var view = await BulkView.FindAsync(database, id, stop) ?? throw new UsageException($"There is no operation {id} on many instances; ./ocr workflow bulk list shows them.");
        call.Terminal.Result(view);
        call.Terminal.Say($"{view.Operation} of {view.Total:N0} {(view.Total == 1 ? "instance" : "instances")} ({view.Filter}): {view.Reason}");
        call.Terminal.Say($"{BulkOperations.Words(view.State)}: {view.Done:N0} done, {view.Refused:N0} refused, {view.Pending:N0} to do.");
        Refusals(call.Terminal, view.Refusals);
        foreach (var deed in view.Deeds)
        {
            call.Terminal.Say($"    {Dates.Instant(deed.At)} {deed.By}: {deed.Action}");
        }

        if (view.State == BulkState.AwaitsConfirmation)
        {
            call.Terminal.Say($"Somebody else than {view.AskedBy} confirms it: ./ocr workflow bulk confirm {view.Id} --as USER");
        }

        return view.Refused > 0 || view.State == BulkState.AwaitsConfirmation ? ExitCode.Findings : ExitCode.Good;
    }

    private static void Refusals(Terminal terminal, IReadOnlyList<BulkRefusal> refusals)
    {
        foreach (var refusal in refusals)
        {
            terminal.Say($"    {refusal.Instances:N0} refuse, such as {refusal.Example}: {refusal.Why}");
        }
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private sealed class Steps(IProgress<WorkDone> progress) : IProgress<(int Done, int Total)>
    {
        public void Report((int Done, int Total) value) => progress.Report(new WorkDone(value.Done, value.Total));
    }

    /// <summary>Which instances.</summary>
    private sealed class FilterOptions
    {
        private readonly Option<string?> _status = new("--status") { Description = $"waiting, or one of {string.Join(", ", Enum.GetNames<Runtime.InstanceSubStatus>())}", HelpName = "STATUS" };
        private readonly Option<string?> _definition = new("--definition") { Description = "Such as claim", HelpName = "ID" };
        private readonly Option<int?> _version = new("--version") { Description = "Of the definition", HelpName = "N" };
        private readonly Option<string?> _centre = new("--centre") { Description = "Centre number", HelpName = "NUMBER" };
        private readonly Option<string?> _search = new("--about") { Description = "Part of the business key, such as claim:42", HelpName = "TEXT" };
        private readonly Option<bool> _overdue = new("--overdue") { Description = "Only those whose timer or task is past its time" };
        private readonly Option<bool> _incident = new("--incident") { Description = "Only those with an open incident" };
        private readonly Option<string?> _at = new("--at") { Description = "Only those that wait or have failed at this activity", HelpName = "ACTIVITY" };

        public IEnumerable<Option> All => [_status, _definition, _version, _centre, _search, _overdue, _incident, _at];

        public BulkFilter Read(ParseResult parsed) => new(
            parsed.GetValue(_status), parsed.GetValue(_definition), parsed.GetValue(_version), parsed.GetValue(_centre), parsed.GetValue(_search), parsed.GetValue(_overdue), parsed.GetValue(_incident), parsed.GetValue(_at));
    }

    /// <summary>What the operation needs.</summary>
    private sealed class OperationOptions
    {
        private readonly Option<string?> _activity = new("--activity") { Description = "For retry, skip, repeat: the activity; for move: where they stand", HelpName = "ACTIVITY" };
        private readonly Option<string?> _to = new("--to") { Description = "For move: the activity to go on at", HelpName = "ACTIVITY" };
        private readonly Option<string?> _outcome = new("--outcome") { Description = "For skip: port to follow", HelpName = "PORT" };
        private readonly Option<string?> _variable = new("--variable") { Description = "For set-variable: its name", HelpName = "VARIABLE" };
        private readonly Option<string?> _value = new("--value") { Description = "For set-variable: its value as JSON; a text that is no JSON stands for itself", HelpName = "VALUE" };
        private readonly Option<int?> _toVersion = new("--to-version") { Description = "For migrate: version to go on with", HelpName = "N" };
        private readonly Option<string[]> _map = new("--map") { Description = "For migrate: activity before = activity after; may be given several times", HelpName = "OLD=NEW", AllowMultipleArgumentsPerToken = false };
        private readonly Option<string> _timers = new("--timers") { Description = "For migrate: keep (the time that is left, the default) or restart", HelpName = "keep|restart", DefaultValueFactory = _ => "keep" };

        public OperationOptions() => _timers.AcceptOnlyFromAmong("keep", "restart");

        public IEnumerable<Option> All => [_activity, _to, _outcome, _variable, _value, _toVersion, _map, _timers];

        public OperationRequest Read(ParseResult parsed, string operation, string reason) => new(
            operation, reason, Activity: parsed.GetValue(_activity), To: parsed.GetValue(_to), Outcome: parsed.GetValue(_outcome), Variable: parsed.GetValue(_variable),
            Value: parsed.GetValue(_value) is { } value ? Json(value) : null, ToVersion: parsed.GetValue(_toVersion),
            Mapping: OperationCommands.Mapping(parsed.GetValue(_map) ?? []), RestartTimers: parsed.GetValue(_timers) == "restart");

        private static JsonElement Json(string text)
        {
            try
            {
                return JsonSerializer.Deserialize<JsonElement>(text);
            }
            catch (JsonException)
            {
                return JsonSerializer.SerializeToElement(text);
            }
        }
    }
}
