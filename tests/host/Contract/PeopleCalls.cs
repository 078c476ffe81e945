using static OcrWorkflows.Host.Tests.Contract.Call;

namespace OcrWorkflows.Host.Tests.Contract;

/// <summary>Users, one's own password, tokens of programs.</summary>
internal static class PeopleCalls
{
    public static IEnumerable<Call> Rows =>
    [
        // The first by name is the one who asks.
        Get("/users", Administrator, 200, keep: "self=0.id"),
        Get("/users/$self", Administrator, 200),
        Post("/users", Administrator, 201, """{ "name": "a-newcomer", "role": "Centre", "centreNumber": "$centre" }""", keep: "newcomer=id"),
        Post("/users", Administrator, 400, """{ "name": "another", "role": "Centre" }"""),
        Put("/users/$newcomer/role", Administrator, 200, """{ "role": "Auditor" }"""),
        Put("/users/$newcomer/role", Administrator, 400, """{ "role": "Centre" }"""),
        .. Deeds.SelectMany(deed => new[] { Post($"/users/$newcomer/{deed}", Administrator, 200), Post($"/users/$self/{deed}", Administrator, 400) }),
        Get("/account/tokens", Staff, 200),
        Post("/account/tokens", Staff, 201, """{ "name": "Nightly export", "scopes": ["read"] }""", keep: "token=id"),
        Post("/account/tokens", Auditor, 400, """{ "name": "Nightly import", "scopes": ["import-entries"] }"""),
        Get("/account/tokens", Staff, 200),
        Delete("/account/tokens/$token", Staff, 204),
        Delete("/account/tokens/$token", Staff, 404),
        Post("/account/password", WhoChangesPassword, 400, """{ "old": "not it", "chosen": "four words of my own" }"""),
        Post("/account/password", WhoChangesPassword, 204, """{ "old": "$password", "chosen": "four words of my own" }"""),
    ];

    private static IEnumerable<string> Deeds => ["switch-off", "switch-on", "password-reset"];
}
