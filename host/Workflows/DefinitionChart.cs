using System.Globalization;
using System.Text;
using OcrWorkflows.Runtime;

namespace OcrWorkflows.Host.Workflows;

/// <summary>A flowchart in the Mermaid notation, which Markdown viewers draw.</summary>
internal static class DefinitionChart
{
    private static readonly Dictionary<string, (string Open, string Close)> Shapes = new(StringComparer.Ordinal)
    {
        ["Elsa.Start"] = ("([", "])"),
        ["Elsa.Finish"] = ("([", "])"),
        ["Elsa.FlowDecision"] = ("{", "}"),
        ["Elsa.FlowSwitch"] = ("{", "}"),
        ["Ocr.Decide"] = ("{{", "}}"),
        ["Elsa.RunTask"] = ("[/", "/]"),
        ["Elsa.Event"] = (">", "]"),
    };

    public static void Write(StringBuilder page, WorkflowDefinition definition, IReadOnlyList<DescribedStep> steps)
    {
        page.Append("## Diagram\n\nSlanted boxes are people's tasks, hexagons decisions by rules, flags events that are waited for.\n\n```mermaid\nflowchart TD\n");
        foreach (var step in steps)
        {
            var (open, close) = Shapes.GetValueOrDefault(step.Type, ("[", "]"));
            page.Append(CultureInfo.InvariantCulture, $"  n_{step.Id}{open}\"{Label(step.Title)}\"{close}\n");
        }

        foreach (var connection in definition.DiagramConnections)
        {
            page.Append(CultureInfo.InvariantCulture, $"  n_{connection.Source} -->{(connection.Port == "Done" ? "" : $"|{connection.Port}|")} n_{connection.Target}\n");
        }

        page.Append("```\n\n");
    }

    private static string Label(string title) => title.Replace("\"", "#quot;", StringComparison.Ordinal);
}
