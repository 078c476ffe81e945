using System.CommandLine;
using System.Globalization;
using OcrWorkflows.Centres.Letters;
using OcrWorkflows.Expressions;
using OcrWorkflows.Host.Mail;

namespace OcrWorkflows.Host.Cli.Commands;

/// <summary>The templates of letters. None of these commands needs a database.</summary>
internal static class LettersCommands
{
    public static Command Build(Shell shell) => new("letters", "The templates of letters") { List(shell), Check(shell), Preview(shell) };

    private static Command List(Shell shell) => shell.Runs(new Command("list", "Each kind of letter, who asks for it, and how its template stands"), (call, _) =>
    {
        var states = call.Get<LetterLibrary>().States;
        foreach (var fault in call.Get<LetterLibrary>().Faults)
        {
            call.Terminal.Note(fault.ToString());
        }

        call.Terminal.Result(states.Select(s => new { kind = s.Name, to = s.Template?.To, subject = s.Template?.Subject, values = s.Kind?.Values ?? [], askedBy = s.Kind?.AskedBy ?? [], faults = s.Faults }));
        call.Terminal.Table(["Kind", "To", "Subject", "Asked for by", "State"], states.Select(s => new[]
        {
            s.Name, s.Template is { } template ? LetterWords.Of(template.To) : "", s.Template?.Subject ?? "", string.Join(", ", s.Kind?.AskedBy ?? []), LetterWords.Of(s),
        }));
        call.Terminal.Say($"{states.Count} kinds, {states.Count(s => s.Template is null)} of them without a usable template.");
        return Task.FromResult(Outcome(call.Get<LetterLibrary>().Faults));
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

            Letter letter;
            try
            {
                letter = call.Get<LetterWriter>().Preview(template, call.Get<TimeProvider>().GetUtcNow());
            }
            catch (LetterException missing)
            {
                call.Terminal.Note(missing.Message);
                return Task.FromResult(ExitCode.Findings);
            }

            call.Terminal.Result(new { kind = name, to = letter.To, letter.Subject, letter.Body });
            call.Terminal.Say($"To: {LetterWords.Of(letter.To)}");
            call.Terminal.Say($"Subject: {letter.Subject}");
            call.Terminal.Say();
            call.Terminal.Say(letter.Body.TrimEnd());
            return Task.FromResult(Outcome(state.Faults));
        });
    }

    private static int Outcome(IEnumerable<Diagnostic> faults) => faults.Any(f => f.IsError) ? ExitCode.Findings : ExitCode.Good;
}
