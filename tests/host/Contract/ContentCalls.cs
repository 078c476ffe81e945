using static OcrWorkflows.Host.Tests.Contract.Call;

namespace OcrWorkflows.Host.Tests.Contract;

/// <summary>Rule sets and workflow definitions: the same proposals of either.</summary>
internal static class ContentCalls
{
    private const string Approval = """{ "comment": "Agreed." }""";
    private const string Reason = """{ "reason": "It was wrong." }""";
    private const string Stale = "\"0\"";

    public static IEnumerable<Call> Rows =>
    [
        Get("/rule-sets", Auditor, 200),
        Get("/rule-sets/resit", Staff, 200),
        Get("/rule-sets/resit/versions", Staff, 200, keep: "shippedresit=0.id"),
        Post("/rule-sets/resit/what-if", Staff, 200, """{ "facts": { "entry": { "EntryType": "Test" } } }"""),
        Post("/rule-sets/resit/what-if", Staff, 400, "{}"),
        Get("/rule-sets/resit/schemas", Staff, 200),
        .. Proposals("/rule-sets/resit", "resit", "rules"),
        Get("/definitions", Auditor, 200),
        Get("/definitions/claim/versions", Staff, 200, keep: "shippedclaim=0.id"),
        Get("/definitions/claim/versions/1/text", Staff, 200),
        Get("/definitions/claim/versions/1/comparison/1000", Staff, 404),
        .. Proposals("/definitions/claim", "claim", "definition"),
    ];

    private static IEnumerable<Call> Proposals(string home, string name, string member)
    {
        string Text(string text, string why = "Because.") => $$"""{ "why": "{{why}}", "{{member}}": ${{name}}{{text}} }""";
        string At(int number) => $"{home}/proposals/${name}P{number}";
        string Kept(int number) => $"{name}P{number}=id, {name}Tag{number}=ETag";
        string Tag(int number) => $"${name}Tag{number}";
        return
        [
            Post($"{home}/proposals", Staff, 201, Text("1"), keep: Kept(1)),
            Post($"{home}/check", Auditor, 200, """{ "text": "{ \"id\": 1," }"""),
            Post($"{home}/check", Auditor, 400, "{}"),
            Post($"{home}/proposals", Staff, 400, """{ "why": "Because." }"""),
            Post($"{home}/proposals", Staff, 409, Text("0")),
            Post($"{home}/proposals", Staff, 422, Text("Broken")),
            Get($"{home}/proposals?open=true", Staff, 200),
            Get($"{home}/proposals?open=perhaps", Staff, 400),
            Put(At(1), Staff, 428, Text("2")),
            Put(At(1), Staff, 412, Text("2"), tag: Stale),
            Put(At(1), Staff, 400, Text("2", why: " "), tag: Tag(1)),
            Put(At(1), Staff, 409, Text("0"), tag: Tag(1)),
            Put(At(1), Staff, 422, Text("Broken"), tag: Tag(1)),
            Put(At(1), Staff, 200, Text("2"), tag: Tag(1), keep: Kept(1)),
            .. name == "resit" ? [Get($"{At(1)}/impact.csv", Staff, 200), Get($"{At(1)}/progress", Staff, 200)] : Array.Empty<Call>(),
            Post($"{At(1)}/check", Staff, 200, Approval, first: Sample.ReplayAsync),
            Get(At(1), Auditor, 200, keep: Kept(1)) with { First = Sample.ReplayAsync },
            .. name == "claim" ? [Get($"{At(1)}/comparison", Auditor, 200), Get($"{home}/proposals/00000000-0000-0000-0000-000000000001/comparison", Auditor, 404)] : Array.Empty<Call>(),
            Post($"{At(1)}/approval", Approver, 428, Approval),
            Post($"{At(1)}/approval", Approver, 412, Approval, tag: Stale),
            Post($"{At(1)}/publication", Approver, 409, Approval),
            Post($"{At(1)}/approval", Approver, 200, """{ "comment": "Agreed.", "publish": false }""", tag: Tag(1)),
            Post($"{At(1)}/publication", Approver, 200),
            Post($"{At(1)}/check", Staff, 409),

            Post($"{home}/proposals", Administrator, 201, Text("3"), keep: Kept(2)),
            Get(At(2), Administrator, 200, keep: Kept(2)) with { First = Sample.ReplayAsync },
            Post($"{At(2)}/approval", Administrator, 403, Approval, tag: Tag(2)),
            Post($"{At(2)}/sending-back", Approver, 428, Approval),
            Post($"{At(2)}/sending-back", Approver, 412, Approval, tag: Stale),
            Post($"{At(2)}/sending-back", Approver, 400, "{}", tag: Tag(2)),
            Post($"{At(2)}/sending-back", Approver, 200, Approval, tag: Tag(2), keep: Kept(2)),
            Post($"{At(2)}/sending-back", Approver, 409, Approval, tag: Tag(2)),
            Post($"{At(2)}/withdrawal", Administrator, 428, Approval),
            Post($"{At(2)}/withdrawal", Administrator, 412, Approval, tag: Stale),
            Post($"{At(2)}/withdrawal", Staff, 403, Approval, tag: Tag(2)),
            Post($"{At(2)}/withdrawal", Administrator, 400, "{}", tag: Tag(2)),
            Post($"{At(2)}/withdrawal", Administrator, 200, Approval, tag: Tag(2), keep: Kept(2)),
            Post($"{At(2)}/withdrawal", Administrator, 409, Approval, tag: Tag(2)),
            Post($"{At(2)}/approval", Approver, 409, Approval, tag: Tag(2)),

            Post($"{home}/proposals", Staff, 201, Text("4"), keep: Kept(3)),
            Get(At(3), Staff, 200, keep: Kept(3)) with { First = Sample.ReplayAsync },
            Post($"{At(3)}/approval", Approver, 200, """{ "publish": false }""", tag: Tag(3), keep: Kept(3)),
            Post($"{At(3)}/publication", Approver, name == "claim" ? 422 : 409, first: Sample.Break($"${name}P3")),
            Post($"{At(3)}/approval", Approver, 422, Approval, tag: Tag(3)),
            name == "resit" ? Get($"{At(3)}/impact.csv", Staff, 422) : Get($"{At(3)}/comparison", Staff, 422),
            .. name == "claim" ? [Get($"{home}/versions/1/comparison/2", Auditor, 200)] : Array.Empty<Call>(),

            Post($"{home}/versions/$shipped{name}/rollback", Administrator, 400, "{}"),
            Post($"{home}/versions/$shipped{name}/rollback", Administrator, 200, Reason),
            Post($"{home}/versions/$shipped{name}/rollback", Administrator, 422, Reason, first: Sample.BreakVersion(name)),
            .. name == "claim" ? [Get($"{home}/versions/1/comparison/2", Auditor, 422)] : Array.Empty<Call>(),
            Post($"{home}/versions/$shipped{name}/rollback", Administrator, 409, Reason, first: Sample.NeverApproved(name)),
            Get($"{home}/audit", Auditor, 200),
            Get($"{home}/versions", Auditor, 200),
        ];
    }
}
