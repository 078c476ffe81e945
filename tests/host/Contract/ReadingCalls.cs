using static OcrWorkflows.Host.Tests.Contract.Call;

namespace OcrWorkflows.Host.Tests.Contract;

/// <summary>Lists, single things and exports, which change nothing.</summary>
internal static class ReadingCalls
{
    public static IEnumerable<Call> Rows =>
    [
        Get("/centres", Staff, 200),
        Get("/centres?limit=1&after=$centre", Auditor, 200),
        Get("/centres?limit=0", Staff, 400),
        Get("/centres/$centre", Centre, 200),
        Get("/instances", Staff, 200),
        Get("/instances?status=Suspended&limit=2", Centre, 200),
        Get("/instances?status=asleep", Staff, 400),
        Get("/instances?centre=00000", Centre, 403),
        Get("/instances/$delivery", Administrator, 200),
        Get("/instances/$delivery", Staff, 200),
        Get("/instances/$awaiting", Administrator, 200),
        Get("/claims", Staff, 200),
        Get("/claims?order=Number&reversed=true&limit=2", Centre, 200),
        Get("/claims?order=Colour", Staff, 400),
        Get("/claims?centre=00000", Centre, 403),
        Get("/tasks", Assurer, 200),
        Get("/tasks?whose=nobody", Staff, 400),
        Get("/visits", Staff, 200),
        Get("/visits?limit=0", Staff, 400),
        Get("/visits?centre=00000", Centre, 403),
        Get("/certificates", Staff, 200),
        Get("/certificates?cursor=x", Staff, 400),
        Get("/certificates?centre=00000", Centre, 403),
        Get("/centres/$centre/rehearsal?until=$today", Staff, 200),
        Get("/centres/$centre/rehearsal?until=1999-01-01", Staff, 400),
        Get("/calendars/current", Auditor, 200),
        Get("/calendars/due?from=2026-12-22&workingDays=5", Staff, 200),
        Get("/calendars/due?from=2026-12-22&workingDays=0", Staff, 400),
        Post("/calendars/preview", Staff, 200, """{ "text": "{}" }"""),
        Post("/calendars/preview", Staff, 400, "{}"),
        Get("/fees", Auditor, 200),
        Post("/fees/preview", Staff, 200, """{ "text": "{}" }"""),
        Post("/fees/preview", Staff, 400, "{}"),
        Get("/sweeps", Auditor, 200),
        Get("/sweeps/lapse/rehearsal", Staff, 200),
        Get("/sweeps/lapse/rehearsal?asOf=2040-01-01", Staff, 200),
        Get("/sweeps/lapse/rehearsal?asOf=soon", Staff, 400),
        .. Exports,
    ];

    private static IEnumerable<Call> Exports => new[] { "centres", "certificates", "charges", "claims", "decisions", "entries", "instances", "visits" }.SelectMany(list => new[]
    {
        Get($"/{list}.csv", Staff, 200),
        Get($"/{list}.csv?since=2026-09-01", Centre, 200),
        Get($"/{list}.csv?since=yesterday", Staff, 400),
        Get($"/{list}.csv?centre=00000", Centre, 403),
    });
}
