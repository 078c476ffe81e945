using static OcrWorkflows.Host.Tests.Contract.Call;

namespace OcrWorkflows.Host.Tests.Contract;

/// <summary>Entries and the decisions on them, claims, visits, results, lapsed approvals.</summary>
internal static class RegisterCalls
{
    private const string ImportKey = "0190a6f2-7c1e-7b8a-9c55-1f6f0a1b2c77";
    private const string Claim = """{ "centreNumber": "$centre", "qualificationCode": "$qualification", "confident": true, "awards": [{ "candidateNumber": "$candidate", "grade": "Pass" }] }""";

    public static IEnumerable<Call> Rows =>
    [
        Post("/claims", Centre, 201, Claim, key: "term"),
        Post("/claims", Centre, 200, Claim, key: "term"),
        Post("/claims", Staff, 400, "{}"),
        Post("/claims", Centre, 403, Claim.Replace("$centre", "00000", StringComparison.Ordinal)),
        Post("/claims", Staff, 409, Claim.Replace("true", "false", StringComparison.Ordinal), keep: "decision=decision"),
        Get("/decisions/$decision", Staff, 200),
        Get("/decisions/$decision/again", Staff, 200),
        Get("/decisions/$decision/remedies", Staff, 200),
        Get("/decisions/$decision/trace", Staff, 200),
        Get("/decisions/$decision/pack", Auditor, 200),
        Post("/visits", Assurer, 200, """{ "centreNumber": "$centre", "qualificationCode": "$qualification", "visitedOn": "2026-11-20" }"""),
        Post("/visits", Staff, 400, """{ "centreNumber": "$centre" }"""),
        Post("/results", Staff, 200, """{ "claimNumbers": ["$sampleClaim"] }"""),
        Post("/results", Staff, 400, """{ "publishedOn": "2099-01-01" }"""),
        Post("/entries/import", Staff, 200, "$entriesFile") with { MediaType = "text/csv" },
        Post("/entries/import", Staff, 200, "$entriesFile", key: ImportKey, keep: "import=importId") with { MediaType = "text/csv" },
        Post("/entries/import", Staff, 409, "$entriesFile", key: ImportKey) with { MediaType = "text/csv" },
        Get("/entries/imports", Staff, 200),
        Get("/entries/imports/$import", Staff, 200),
        Get("/entries/imports/$import", Centre, 404),
        Get("/entries/imports/$import/progress", Staff, 200),
        Post("/entries/import", Staff, 400, "no entries file") with { MediaType = "text/csv" },
        Post("/entries/import", Staff, 413, "$overLimit") with { MediaType = "text/csv" },
        Post("/entries/import", Staff, 415, "{}"),
        Get("/entries", Staff, 200),
        Get("/entries?status=Refused&limit=3", Centre, 200),
        Get("/entries?cursor=x", Staff, 400),
        Get("/entries?centre=00000", Centre, 403),
        Post("/entries/$entry/withdrawal", Staff, 400, "{}", first: sample => sample.FindEntriesAsync()),
        Post("/entries/$entry/withdrawal", Staff, 200, """{ "ground": "Other" }"""),
        Post("/entries/$entry/withdrawal", Staff, 200, """{ "ground": "Other" }"""),
        Post("/entries/$refused/withdrawal", Staff, 409, """{ "ground": "Medical" }"""),
        Get("/decisions/$entryDecision", Centre, 404),
        Get("/decisions/$entryDecision", Staff, 200),
        Get("/decisions/$entryDecision/again", Auditor, 200),
        Get("/decisions/$entryDecision/remedies", Staff, 200),
        Get("/decisions/$entryDecision/trace", Staff, 200),
        Post("/approvals/$lapsed/reinstatement", Staff, 409, "{}"),
        Post("/approvals/$lapsed/reinstatement", Staff, 200, """{ "reason": "Reviewed." }"""),
        Post("/approvals/$lapsedToo/undo-lapse", Staff, 409, "{}"),
        Post("/approvals/$lapsedToo/undo-lapse", Administrator, 200, """{ "reason": "It had entries." }"""),
    ];
}
