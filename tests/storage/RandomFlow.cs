namespace OcrWorkflows.Storage.Tests;

/// <summary>Definitions made at random from a seed: sequences and flowcharts of events, delays, tasks, effects, forks and joins. Every one of them can end.</summary>
internal static class RandomFlow
{
    public static string Definition(Random random, string id)
    {
        var next = 0;
        return Flows.WithRoot(id, Container(random, 2, () => $"n{++next}"));
    }

    private static string Container(Random random, int depth, Func<string> name) => random.Next(2) == 0 ? Sequence(random, depth, name) : Forked(random, depth, name);

    private static string Sequence(Random random, int depth, Func<string> name)
    {
        var activities = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Activity(random, depth, name));
        return $$"""{ "id": "{{name()}}", "type": "Elsa.Sequence", "activities": [{{string.Join(",", activities)}}] }""";
    }

    /// <summary>A fork of branches that come together in a join of any mode, and something after it.</summary>
    private static string Forked(Random random, int depth, Func<string> name)
    {
        var (fork, join, last) = (name(), name(), name());
        var branches = Enumerable.Range(0, random.Next(2, 4)).Select(_ => name()).ToList();
        var mode = (string[])["WaitAny", "WaitAll", "WaitAllActive"];
        var activities = branches.Select(b => Leaf(random, b))
            .Prepend($$"""{ "id": "{{fork}}", "type": "Elsa.FlowFork", "branches": { "typeName": "List<String>", "expression": { "type": "Object", "value": [{{string.Join(",", branches.Select(b => $"\"{b}\""))}}] } } }""")
            .Append($$"""{ "id": "{{join}}", "type": "Elsa.FlowJoin", "mode": { "typeName": "String", "expression": { "type": "Literal", "value": "{{mode[random.Next(mode.Length)]}}" } } }""")
            .Append(depth > 0 ? Container(random, depth - 1, name) : Leaf(random, last))
            .ToList();
        var after = depth > 0 ? IdOf(activities[^1]) : last;
        var connections = branches.Select(b => Connection(fork, b, b)).Concat(branches.Select(b => Connection(b, "Done", join))).Append(Connection(join, "Done", after));
        return $$"""{ "id": "{{name()}}", "type": "Elsa.Flowchart", "activities": [{{string.Join(",", activities)}}], "connections": [{{string.Join(",", connections)}}] }""";
    }

    private static string Activity(Random random, int depth, Func<string> name) => depth > 0 && random.Next(3) == 0 ? Container(random, depth - 1, name) : Leaf(random, name());

    private static string Leaf(Random random, string id) => random.Next(5) switch
    {
        0 => "{" + Flows.Delay(id, $"0{random.Next(1, 9)}:00:00") + "}",
        1 => $$"""{ "id": "{{id}}", "type": "Elsa.RunTask", "taskName": "Do{{id}}", "customProperties": { "ocr": { "dueInWorkingDays": {{random.Next(1, 9)}} } } }""",
        2 => "{" + Flows.Effect(id, "Test.Write") + "}",
        3 => "{" + Flows.Effect(id, "Test.Break") + "}",
        _ => "{" + Flows.Event($"{id}").Replace($"\"eventName\": \"{id}\"", $"\"eventName\": \"event{random.Next(3)}\"", StringComparison.Ordinal) + "}",
    };

    private static string IdOf(string activity)
    {
        using var json = System.Text.Json.JsonDocument.Parse(activity);
        return json.RootElement.GetProperty("id").GetString()!;
    }

    private static string Connection(string source, string port, string target) => Flows.Connection(source, port, target);
}
