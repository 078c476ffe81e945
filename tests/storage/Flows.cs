namespace OcrWorkflows.Storage.Tests;

/// <summary>Small definitions, as the format writes them.</summary>
internal static class Flows
{
    private const string Text = """ "text": { "typeName": "String", "expression": { "type": "CSharp", "value": "Input.Text" } } """;

    /// <summary>Waits for the event, then writes a note.</summary>
    public static string EventThenWrite { get; } = Sequence("event-then-write", Event("go"), Effect("write", "Test.Write"), Event("end"));

    /// <summary>Waits for the event, then carries out the effect that can break.</summary>
    public static string EventThenBreak { get; } = Sequence("event-then-break", Event("go"), Effect("break", "Test.Break"), Event("end"));

    /// <summary>Writes a note at once, then waits.</summary>
    public static string WriteThenEvent { get; } = Sequence("write-then-event", Effect("write", "Test.Write"), Event("end"));

    /// <summary>Waits an hour, then writes a note.</summary>
    public static string HourThenWrite { get; } = Sequence("hour-then-write", Delay("hour", "01:00:00"), Effect("write", "Test.Write"), Event("end"));

    /// <summary>Waits an hour, then carries out the effect that can break.</summary>
    public static string HourThenBreak { get; } = Sequence("hour-then-break", Delay("hour", "01:00:00"), Effect("break", "Test.Break"), Event("end"));

    /// <summary>Offers a task due in two working days.</summary>
    public static string TaskThenEnd { get; } = Sequence("task-then-end", """
        "id": "decide", "type": "Elsa.RunTask", "taskName": "Decide",
        "customProperties": { "ocr": { "title": "Decide it", "role": "Assurer", "dueInWorkingDays": 2 } }
        """);

    /// <summary>Waits for all of the events at once, and writes a note for each.</summary>
    public static string ManyEvents(int count)
    {
        var numbers = Enumerable.Range(1, count).ToList();
        var branches = string.Join(",", numbers.Select(n => $"\"e{n}\"").Append("\"end\""));
        var fork = "\"id\": \"fork\", \"type\": \"Elsa.FlowFork\", \"branches\": { \"typeName\": \"List<String>\", \"expression\": { \"type\": \"Object\", \"value\": [" + branches + "] } }";
        var activities = numbers.SelectMany(n => new[] { Event($"e{n}"), Effect($"w{n}", "Test.Write") }).Prepend(fork).Append(Event("end"));
        var connections = numbers.SelectMany(n => new[] { Connection("fork", $"e{n}", $"e{n}"), Connection($"e{n}", "Done", $"w{n}") }).Append(Connection("fork", "end", "end"));
        return Definition("many-events", "{ \"id\": \"f\", \"type\": \"Elsa.Flowchart\", \"activities\": [" + Braced(activities) + "], \"connections\": [" + string.Join(",", connections) + "] }");
    }

    /// <summary>Carries out the effect that can break; tries it twice, five minutes apart.</summary>
    public static string BreakWithRetry { get; } = Sequence("break-with-retry", Effect("break", "Test.Break") + """
        , "customProperties": { "ocr": { "retry": { "attempts": 2, "after": "00:05:00" } } }
        """);

    /// <summary>Two effects that can break side by side, of which one is enough to wait for the event.</summary>
    public static string TwoBreaksOneNeeded { get; } = Definition("two-breaks-one-needed", "{ \"id\": \"f\", \"type\": \"Elsa.Flowchart\", \"activities\": [" + Braced([
        "\"id\": \"fork\", \"type\": \"Elsa.FlowFork\", \"branches\": { \"typeName\": \"List<String>\", \"expression\": { \"type\": \"Object\", \"value\": [\"left\", \"right\"] } }",
        Effect("left", "Test.Break"),
        Effect("right", "Test.Break"),
        "\"id\": \"join\", \"type\": \"Elsa.FlowJoin\", \"mode\": { \"typeName\": \"String\", \"expression\": { \"type\": \"Literal\", \"value\": \"WaitAny\" } }",
        Event("end"),
    ]) + "], \"connections\": [" + string.Join(",", Connection("fork", "left", "left"), Connection("fork", "right", "right"), Connection("left", "Done", "join"), Connection("right", "Done", "join"), Connection("join", "Done", "end")) + "] }");

    public static StartRequest Start(string definition, string text = "a note", string? correlation = null) =>
        new(definition, new Dictionary<string, object?> { ["Text"] = text }, correlation, CentreNumber: "12345", QualificationCode: "05838");

    public static string Sequence(string id, params string[] activities) =>
        Definition(id, "{ \"id\": \"s\", \"type\": \"Elsa.Sequence\", \"activities\": [" + Braced(activities) + "] }");

    public static string Event(string name) => $"\"id\": \"{name}\", \"type\": \"Elsa.Event\", \"eventName\": \"{name}\"";

    public static string Delay(string id, string span) => $"\"id\": \"{id}\", \"type\": \"Elsa.Delay\", \"timeSpan\": \"{span}\"";

    public static string Effect(string id, string type) => $"\"id\": \"{id}\", \"type\": \"{type}\", {Text}";

    private static string Braced(IEnumerable<string> activities) => string.Join(",", activities.Select(a => "{" + a + "}"));

    public static string Connection(string source, string port, string target) =>
        $$"""{ "source": { "activity": "{{source}}", "port": "{{port}}" }, "target": { "activity": "{{target}}", "port": "In" } }""";

    /// <param name="root">The root activity as JSON.</param>
    public static string WithRoot(string id, string root) => Definition(id, root);

    private static string Definition(string id, string root) => $$"""
        { "definitionId": "{{id}}", "name": "{{id}}", "version": 1, "variables": [], "inputs": [ { "type": "String", "name": "Text" } ], "root": {{root}} }
        """;
}
