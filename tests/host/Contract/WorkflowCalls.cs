using static OcrWorkflows.Host.Tests.Contract.Call;

namespace OcrWorkflows.Host.Tests.Contract;

/// <summary>Instances started, told of events and operated on; their tasks; operations on many.</summary>
internal static class WorkflowCalls
{
    private const string Once = "0190a6f2-7c1e-7b8a-9c55-1f6f0a1b2c01";
    private const string Start = """{ "definition": "annual-update", "input": { "CentreNumber": "$centre", "Year": 2026, "DueOn": "2099-10-31" } }""";
    private const string Visit = """{ "name": "VisitHeld", "payload": { "visitedOn": "2026-11-20" } }""";
    private const string Early = """{ "name": "ResultsPublished", "payload": { "publishedOn": "2026-11-20" } }""";
    private const string Suspend = """{ "operation": "suspend", "reason": "The centre asked." }""";

    public static IEnumerable<Call> Rows => [.. Instances, .. Tasks, .. Bulk, .. Sweeps];

    private static IEnumerable<Call> Instances =>
    [
        Post("/instances", Staff, 201, Start, key: Once),
        Post("/instances", Staff, 200, Start, key: Once),
        Post("/instances", Staff, 400, """{ "definition": "annual-update", "input": { "Yaer": 2026 } }"""),
        Post("/instances", Staff, 404, """{ "definition": "no-such-workflow" }"""),
        Post("/instances", Staff, 409, """{ "definition": "claim", "input": {} }"""),
        Post("/instances/$awaiting/events", Staff, 202, Early),
        Post("/instances/$awaiting/events?early=refuse", Staff, 409, Early),
        Post("/instances/$awaiting/events?early=perhaps", Staff, 400, Early),
        Post("/instances/$awaiting/events", Assurer, 403, Early),
        Post("/instances/$awaiting/events", Assurer, 200, Visit, key: Once.Replace("01", "02", StringComparison.Ordinal)),
        Post("/instances/$awaiting/events", Assurer, 200, Visit, key: Once.Replace("01", "02", StringComparison.Ordinal)),
        Post("/instances/$delivery/operations", Staff, 200, """{ "operation": "suspend", "reason": "The centre asked.", "dryRun": true }"""),
        Post("/instances/$delivery/operations", Staff, 200, Suspend),
        Post("/instances/$delivery/operations", Staff, 409, Suspend),
        Post("/instances/$delivery/operations", Staff, 200, """{ "operation": "resume", "reason": "It is settled." }"""),
        Post("/instances/$delivery/operations", Staff, 400, """{ "operation": "explode", "reason": "None." }"""),
    ];

    private static IEnumerable<Call> Sweeps =>
    [
        Post("/sweeps/lapse", Staff, 400, "{}"),
        Post("/sweeps/lapse", Staff, 409, """{ "confirm": 4711 }"""),
        Post("/sweeps/lapse", Staff, 200, """{ "confirm": 0 }"""),
    ];

    private static IEnumerable<Call> Tasks =>
    [
        Get("$task", Assurer, 200, keep: "seen=ETag"),
        Post("$task/claim", Staff, 403),
        Post("$task/release", Centre, 403),
        Post("$task/claim", Assurer, 412, tag: "\"99\""),
        Post("$task/claim", Assurer, 200, tag: "$seen"),
        Post("$task/claim", SecondAssurer, 409),
        Post("$task/release", SecondAssurer, 409),
        Post("$task/release", Assurer, 412, tag: "\"99\""),
        Post("$task/delegate", SecondAssurer, 409, """{ "to": "$assurer" }"""),
        Post("$task/delegate", Staff, 412, """{ "to": "$assurer" }""", tag: "\"99\""),
        Post("$task/delegate", Staff, 400, """{ "to": "nobody-of-that-name" }"""),
        Post("$task", SecondAssurer, 409, """{ "decision": "Confirmed" }"""),
        Post("$task", Staff, 403, """{ "decision": "Confirmed" }"""),
        Post("$task", Assurer, 400, """{ "decision": "Perhaps" }"""),
        Post("$task", Assurer, 200, """{ "decision": "Confirmed" }"""),
        Post("$taskToo/delegate", Staff, 200, """{ "to": "$assurer" }"""),
        Get("/tasks?whose=team", Assurer, 200),
        Post("$taskToo/release", Staff, 200),
    ];

    private static IEnumerable<Call> Bulk =>
    [
        Post("/instances/bulk", Staff, 200, Many("suspend", dryRun: true)),
        Post("/instances/bulk", Staff, 400, """{ "filter": {}, "operation": { "operation": "suspend", "reason": "A wrong letter." } }"""),
        Post("/instances/bulk", Staff, 409, """{ "filter": { "centre": "00000" }, "operation": { "operation": "suspend", "reason": "A wrong letter." } }"""),
        Post("/instances/bulk", Staff, 202, Many("suspend"), keep: "bulk=id"),
        Post("/instances/bulk/$bulk/pause", Staff, 409),
        Post("/instances/bulk/$bulk/continuation", Staff, 409),
        Post("/instances/bulk/$bulk/confirmation", Staff, 403),
        Post("/instances/bulk/$bulk/confirmation", Administrator, 200),
        Post("/instances/bulk/$bulk/confirmation", Administrator, 409),
        Post("/instances/bulk/$bulk/pause", Staff, 200),
        Post("/instances/bulk/$bulk/continuation", Staff, 200),
        Post("/instances/bulk/$bulk/cancellation", Staff, 200),
        Post("/instances/bulk/$bulk/cancellation", Staff, 409),
        Get("/instances/bulk", Staff, 200),
        Get("/instances/bulk/$bulk", Staff, 200),
        Get("/instances/bulk/$bulk/progress", Staff, 200),
    ];

    private static string Many(string operation, bool dryRun = false) =>
        $$"""{ "filter": { "definition": "qualification-delivery" }, "operation": { "operation": "{{operation}}", "reason": "A wrong letter.", "dryRun": {{(dryRun ? "true" : "false")}} } }""";
}
