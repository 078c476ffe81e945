using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace OcrWorkflows.Host.Cli;

/// <summary>Where a command speaks: findings on standard output, as tables or as JSON; progress and notes on standard error.</summary>
internal sealed class Terminal(TextWriter output, TextWriter error, bool json)
{
    /// <summary>Width of tables where there is no window to fit.</summary>
    private const int PlainWidth = 160;

    public static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    private IAnsiConsole? _console;

    public bool Json { get; } = json;

    /// <summary>True when a person watches standard error: progress may then be drawn in place.</summary>
    public bool Watched { get; } = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;

    public IAnsiConsole Screen => _console ??= Open(output, ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected);

    /// <summary>The JSON form of what was found; nothing when people read.</summary>
    public void Result(object value)
    {
        if (Json)
        {
            output.WriteLine(JsonSerializer.Serialize(value, Format));
        }
    }

    /// <summary>A line for people; nothing when a program reads.</summary>
    public void Say(string line = "")
    {
        if (!Json)
        {
            output.WriteLine(line);
        }
    }

    /// <summary>A note that is no result: always on standard error.</summary>
    public void Note(string line) => error.WriteLine(line);

    /// <summary>A heading for people.</summary>
    public void Heading(string text)
    {
        if (!Json)
        {
            output.WriteLine();
            Screen.Write(new Text(text, new Style(decoration: Decoration.Bold)));
            output.WriteLine();
        }
    }

    /// <summary>A table for people. A column whose heading begins with <c>&gt;</c> is set to the right.</summary>
    public void Table(IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string?>> rows)
    {
        if (Json)
        {
            return;
        }

        var table = new Table { Border = Screen.Profile.Capabilities.Ansi ? TableBorder.Simple : TableBorder.None, ShowHeaders = headings.Any(h => h.Length > 0) };
        foreach (var heading in headings)
        {
            var column = new TableColumn(new Text(heading.TrimStart('>'), new Style(decoration: Decoration.Bold))) { Padding = new Padding(0, 0, 2, 0) };
            column.NoWrap = table.Columns.Count == 0; // what names the row is copied from here
            table.AddColumn(heading.StartsWith('>') ? column.RightAligned() : column);
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell ?? "")));
        }

        Screen.Write(table);
    }

    /// <summary>Runs work that reports how far it is: a bar for someone who watches, a line now and then otherwise.</summary>
    public Task<T> ProgressAsync<T>(string title, Func<IProgress<WorkDone>, Task<T>> work) =>
        Watched ? DrawnAsync(title, work) : work(new SpokenProgress(title, error));

    private async Task<T> DrawnAsync<T>(string title, Func<IProgress<WorkDone>, Task<T>> work) =>
        await Open(error, terminal: true).Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                var task = context.AddTask(Markup.Escape(title));
                task.IsIndeterminate = true;
                return await work(new DrawnProgress(task, title));
            });

    private static IAnsiConsole Open(TextWriter writer, bool terminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = terminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = terminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(writer),
        });
        if (!terminal)
        {
            console.Profile.Width = PlainWidth;
        }

        return console;
    }
}
