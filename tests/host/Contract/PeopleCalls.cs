using static OcrWorkflows.Host.Tests.Contract.Call;

namespace OcrWorkflows.Host.Tests.Contract;

/// <summary>Users, one's own account, and the audit trails of what was done.</summary>
internal static class PeopleCalls
{
    public static IEnumerable<Call> Rows =>
    [
        Post("/views", Staff, 200, """{ "list": "instances", "name": "Overdue", "query": "due=overdue" }""", keep: "view=id"),
        Post("/views", Staff, 400, "{}"),
        Get("/views/instances", Staff, 200),
        new("DELETE", "/views/$view", Staff, 204),
        new("DELETE", "/views/$view", Staff, 404),
        Get("/users", Administrator, 200),
        Post("/users", Administrator, 201, """{ "name": "contract-person", "role": "Staff" }""", keep: "person=id"),
        Post("/users", Administrator, 400, """{ "name": "contract-person" }"""),
        Get("/users/$person", Administrator, 200),
        Post("/users/$person/password-reset", Administrator, 200),
        Post("/users/$administrator/password-reset", Administrator, 400),
        Post("/users/$person/switch-off", Administrator, 200),
        Post("/users/$administrator/switch-off", Administrator, 400),
        Post("/users/$person/switch-on", Administrator, 200),
        Put("/users/$person/role", Administrator, 200, """{ "role": "Auditor" }"""),
        Put("/users/$person/role", Administrator, 400, """{ "role": "King" }"""),
        Post("/account/tokens", Staff, 201, """{ "name": "nightly export", "scopes": ["read"], "days": 90 }""", keep: "token=id"),
        Post("/account/tokens", Staff, 400, "{}"),
        Get("/account/tokens", Staff, 200),
        new("DELETE", "/account/tokens/$token", Staff, 204),
        Post("/account/password", SecondAssurer, 400, """{ "old": "wrong-wrong-wrong", "chosen": "a-Much-2-better-one" }"""),
        Post("/account/password", SecondAssurer, 204, """{ "old": $secret, "chosen": "a-Much-2-better-one" }"""),
        Get("/audit", Auditor, 200),
        Get("/audit?limit=0", Staff, 400),
    ];
}
