using System.Text;
using System.Text.Json.Nodes;
using OcrWorkflows.Runtime;

namespace OcrWorkflows.Tests.Runtime;

/// <summary>Small definitions for tests, written as the format writes them.</summary>
internal static class Flow
{
    public static readonly ActivityCatalogue Catalogue = new(
    [
        Own("Ocr.Notify", new() { ["number"] = typeof(string) }),
        Own("Ocr.Decide", new() { ["number"] = typeof(string) }, ["result"], ["Confirmed", "Withdrawn"]),
        Own("Ocr.NotifyClaimOverdue", new() { ["claimNumber"] = typeof(string) }),
        Own("Ocr.RecordClaimDecision", new() { ["claimNumber"] = typeof(string), ["decision"] = typeof(string) }, [], ["Confirmed", "Edited", "Withdrawn"]),
        Own("Ocr.IssueCertificates", new() { ["claimNumber"] = typeof(string) }),
        Own("Ocr.AllocateAssurer", new() { ["approvalReference"] = typeof(string) }),
        Own("Ocr.PlanVisit", new() { ["approvalReference"] = typeof(string) }, ["plannedFor"]),
        Own("Ocr.LapseApproval", new() { ["approvalReference"] = typeof(string) }),
    ]);

    /// <param name="activities">Activities as JSON, each without braces: <c>"id": "a", "type": "Elsa.Start"</c>.</param>
    /// <param name="connections">As <c>a:Done>b</c>, separated by spaces; a port left out is Done.</param>
    public static string Chart(IEnumerable<string> activities, string connections, string variables = "", string options = "") =>
        Definition($$"""
            {"id": "f", "type": "Elsa.Flowchart", "activities": [{{string.Join(",", activities.Select(a => "{" + a + "}"))}}],
             "connections": [{{string.Join(",", connections.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Connection))}}]}
            """, variables, options);

    public static string Sequence(IEnumerable<string> activities, string variables = "", string options = "") =>
        Definition($$"""{"id": "s", "type": "Elsa.Sequence", "activities": [{{string.Join(",", activities.Select(a => "{" + a + "}"))}}]}""", variables, options);

    public static string Definition(string root, string variables = "", string options = "", string inputs = "") => $$"""
        {"definitionId": "test", "name": "Test", "version": 1,
         "variables": [{{variables}}], "inputs": [{{inputs}}], "options": { {{options}} },
         "root": {{root}}}
        """;

    public static string Variable(string name, string type = "String", string? value = null) =>
        new JsonObject { ["id"] = "v_" + name, ["name"] = name, ["typeName"] = type, ["value"] = value }.ToJsonString();

    public static string Event(string id) => $"\"id\": \"{id}\", \"type\": \"Elsa.Event\", \"eventName\": \"{id}\"";

    public static string EventInto(string id, string variable) =>
        Event(id) + $", \"result\": {{\"typeName\": \"Object\", \"memoryReference\": {{\"id\": \"v_{variable}\"}}}}";

    public static string Line(string id) => $"\"id\": \"{id}\", \"type\": \"Elsa.WriteLine\", \"text\": \"{id}\"";

    public static string Start(string id = "start") => $"\"id\": \"{id}\", \"type\": \"Elsa.Start\"";

    public static string Fork(string id, params string[] branches) =>
        $"\"id\": \"{id}\", \"type\": \"Elsa.FlowFork\", \"branches\": {{\"typeName\": \"List<String>\", \"expression\": {{\"type\": \"Object\", \"value\": [{string.Join(",", branches.Select(b => $"\"{b}\""))}]}}}}";

    public static string Join(string id, string mode) => $"\"id\": \"{id}\", \"type\": \"Elsa.FlowJoin\", \"mode\": \"{mode}\"";

    public static string Decision(string id, bool condition) => $"\"id\": \"{id}\", \"type\": \"Elsa.FlowDecision\", \"condition\": {(condition ? "true" : "false")}";

    public static string Fault(string id) => $"\"id\": \"{id}\", \"type\": \"Elsa.Fault\", \"message\": \"bad claim\"";

    public static string Notify(string id) => $"\"id\": \"{id}\", \"type\": \"Ocr.Notify\", \"number\": \"C1\"";

    public static WorkflowDefinition Load(string json)
    {
        var load = WorkflowDefinition.Read("test.json", Encoding.UTF8.GetBytes(json), Catalogue);
        Assert.That(load.Diagnostics.Where(d => d.IsError), Is.Empty, json);
        return load.Definition!;
    }

    private static string Connection(string written)
    {
        var ends = written.Split('>');
        var source = ends[0].Split(':');
        var port = source.Length > 1 ? source[1] : "Done";
        return $$"""{"source": {"activity": "{{source[0]}}", "port": "{{port}}" }, "target": {"activity": "{{ends[1]}}", "port": "In" } }""";
    }

    private static ActivityDescriptor Own(string type, Dictionary<string, Type> inputs, string[]? outputs = null, string[]? outcomes = null) =>
        new(type, inputs, outputs ?? [], outcomes ?? ["Done"], type);
}
