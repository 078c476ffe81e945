namespace OcrWorkflows.Bench.Workflows;

/// <summary>The definitions that are measured.</summary>
internal static class BenchFlows
{
    /// <summary>A flowchart of ten activities that runs to its end in one turn: a decision, a join, and variables on the way.</summary>
    public const string TenActivities = """
        {
          "definitionId": "ten-activities", "name": "Ten activities", "version": 1,
          "variables": [ { "id": "v1", "name": "Count", "typeName": "Int64", "value": "0" } ],
          "inputs": [ { "type": "Int64", "name": "Level" } ],
          "root": {
            "id": "f", "type": "Elsa.Flowchart",
            "activities": [
              { "id": "start", "type": "Elsa.Start" },
              { "id": "set1", "type": "Elsa.SetVariable", "variable": { "id": "v1", "name": "Count" }, "value": { "typeName": "Int64", "expression": { "type": "Literal", "value": "1" } } },
              { "id": "level", "type": "Elsa.FlowDecision", "condition": { "typeName": "Boolean", "expression": { "type": "CSharp", "value": "Input.Level == 3" } } },
              { "id": "name", "type": "Elsa.SetName", "value": { "typeName": "String", "expression": { "type": "Literal", "value": "ten" } } },
              { "id": "set2", "type": "Elsa.SetVariable", "variable": { "id": "v1", "name": "Count" }, "value": { "typeName": "Int64", "expression": { "type": "Literal", "value": "2" } } },
              { "id": "line1", "type": "Elsa.WriteLine", "text": { "typeName": "String", "expression": { "type": "Literal", "value": "one" } } },
              { "id": "line2", "type": "Elsa.WriteLine", "text": { "typeName": "String", "expression": { "type": "Literal", "value": "two" } } },
              { "id": "join", "type": "Elsa.FlowJoin", "mode": { "typeName": "FlowJoinMode", "expression": { "type": "Literal", "value": "WaitAllActive" } } },
              { "id": "set3", "type": "Elsa.SetVariable", "variable": { "id": "v1", "name": "Count" }, "value": { "typeName": "Int64", "expression": { "type": "Literal", "value": "3" } } },
              { "id": "end", "type": "Elsa.End" }
            ],
            "connections": [
              { "source": { "activity": "start", "port": "Done" }, "target": { "activity": "set1", "port": "In" } },
              { "source": { "activity": "set1", "port": "Done" }, "target": { "activity": "level", "port": "In" } },
              { "source": { "activity": "level", "port": "True" }, "target": { "activity": "name", "port": "In" } },
              { "source": { "activity": "name", "port": "Done" }, "target": { "activity": "set2", "port": "In" } },
              { "source": { "activity": "set2", "port": "Done" }, "target": { "activity": "line1", "port": "In" } },
              { "source": { "activity": "set2", "port": "Done" }, "target": { "activity": "line2", "port": "In" } },
              { "source": { "activity": "line1", "port": "Done" }, "target": { "activity": "join", "port": "In" } },
              { "source": { "activity": "line2", "port": "Done" }, "target": { "activity": "join", "port": "In" } },
              { "source": { "activity": "join", "port": "Done" }, "target": { "activity": "set3", "port": "In" } },
              { "source": { "activity": "set3", "port": "Done" }, "target": { "activity": "end", "port": "In" } }
            ]
          }
        }
        """;

    /// <summary>Starts, waits for an event, ends.</summary>
    public static string Cycle { get; } = Sequence("cycle", Event("go"));

    /// <summary>Three steps: two events and a variable set between them.</summary>
    public static string ThreeSteps { get; } = Sequence("three-steps", Event("go"), """
        "id": "set", "type": "Elsa.SetVariable", "variable": { "id": "v1", "name": "Count" }, "value": { "typeName": "Int64", "expression": { "type": "Literal", "value": "3" } }
        """, Event("on"));

    /// <summary>Waits for an event, or for thirty days.</summary>
    public const string Waiting = """
        {
          "definitionId": "waiting", "name": "waiting", "version": 1, "variables": [], "inputs": [ { "type": "String", "name": "Text" } ],
          "root": {
            "id": "f", "type": "Elsa.Flowchart",
            "activities": [
              { "id": "fork", "type": "Elsa.FlowFork", "branches": { "typeName": "List<String>", "expression": { "type": "Object", "value": ["event", "time"] } } },
              { "id": "go", "type": "Elsa.Event", "eventName": "go" },
              { "id": "days", "type": "Elsa.Delay", "timeSpan": "30.00:00:00" },
              { "id": "end", "type": "Elsa.End" }
            ],
            "connections": [
              { "source": { "activity": "fork", "port": "event" }, "target": { "activity": "go", "port": "In" } },
              { "source": { "activity": "fork", "port": "time" }, "target": { "activity": "days", "port": "In" } },
              { "source": { "activity": "go", "port": "Done" }, "target": { "activity": "end", "port": "In" } }
            ]
          }
        }
        """;

    private static string Event(string name) => $"\"id\": \"{name}\", \"type\": \"Elsa.Event\", \"eventName\": \"{name}\"";

    private static string Sequence(string id, params string[] activities) => $$"""
        { "definitionId": "{{id}}", "name": "{{id}}", "version": 1, "variables": [ { "id": "v1", "name": "Count", "typeName": "Int64", "value": "0" } ], "inputs": [ { "type": "String", "name": "Text" } ],
          "root": { "id": "s", "type": "Elsa.Sequence", "activities": [ {{string.Join(", ", activities.Select(a => "{ " + a + " }"))}} ] } }
        """;
}
