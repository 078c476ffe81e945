using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace OcrWorkflows.Host.Cli;

/// <summary>Commands that belong together in the table of contents.</summary>
internal sealed record Chapter(string Title, IReadOnlyList<Command> Commands);

/// <summary>The help of the whole program as a table of contents, one line for each command; a command's own help is the usual one.</summary>
internal sealed class ContentsPage(HelpAction ofCommand, IReadOnlyList<Chapter> contents) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        if (parseResult.CommandResult.Command is not RootCommand root)
        {
            return ofCommand.Invoke(parseResult);
        }

        Write(root, parseResult.InvocationConfiguration.Output);
        return ExitCode.Good;
    }

    private void Write(RootCommand root, TextWriter output)
    {
        output.WriteLine($"ocr - {root.Description}");
        var width = contents.SelectMany(c => c.Commands).SelectMany(Leaves).Max(l => l.Usage.Length) + 2;
        foreach (var chapter in contents)
        {
            output.WriteLine();
            output.WriteLine(chapter.Title);
            foreach (var (usage, description) in chapter.Commands.SelectMany(Leaves))
            {
                output.WriteLine($"  {usage.PadRight(width)}{description}");
            }
        }

        output.WriteLine();
        output.WriteLine("With every command");
        foreach (var option in root.Options.Where(o => o is { Recursive: true, Hidden: false } and not HelpOption))
        {
            output.WriteLine($"  {OptionUsage(option).PadRight(width)}{option.Description}");
        }

        output.WriteLine();
        output.WriteLine("Exit code 0: good. 1: the command found what needs attention. 2: wrong usage or failure.");
        output.WriteLine("More on one command: ./ocr COMMAND --help");
    }

    private static IEnumerable<(string Usage, string Description)> Leaves(Command command) => Leaves(command, "");

    private static IEnumerable<(string Usage, string Description)> Leaves(Command command, string prefix)
    {
        var name = prefix + command.Name;
        var arguments = command.Arguments.Select(a => a.Arity.MinimumNumberOfValues == 0 ? $"[{a.HelpName}]" : a.HelpName);
        IEnumerable<(string Usage, string Description)> own = command.Subcommands.Count == 0 || command.Action is not null
            ? [(string.Join(' ', arguments.Prepend(name)), command.Description ?? "")]
            : [];
        return own.Concat(command.Subcommands.SelectMany(c => Leaves(c, name + " ")));
    }

    private static string OptionUsage(Option option) =>
        option.ValueType == typeof(bool) ? option.Name : $"{option.Name} {option.HelpName}";
}
