using OcrWorkflows.Expressions;
using System.Globalization;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Runtime.Definitions;
using OcrWorkflows.Runtime.Execution;
using OcrWorkflows.Runtime.Tasks;

namespace OcrWorkflows.Runtime.Activities;

/// <summary>
/// Offers a task and waits until it is done. What the format has no place for stands in <c>customProperties.ocr</c>:
/// <c>title</c>, <c>role</c>, <c>dueInWorkingDays</c> (at least 1), <c>dueFrom</c> (day 0; an expression, else today) and <c>form</c> (what is filled in).
/// </summary>
internal sealed class RunTaskKind : ActivityKind
{
    private sealed record Offer(string? Title, string? Role, int? DueInWorkingDays, InputBinding? DueFrom, TaskForm? Form);

    private static readonly string[] Settings = ["title", "role", "dueInWorkingDays", "dueFrom", "form"];

    public override string Type => "Elsa.RunTask";

    public override IReadOnlyList<InputContract> Inputs { get; } = [new("taskName", typeof(string), Required: true), new("payload", typeof(IReadOnlyDictionary<string, object?>))];

    /// <summary>Null when the definition gives the task no form.</summary>
    public static TaskForm? FormOf(ActivityNode node) => (node.Detail as Offer)?.Form;

    public override bool Pauses(ActivityNode node) => true;

    public override IReadOnlyList<string> Outputs { get; } = ["taskId", "result"];

    public override void Read(ActivityReading reading)
    {
        var ocr = reading.Source.Find("customProperties")?.Find("ocr");
        foreach (var member in ocr?.Members.Where(m => !Settings.Contains(m.Name)) ?? [])
        {
            reading.Report(ocr!.AtName(member, "WFL023", $"A task has no setting \"{member.Name}\".", Spelling.DidYouMeanOrList(member.Name, Settings)));
        }

        var days = ocr?["dueInWorkingDays"];
        var count = 0;
        if (days is not null && (!int.TryParse(days.Text, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count < 1))
        {
            reading.Report(days.At("WFL023", "\"dueInWorkingDays\" is not a whole number of at least 1."));
        }

        reading.Node.Detail = new Offer(
            ocr?["title"]?.Text,
            ocr?["role"]?.Text,
            days is null ? null : count,
            ocr?["dueFrom"] is { } from ? reading.BindExpression(from, "dueFrom", typeof(DateOnly)) : null,
            TaskFormReading.Read(reading, ocr?["form"]));
    }

    public override void Execute(ActivityContext context)
    {
        var name = context.Required<string>("taskName");
        var offer = (Offer)context.Node.Detail!;
        var deadline = Deadline(context, offer);
        var task = new TaskOffer(
            name,
            offer.Title ?? context.Node.DisplayText ?? name,
            offer.Role,
            deadline?.Date,
            context.Input("payload") as IReadOnlyDictionary<string, object?> ?? new Dictionary<string, object?>());
        context.Wait(
            new Bookmark("", BookmarkKind.Task, "", "", Explanation: deadline?.Explanation, Task: task),
            $"Waits for the task {name}." + (deadline is null ? "" : $" Due: {deadline.Explanation}"));
    }

    public override void Resumed(ActivityContext context, object? payload)
    {
        context.SetOutput("result", payload);
        context.Complete();
    }

    private static WorkingDeadline? Deadline(ActivityContext context, Offer offer)
    {
        if (offer.DueInWorkingDays is not { } days)
        {
            return null;
        }

        var from = offer.DueFrom is null
            ? WorkingCalendar.LocalDate(context.Burst.Context.Now)
            : offer.DueFrom.Evaluate(context.Sight) as DateOnly? ?? throw new ActivityFaultException("The day from which the task is due (\"dueFrom\") has no value.");
        return WorkingTime.Add(context.Burst.Context.Calendar, from, days);
    }
}
