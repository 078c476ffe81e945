using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Tasks;

namespace OcrWorkflows.Storage.Tests;

/// <summary>What makes any shipped definition go on: inputs of the declared types, answers that fit the forms, events with the members that are looked at.</summary>
internal static class SampleAnswers
{
    /// <summary>Something of each type that an input may have.</summary>
    public static object? Input(string type) => type switch
    {
        "DateOnly" => "2027-05-10",
        "DateTimeOffset" => "2026-09-01T09:00:00Z",
        "Int32" => 1,
        "Boolean" => true,
        "String[]" => new object?[] { "Post" },
        _ => "a text",
    };

    /// <summary>Tasks are answered as their form wants it, with the first choice; events bring the members that the definitions look at.</summary>
    public static WorkflowEvent Wakeup(Bookmark wait, WorkflowDefinition definition) => wait.Kind switch
    {
        BookmarkKind.Timer => new TimerFired(wait.Id),
        BookmarkKind.Task => new TaskCompleted(wait.Id, definition.FormOf(wait.ActivityId).Fields.ToDictionary(f => f.Name, Answer)),
        _ => new EventArrived(wait.EventName!, new Dictionary<string, object?>
        {
            ["visitedOn"] = "2026-09-01",
            ["publishedOn"] = "2026-09-01",
            ["sentAt"] = "2026-09-01T10:00:00Z",
            ["candidates"] = 1L,
            ["method"] = "Post",
            ["moderator"] = "a text",
            ["route"] = "a text",
            ["receivedOn"] = "2026-09-01",
            ["lodgedBy"] = "Centre",
            ["unitCode"] = "1",
            ["papersInTime"] = true,
        }),
    };

    private static object? Answer(TaskField field) => field.Type switch
    {
        TaskFieldType.Choice => field.Choices[0].Value,
        TaskFieldType.Date => new DateOnly(2026, 9, 1),
        TaskFieldType.Number => 1L,
        TaskFieldType.YesNo => true,
        _ => "a text",
    };
}
