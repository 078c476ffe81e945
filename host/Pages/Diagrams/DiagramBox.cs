using OcrWorkflows.Runtime;

namespace OcrWorkflows.Host.Pages.Diagrams;

/// <summary>An activity drawn: its place in pixels from the top left of the drawing, and its title in lines.</summary>
/// <param name="Kind">What sort of step it is, in a word.</param>
public sealed record DiagramBox(string Id, string Kind, string Title, IReadOnlyList<string> Lines, double X, double Y, double Width, double Height)
{
    private const double LetterWidth = 8.3;
    private const double LineHeight = 18;
    private const double Padding = 14;
    private const double KindHeight = 18;
    private const int MostLines = 3;

    public double Right => X + Width;

    public double Bottom => Y + Height;

    public double MiddleX => X + (Width / 2);

    public double MiddleY => Y + (Height / 2);

    /// <summary>Baseline of a line of the title.</summary>
    public double BaselineOf(int line) => Y + Padding + KindHeight + (line * LineHeight) + 8;

    public static DiagramBox Of(DiagramActivity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        var width = Math.Clamp(activity.Width, 184, 216);
        var lines = Wrap(activity.Title, (int)((width - (2 * Padding)) / LetterWidth));
        var height = (2 * Padding) + KindHeight + (lines.Count * LineHeight) - 4;
        return new DiagramBox(activity.Id, KindOf(activity.Type), activity.Title, lines,
            activity.X + ((activity.Width - width) / 2), activity.Y + ((activity.Height - height) / 2), width, height);
    }

    /// <summary>Lines of at most <paramref name="letters"/>; what does not fit into three ends in an ellipsis.</summary>
    public static IReadOnlyList<string> Wrap(string text, int letters)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var line = lines[^1];
            if (line.Length == 0)
            {
                lines[^1] = word;
            }
            else if (line.Length + 1 + word.Length <= letters)
            {
                lines[^1] = line + " " + word;
            }
            else
            {
                lines.Add(word);
            }
        }

        var fitting = lines.Select(l => l.Length <= letters ? l : l[..(letters - 1)] + "…").Take(MostLines).ToList();
        if (lines.Count > MostLines)
        {
            fitting[^1] = fitting[^1].TrimEnd('…')[..Math.Min(fitting[^1].TrimEnd('…').Length, letters - 1)] + "…";
        }

        return fitting;
    }

    /// <summary>The same box in a drawing that runs down where the author's runs to the right.</summary>
    public DiagramBox Turned() => this with { X = MiddleY - (Width / 2), Y = MiddleX - (Height / 2) };

    /// <summary>What people call an activity of this type.</summary>
    public static string KindOf(string type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return type switch
        {
            "Elsa.Start" => "Start",
            "Elsa.End" or "Elsa.Finish" or "Elsa.Complete" => "End",
            "Elsa.Fault" => "Fault",
            "Elsa.Event" => "Event",
            "Elsa.RunTask" => "Task",
            "Elsa.Delay" or "Elsa.Timer" or "Elsa.StartAt" or "Elsa.Cron" or "Ocr.WorkingDayDelay" or "Ocr.CalendarDelay" => "Timer",
            "Elsa.If" or "Elsa.FlowDecision" or "Elsa.Switch" or "Elsa.FlowSwitch" => "Decision",
            "Elsa.Fork" or "Elsa.FlowFork" => "Fork",
            "Elsa.FlowJoin" => "Join",
            "Elsa.SetVariable" or "Elsa.SetOutput" or "Elsa.SetName" or "Elsa.Correlate" => "Note",
            "Elsa.DispatchWorkflow" or "Elsa.ExecuteWorkflow" or "Elsa.BulkDispatchWorkflows" => "Workflow",
            _ when type.StartsWith("Ocr.", StringComparison.Ordinal) => "Action",
            _ => "Step",
        };
    }
}
