using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Sources;
using OcrWorkflows.Runtime.Definitions;

namespace OcrWorkflows.Runtime.Tasks;

/// <summary>Reads <c>customProperties.ocr.form</c>: an array of fields with name, label, type, required, hint and choices.</summary>
internal static class TaskFormReading
{
    private const string Fault = "WFL026";

    private static readonly string[] Settings = ["name", "label", "type", "required", "hint", "choices"];

    private static readonly Dictionary<string, TaskFieldType> Types = new(StringComparer.Ordinal)
    {
        ["text"] = TaskFieldType.Text,
        ["choice"] = TaskFieldType.Choice,
        ["date"] = TaskFieldType.Date,
        ["number"] = TaskFieldType.Number,
        ["yes-no"] = TaskFieldType.YesNo,
    };

    /// <returns>Null when the activity has no form, or one with faults; they are reported.</returns>
    public static TaskForm? Read(ActivityReading reading, SourceNode? form)
    {
        if (form is null or { Kind: SourceKind.Null })
        {
            return null;
        }

        if (form.Kind != SourceKind.Array || form.Items.Count == 0)
        {
            reading.Report(form.At(Fault, "The form of a task is a list of at least one field.", "Leave it out for a task that takes a note."));
            return null;
        }

        var fields = form.Items.Select(item => Field(reading, item)).ToArray();
        foreach (var twice in form.Items.Where(f => f["name"] is not null).GroupBy(f => f["name"]!.Text).Where(g => g.Count() > 1))
        {
            reading.Report(twice.Last()["name"]!.At(Fault, $"Two fields of the form are called \"{twice.Key}\".", "Rename one."));
        }

        return fields.Any(f => f is null) ? null : new TaskForm(fields!);
    }

    private static TaskField? Field(ActivityReading reading, SourceNode field)
    {
        foreach (var member in field.Members.Where(m => !Settings.Contains(m.Name)))
        {
            reading.Report(field.AtName(member, Fault, $"A field of a form has no setting \"{member.Name}\".", Spelling.DidYouMeanOrList(member.Name, Settings)));
        }

        if (field["name"]?.Text is not { Length: > 0 } name)
        {
            reading.Report(field.At(Fault, "A field of a form needs a \"name\".", "It is the member of the task's result that the field fills."));
            return null;
        }

        var written = field["type"];
        if (written?.Text is not { } word || !Types.TryGetValue(word, out var type))
        {
            reading.Report((written ?? field).At(Fault, $"The field \"{name}\" needs a \"type\".", written?.Text is { } wrong ? Spelling.DidYouMeanOrList(wrong, Types.Keys) : $"Use {string.Join(", ", Types.Keys)}."));
            return null;
        }

        var choices = (field["choices"]?.Items ?? []).Select(c => new TaskChoice(c["value"]?.Text ?? c.Text ?? "", c["text"]?.Text)).ToArray();
        if (type == TaskFieldType.Choice ? choices.Length < 2 || choices.Any(c => c.Value.Length == 0) : choices.Length > 0)
        {
            reading.Report((field["choices"] ?? field).At(Fault, type == TaskFieldType.Choice
                ? $"The field \"{name}\" needs at least two \"choices\", each with a value."
                : $"The field \"{name}\" is not of the type choice, so it has no choices."));
            return null;
        }

        return new TaskField(name, field["label"]?.Text ?? name, type, field["required"]?.Text == "true", field["hint"]?.Text, choices);
    }
}
