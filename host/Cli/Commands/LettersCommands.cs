using System.CommandLine;
using System.Globalization;
using OcrWorkflows.Centres.Letters;
using OcrWorkflows.Expressions;

namespace OcrWorkflows.Host.Cli.Commands;

/// <summary>The templates of letters. None of these commands needs a database.</summary>
internal static class LettersCommands
{
    public static Command Build(Shell shell) => new("letters", "The templates of letters") { List(shell), Check(shell), Preview(shell) };

    private static Command List(Shell shell) => shell.Runs(new Command("list", "Each kind of letter, who asks for it, and how its template stands"), (call, _) =>
    {
        var states = call.Get<LetterLibrary>().States;
        call.Terminal.Result(states.Select(s => new { kind = s.Name, to = s.Template?.To, subject = s.Template?.Subject, values = s.Kind?.Values ?? [], askedBy = s.Kind?.AskedBy ?? [], faults = s.Faults }));
        call.Terminal.Table(["Kind", "To", "Subject", "Asked for by", "State"], states.Select(s => new[]
        {
            s.Name, s.Template is { } template ? Words(template.To) : "", s.Template?.Subject ?? "", string.Join(", ", s.Kind?.AskedBy ?? []), Words(s),
        }));
        call.Terminal.Say($"{states.Count} kinds, {states.Count(s => s.Template is null)} of them without a usable template.");
        return Task.FromResult(Outcome(states.SelectMany(s => s.Faults)));
    });

    private static Command Check(Shell shell) => shell.Runs(new Command("check", "Every fault of every template, and every letter without one"), (call, _) =>
    {
        var letters = call.Get<LetterLibrary>();
        var faults = letters.Reload();
        call.Terminal.Result(faults);
        foreach (var fault in faults)
        {
            call.Terminal.Say(fault.ToString());
        }

        call.Terminal.Say(string.Create(CultureInfo.InvariantCulture, $"{letters.States.Count} letters, {faults.Count(f => f.IsError)} errors, {faults.Count(f => !f.IsError)} warnings."));
        return Task.FromResult(Outcome(faults));
    });

    private static Command Preview(Shell shell)
    {
        var kind = new Argument<string>("kind") { HelpName = "KIND", Description = "Such as approval-refused" };
        return shell.Runs(new Command("preview", "One letter with sample values") { kind }, (call, _) =>
        {
            var name = call.Parsed.GetRequiredValue(kind);
            var letters = call.Get<LetterLibrary>();
            var state = letters.Find(name) ?? throw new UsageException($"There is no letter {name}. {Spelling.DidYouMean(name, letters.States.Select(s => s.Name))}".TrimEnd());
            foreach (var fault in state.Faults)
            {
                call.Terminal.Note(fault.ToString());
            }

            if (state.Template is not { } template)
            {
                return Task.FromResult(ExitCode.Findings);
            }

            var letter = call.Get<LetterWriter>().Preview(template, call.Get<TimeProvider>().GetUtcNow());
            call.Terminal.Result(new { kind = name, to = letter.To, letter.Subject, letter.Body });
            call.Terminal.Say($"To: {Words(letter.To)}");
            call.Terminal.Say($"Subject: {letter.Subject}");
            call.Terminal.Say();
            call.Terminal.Say(letter.Body.TrimEnd());
            return Task.FromResult(Outcome(state.Faults));
        });
    }

    private static int Outcome(IEnumerable<Diagnostic> faults) => faults.Any(f => f.IsError) ? ExitCode.Findings : ExitCode.Good;

    private static string Words(LetterRecipient to) => to switch
    {
        LetterRecipient.Centre => "the centre",
        LetterRecipient.AllCentres => "all centres",
        _ => "the office",
    };

    private static string Words(LetterState state) =>
        state.Template is null ? "NOT USABLE" : state.IsOutdated ? "an earlier text is used" : state.Kind is null ? "not asked for" : "in use";
}
