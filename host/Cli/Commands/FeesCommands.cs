using System.CommandLine;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Host.Pages;
using OcrWorkflows.Runtime.Calendars;

namespace OcrWorkflows.Host.Cli.Commands;

/// <summary>The lists of fees, and what another one would change.</summary>
internal static class FeesCommands
{
    public static Command Build(Shell shell) => new("fees", "The fees in force, and what another list would change") { Show(shell), Preview(shell) };

    private static Command Show(Shell shell) => shell.Runs(new Command("show", "The fees in force today"), (call, _) =>
    {
        var reference = call.Get<ReferenceLibrary>().Current;
        var list = reference.FeesOn(WorkingCalendar.LocalDate(call.Get<TimeProvider>().GetUtcNow()))
            ?? throw new UsageException("No list of fees is in force today; rule-sets/fees holds them.");
        call.Terminal.Result(list);
        call.Terminal.Say($"{list.File}, in force from {Dates.Day(list.From)}");
        call.Terminal.Table(["Code", "Amount", "For"], list.Pence.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => new[] { f.Key, Written.Pounds(f.Value), list.Titles[f.Key] }));
        if (reference.Texts[list.File].Contains("\"sampleValue\"", StringComparison.Ordinal))
        {
            call.Terminal.Say("Amounts that the file marks with sampleValue are samples; replace them by those that are published.");
        }

        return Task.FromResult(ExitCode.Good);
    });

    private static Command Preview(Shell shell)
    {
        var file = new Argument<string>("file") { Description = "A list of fees, as those in rule-sets/fees", HelpName = "FILE" };
        return shell.Runs(new Command("preview", "What another list of fees would change, and what the charges of the last year would come to; changes nothing") { file }, async (call, stop) =>
        {
            call.DemandDatabase();
            var path = call.Parsed.GetRequiredValue(file);
            if (!File.Exists(path))
            {
                throw new UsageException($"There is no file {path}.");
            }

            var (list, faults) = ReferenceReader.CheckFees(path, await File.ReadAllBytesAsync(path, stop));
            foreach (var fault in faults)
            {
                call.Terminal.Say(fault.ToString());
            }

            if (list is null)
            {
                call.Terminal.Result(new { diagnostics = faults });
                return ExitCode.Findings;
            }

            var moves = await call.Get<FeePreview>().RunAsync(list, stop);
            call.Terminal.Result(moves);
            Say(call.Terminal, moves);
            return moves.Fees.Any(f => f.IsMissing) ? ExitCode.Findings : ExitCode.Good;
        });
    }

    private static void Say(Terminal terminal, FeeMoves moves)
    {
        terminal.Table(
            ["Code", "Now", "Then", "Charged", "Came to", "Would come to", "Charged by"],
            moves.Fees.Where(f => f.Moves || f.IsMissing).Select(f => new[]
            {
                f.Code, Amount(f.PenceNow), Amount(f.PenceThen), Dates.Count(f.Charged), Written.Pounds(f.ChargedPence), Amount(f.ThenPence),
                string.Join(", ", f.Rules.Select(r => $"{r.Set}: {r.Rule}")),
            }));
        terminal.Say($"Compared with {moves.Now}: {Dates.Count(moves.Fees.Count(f => f.Moves))} of {Dates.Count(moves.Fees.Count)} fees differ. The charges since {Dates.Day(moves.Since)} came to {Written.Pounds(moves.ChargedPence)}; as many would come to {Written.Pounds(moves.ThenPence)}.");
        if (moves.Fees.Count(f => f.IsMissing) is > 0 and var missing)
        {
            terminal.Say($"{Dates.Count(missing)} of them the list does not have: what owes such a fee would be undecided. Add them.");
        }

        terminal.Say($"Nothing was changed. The list would be in force from {Dates.Day(moves.From)}, for what is decided from that day on.");
    }

    private static string Amount(long? pence) => pence is { } amount ? Written.Pounds(amount) : "none";
}
