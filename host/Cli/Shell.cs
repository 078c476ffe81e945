using System.CommandLine;
using OcrWorkflows.Host.Hosting;

namespace OcrWorkflows.Host.Cli;

/// <summary>What every command shares: where it writes, its common options, and the one place where failures end.</summary>
internal sealed class Shell(TextWriter output, TextWriter error, IReadOnlyDictionary<string, string?> variables)
{
    public TextWriter Output { get; } = output;

    public TextWriter Error { get; } = error;

    public CommonOptions Options { get; } = new();

    /// <summary>Gives a command its work.</summary>
    public Command Runs(Command command, Func<Call, CancellationToken, Task<int>> work)
    {
        command.SetAction(async (parsed, stop) =>
        {
            try
            {
                await using var call = new Call(parsed, this);
                return await work(call, stop);
            }
            catch (OperationCanceledException)
            {
                Error.WriteLine("ocr: stopped. What was committed stays; running the command again goes on from there.");
                return ExitCode.Failure;
            }
            catch (Exception failure) when (Failures.Explain(failure) is { } explanation)
            {
                Error.WriteLine($"ocr: {explanation}");
                return ExitCode.Failure;
            }
            catch (Exception failure)
            {
                Error.WriteLine($"ocr: this should not have happened: {failure}");
                return ExitCode.Failure;
            }
        });
        return command;
    }

    /// <summary>Settings with the command line's own on top.</summary>
    public IConfigurationRoot Configuration(ParseResult parsed)
    {
        var overrides = new Dictionary<string, string?>(variables)
        {
            ["RuleSets:Path"] = Absolute(parsed.GetValue(Options.RuleSets)),
            ["Workflows:Path"] = Absolute(parsed.GetValue(Options.Workflows)),
            ["Database:Provider"] = parsed.GetValue(Options.Provider),
        };
        var remote = overrides["Database:Provider"] is { } provider && !provider.Equals(nameof(DatabaseProvider.Sqlite), StringComparison.OrdinalIgnoreCase);
        overrides["Database:Connection"] = remote ? parsed.GetValue(Options.Database) : Absolute(parsed.GetValue(Options.Database));
        foreach (var (key, value) in variables)
        {
            overrides[key] = overrides[key] ?? value;
        }

        return Configurations.Read(overrides);
    }

    /// <summary>Names from the program down to a command, without the program's own.</summary>
    public IEnumerable<string> PathOf(Command command) =>
        command is RootCommand ? [] : command.Parents.OfType<Command>().Take(1).SelectMany(PathOf).Append(command.Name);

    /// <summary>Paths typed at a prompt count from the working directory, not from the product's home.</summary>
    private static string? Absolute(string? path) => path is null ? null : Path.GetFullPath(path);
}
