using System.Globalization;

namespace OcrWorkflows.Runtime.Tasks;

/// <summary>What is wrong with a filled-in form, by field.</summary>
/// <param name="Field">Name of the field; null when the fault is in none, such as a member that the form does not have.</param>
public sealed record FormFault(string? Field, string Message);

/// <summary>What a task's form came to: values of the right types, or what is wrong.</summary>
public sealed record FormAnswer(IReadOnlyDictionary<string, object?> Values, IReadOnlyList<FormFault> Faults);

/// <summary>What a person fills in to do a task. A definition that gives its task no form takes a note, which may be empty.</summary>
public sealed record TaskForm(IReadOnlyList<TaskField> Fields)
{
    public static TaskForm Note { get; } = new([new("note", "Note (may be empty)", TaskFieldType.Text, Required: false, null, [])]);

    /// <param name="given">By field name: text as a person writes it, or a value of the field's type. What is blank counts as not given.</param>
    public FormAnswer Read(IReadOnlyDictionary<string, object?> given)
    {
        ArgumentNullException.ThrowIfNull(given);
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        var faults = given.Keys.Where(name => Fields.All(f => f.Name != name))
            .Select(name => new FormFault(null, $"The task has no field \"{name}\"; it has {string.Join(", ", Fields.Select(f => f.Name))}."))
            .ToList();
        foreach (var field in Fields)
        {
            var written = given.GetValueOrDefault(field.Name);
            if (written is string text)
            {
                written = text.Trim() is { Length: > 0 } trimmed ? trimmed : null;
            }

            if (written is null)
            {
                if (field.Required)
                {
                    faults.Add(new FormFault(field.Name, $"{field.Label}: {(field.Type == TaskFieldType.Choice ? "choose one" : "fill this in")}."));
                }

                continue;
            }

            if (Convert(field, written) is { } value)
            {
                values[field.Name] = value;
            }
            else
            {
                faults.Add(new FormFault(field.Name, $"{field.Label}: {Wanted(field)}."));
            }
        }

        return new FormAnswer(values, faults);
    }

    private static object? Convert(TaskField field, object written) => field.Type switch
    {
        TaskFieldType.Choice => written is string chosen && field.Choices.Any(c => c.Value == chosen) ? chosen : null,
        TaskFieldType.Date => written as DateOnly? ?? (DateOnly.TryParseExact(written as string, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null),
        TaskFieldType.Number => written switch
        {
            long or int => System.Convert.ToInt64(written, CultureInfo.InvariantCulture),
            string digits when long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
            _ => null,
        },
        TaskFieldType.YesNo => written switch
        {
            bool answer => answer,
            "true" or "yes" => true,
            "false" or "no" => false,
            _ => null,
        },
        _ => written is string { Length: <= TaskField.MaximumLength } text ? text : null,
    };

    private static string Wanted(TaskField field) => field.Type switch
    {
        TaskFieldType.Choice => $"choose one of {string.Join(", ", field.Choices.Select(c => c.Value))}",
        TaskFieldType.Date => "write a date that exists, as in 2026-12-21",
        TaskFieldType.Number => "write a whole number",
        TaskFieldType.YesNo => "answer yes or no",
        _ => $"write at most {TaskField.MaximumLength} characters",
    };
}
