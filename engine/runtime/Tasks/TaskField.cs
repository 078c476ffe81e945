namespace OcrWorkflows.Runtime.Tasks;

/// <summary>What may be filled in, and what it becomes.</summary>
public enum TaskFieldType
{
    /// <summary>One or more lines; a string.</summary>
    Text,

    /// <summary>One of a list; the string of the choice.</summary>
    Choice,

    /// <summary>A local date, written yyyy-MM-dd; a <see cref="DateOnly"/>.</summary>
    Date,

    /// <summary>A whole number; a <see cref="long"/>.</summary>
    Number,

    /// <summary>A <see cref="bool"/>.</summary>
    YesNo,
}

/// <param name="Value">What the workflow is told.</param>
/// <param name="Text">What it means, for whoever chooses; null when the value says it.</param>
public sealed record TaskChoice(string Value, string? Text);

/// <summary>A field of a task's form: <c>customProperties.ocr.form</c> of an <c>Elsa.RunTask</c>.</summary>
/// <param name="Name">Member of the task's result.</param>
/// <param name="Choices">Empty unless <see cref="TaskFieldType.Choice"/>.</param>
public sealed record TaskField(string Name, string Label, TaskFieldType Type, bool Required, string? Hint, IReadOnlyList<TaskChoice> Choices)
{
    /// <summary>Longest text, in characters.</summary>
    public const int MaximumLength = 2000;
}
