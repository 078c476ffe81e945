using System.CommandLine;
using System.CommandLine.Help;
using OcrWorkflows.Host.Cli.Commands;

namespace OcrWorkflows.Host.Cli;

/// <summary>The command line <c>ocr</c>: parsing, help, exit codes. Parts that a command does not use are not loaded.</summary>
public static class CommandLine
{
    /// <param name="variables">Settings that stand in for environment variables and options; for tests.</param>
    /// <returns>0 good, 1 findings, 2 wrong usage or failure.</returns>
    public static async Task<int> RunAsync(
        IReadOnlyList<string> arguments,
        TextWriter output,
        TextWriter error,
        IReadOnlyDictionary<string, string?>? variables = null,
        CancellationToken stop = default)
    {
        var shell = new Shell(output, error, variables ?? new Dictionary<string, string?>());
        var root = Tree(shell);
        var parsed = root.Parse(arguments.Count == 0 ? ["--help"] : arguments);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction and not ContentsPage)
        {
            return Misused(parsed, shell);
        }

        var configuration = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false };
        return await parsed.InvokeAsync(configuration, stop);
    }

    /// <summary>Every command, in the order of the table of contents.</summary>
    internal static RootCommand Tree(Shell shell)
    {
        var root = new RootCommand("Workflows and rules for an exam awarding body.");
        foreach (var option in shell.Options.All)
        {
            root.Add(option);
        }

        Chapter[] contents =
        [
            new("Serve and set up", [ServeCommand.Build(shell), MigrateCommand.Build(shell), DemoCommands.Build(shell), UserCommands.Build(shell)]),
            new("Entries and decisions", [ImportCommands.Build(shell), ExportCommand.Build(shell), EntryCommands.Build(shell), ApprovalCommands.Build(shell), DecisionCommands.Build(shell), DecisionsCommands.Build(shell)]),
            new("Rule sets", [RulesCommands.Build(shell), ClausesCommand.Build(shell)]),
            new("Workflows", [WorkflowCommands.Build(shell), RehearseCommand.Build(shell), SimulateCommand.Build(shell)]),
            new("Schedules and proof", [SweepCommands.Build(shell), VerifyCommand.Build(shell), CalendarCommands.Build(shell), FeesCommands.Build(shell), OutboxCommands.Build(shell), LettersCommands.Build(shell), PauseCommands.Build(shell)]),
            new("Measure", [BenchCommands.Build(shell)]),
        ];
        foreach (var command in contents.SelectMany(c => c.Commands))
        {
            root.Add(command);
        }

        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ContentsPage((HelpAction)help.Action!, contents);
        return root;
    }

    private static int Misused(ParseResult parsed, Shell shell)
    {
        foreach (var fault in parsed.Errors)
        {
            shell.Error.WriteLine($"ocr: {fault.Message}");
        }

        var path = string.Join(' ', shell.PathOf(parsed.CommandResult.Command));
        shell.Error.WriteLine($"See ./ocr {(path.Length > 0 ? path + " " : "")}--help");
        return ExitCode.Failure;
    }
}

/// <summary>What a command's exit code means.</summary>
public static class ExitCode
{
    public const int Good = 0;

    /// <summary>The command did its work, and found what needs attention.</summary>
    public const int Findings = 1;

    /// <summary>Wrong usage, or the command could not do its work.</summary>
    public const int Failure = 2;
}
