using System.Globalization;
using System.Text;
using System.Text.Json;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Tasks;

namespace OcrWorkflows.Host.Workflows;

/// <summary>The page of documentation of a definition, made from the definition alone: the same definition always gives the same text.</summary>
public static class DefinitionPage
{
    public static string Write(WorkflowDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        using var json = JsonDocument.Parse(definition.Text);
        var root = json.RootElement;
        var steps = Steps(definition, root);
        var page = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"# {definition.Name}\n\n{definition.Description}\n\n")
            .Append(CultureInfo.InvariantCulture, $"Made from `workflows/definitions/{definition.DefinitionId}.json` by `./ocr workflow describe`; change the definition, not this page.\n\n");
        Beginning(page, definition, root);
        DefinitionChart.Write(page, definition, steps);
        page.Append("## Steps\n\n| Step | What happens | Who | By when | Clauses | Then |\n|---|---|---|---|---|---|\n");
        foreach (var step in steps)
        {
            page.Append(CultureInfo.InvariantCulture, $"| **{step.Title}** | {Cell(step.Description)} | {step.Who} | {step.When} | {string.Join(", ", step.Clauses)} | {Then(definition, step.Id)} |\n");
        }

        Forms(page, definition, steps);
        var clauses = steps.SelectMany(s => s.Clauses).Distinct().OrderBy(c => int.Parse(c[1..], CultureInfo.InvariantCulture)).ToList();
        page.Append(CultureInfo.InvariantCulture, $"\n## Clauses\n\n{(clauses.Count == 0 ? "None is named by an activity." : string.Join(", ", clauses) + ".")}\n\n");
        page.Append("## Ends\n\n");
        foreach (var end in steps.Where(s => s.Type == "Elsa.Finish"))
        {
            page.Append(CultureInfo.InvariantCulture, $"- **{end.Title}**: {end.Description}\n");
        }

        return page.ToString();
    }

    private static void Beginning(StringBuilder page, WorkflowDefinition definition, JsonElement root)
    {
        var first = definition.DiagramActivities.FirstOrDefault(a => a.Type == "Elsa.Start");
        page.Append(CultureInfo.InvariantCulture, $"## What starts it\n\n{first?.Title}: {first?.Description} ");
        page.Append(definition.StartedBy ?? $"`./ocr workflow start {definition.DefinitionId} --input FILE` or `POST /api/v1/instances`, with these inputs:");
        page.Append("\n\n| Input | Type | Meaning |\n|---|---|---|\n");
        foreach (var input in root.GetProperty("inputs").EnumerateArray())
        {
            page.Append(CultureInfo.InvariantCulture, $"| `{input.GetProperty("name").GetString()}` | {input.GetProperty("type").GetString()} | {Cell(input.GetProperty("description").GetString())} |\n");
        }

        page.Append('\n');
    }

    private static void Forms(StringBuilder page, WorkflowDefinition definition, IReadOnlyList<DescribedStep> steps)
    {
        var tasks = steps.Where(s => s.Type == "Elsa.RunTask").ToList();
        if (tasks.Count == 0)
        {
            return;
        }

        page.Append("\n## What people fill in\n");
        foreach (var task in tasks)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n**{task.Title}** ({task.Who})\n\n");
            foreach (var field in definition.FormOf(task.Id).Fields)
            {
                page.Append(CultureInfo.InvariantCulture, $"- {field.Label}{Kind(field)}{(field.Required ? "" : " May be empty.")}{(field.Hint is { } hint ? $" {hint}." : "")}\n");
            }
        }
    }

    private static string Kind(TaskField field) => field.Type switch
    {
        TaskFieldType.Choice => ": " + string.Join("; ", field.Choices.Select(c => $"{c.Value}{(c.Text is { } text ? $" ({text})" : "")}")) + ".",
        TaskFieldType.Date => ": a date.",
        TaskFieldType.Number => ": a whole number.",
        TaskFieldType.YesNo => " Yes or no.",
        _ => ".",
    };

    /// <summary>In the order in which the flow comes to them first.</summary>
    private static List<DescribedStep> Steps(WorkflowDefinition definition, JsonElement root)
    {
        var raw = root.GetProperty("root").GetProperty("activities").EnumerateArray().ToDictionary(a => a.GetProperty("id").GetString()!, StringComparer.Ordinal);
        return [.. Order(definition).Select(id => DescribedStep.Of(definition.DiagramActivities.First(a => a.Id == id), raw[id]))];
    }

    private static List<string> Order(WorkflowDefinition definition)
    {
        var order = new List<string>();
        var next = new Queue<string>(definition.DiagramActivities.Where(a => definition.DiagramConnections.All(c => c.Target != a.Id)).Select(a => a.Id));
        while (next.TryDequeue(out var id))
        {
            if (!order.Contains(id))
            {
                order.Add(id);
                foreach (var connection in definition.DiagramConnections.Where(c => c.Source == id))
                {
                    next.Enqueue(connection.Target);
                }
            }
        }

        return [.. order, .. definition.DiagramActivities.Select(a => a.Id).Except(order)];
    }

    private static string Then(WorkflowDefinition definition, string id)
    {
        var ways = definition.DiagramConnections.Where(c => c.Source == id).ToList();
        return string.Join("; ", ways.Select(w => w.Port == "Done" ? definition.TitleOf(w.Target) : $"{w.Port}: {definition.TitleOf(w.Target)}"));
    }

    private static string Cell(string? text) => (text ?? "").Replace("|", "\\|", StringComparison.Ordinal);
}
