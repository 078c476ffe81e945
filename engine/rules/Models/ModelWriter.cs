using System.Text.Encodings.Web;
using System.Text.Json;

namespace OcrWorkflows.Rules.Models;

/// <summary>Writes a model in the canonical layout.</summary>
internal sealed class ModelWriter(Utf8JsonWriter json)
{
    private static readonly JsonWriterOptions s_layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 256 };

    public static byte[] Write(RuleFileModel file)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, s_layout))
        {
            json.WriteStartArray();
            foreach (var workflow in file.Workflows)
            {
                new ModelWriter(json).Workflow(workflow);
            }

            json.WriteEndArray();
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private void Workflow(WorkflowModel workflow)
    {
        json.WriteStartObject();
        Text("WorkflowName", workflow.Name);
        Items("WorkflowsToInject", workflow.Injects, json.WriteStringValue);
        Items("GlobalParams", workflow.Globals, Parameter);
        Items("Rules", workflow.Rules, Rule);
        Others(workflow.Others);
        json.WriteEndObject();
    }

    private void Rule(RuleModel rule)
    {
        json.WriteStartObject();
        Text("RuleName", rule.Name);
        if (rule.Enabled is { } enabled)
        {
            json.WriteBoolean("Enabled", enabled);
        }

        Items("LocalParams", rule.Locals, Parameter);
        Text("Expression", rule.Expression);
        Text("Operator", rule.Operator);
        Items("Rules", rule.Rules, Rule);
        Text("ErrorMessage", rule.ErrorMessage);
        Text("SuccessEvent", rule.SuccessEvent);
        if (rule.OnSuccess is not null || rule.OnFailure is not null)
        {
            json.WriteStartObject("Actions");
            Action("OnSuccess", rule.OnSuccess);
            Action("OnFailure", rule.OnFailure);
            json.WriteEndObject();
        }

        Object("Properties", rule.Properties);
        Others(rule.Others);
        json.WriteEndObject();
    }

    private void Parameter(ParameterModel parameter)
    {
        json.WriteStartObject();
        Text("Name", parameter.Name);
        Text("Expression", parameter.Expression);
        Others(parameter.Others);
        json.WriteEndObject();
    }

    private void Action(string when, ActionModel? action)
    {
        if (action is null)
        {
            return;
        }

        json.WriteStartObject(when);
        Text("Name", action.Name);
        Object("Context", action.Context);
        Others(action.Others);
        json.WriteEndObject();
    }

    private void Text(string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private void Items<T>(string name, IReadOnlyList<T>? items, Action<T> write)
    {
        if (items is null)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(item);
        }

        json.WriteEndArray();
    }

    private void Object(string name, IReadOnlyList<OtherMember>? members)
    {
        if (members is not null)
        {
            json.WriteStartObject(name);
            Others(members);
            json.WriteEndObject();
        }
    }

    private void Others(IReadOnlyList<OtherMember> members)
    {
        foreach (var member in members)
        {
            json.WritePropertyName(member.Name);
            Value(member.Json);
        }
    }

    /// <summary>Numbers keep their digits.</summary>
    private void Value(string text)
    {
        using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 256 });
        document.RootElement.WriteTo(json);
    }
}
