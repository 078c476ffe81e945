using System.Security.Claims;
using OcrWorkflows.Centres.Approvals;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Web;

namespace OcrWorkflows.Host.Api;

/// <param name="Reason">Kept in the audit trail.</param>
public sealed record ReversalRequest(string? Reason);

/// <summary>Approvals that have lapsed and are to be in force again.</summary>
public static class ApprovalsApi
{
    public static void Map(RouteGroupBuilder group)
    {
        group.RequireAuthorization(Policies.Operate);
        group.MapPost("/{reference}/reinstatement", (string reference, ReversalRequest request, ClaimsPrincipal user, LapseReversal reversals, CancellationToken stop) =>
                ReverseAsync(reference, ReversalKind.Reinstate, request, user, reversals, stop))
            .WithSummary("Put a lapsed approval in force again from today, its two years beginning anew; the number of a centre stands for its vocational approval as a whole.")
            .WithExample("""{ "reason": "The centre sent the entries that were missing." }""")
            .Produces<Reversed>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        group.MapPost("/{reference}/undo-lapse", (string reference, ReversalRequest request, ClaimsPrincipal user, LapseReversal reversals, CancellationToken stop) =>
                ReverseAsync(reference, ReversalKind.UndoLapse, request, user, reversals, stop))
            .WithSummary("Undo a lapse made in error: the approval stands as though it had not happened.")
            .WithExample("""{ "reason": "The centre sent the entries that were missing." }""")
            .Produces<Reversed>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> ReverseAsync(string reference, ReversalKind kind, ReversalRequest request, ClaimsPrincipal user, LapseReversal reversals, CancellationToken stop)
    {
        var reversed = await reversals.RunAsync(new Reversal(reference, kind, request.Reason ?? ""), Viewer.Of(user).Actor, stop);
        return reversed.Status switch
        {
            ReversalStatus.Unknown => Problems.NotFound("approval-unknown", reversed.Problem!),
            ReversalStatus.Refused => Problems.Of(StatusCodes.Status409Conflict, "reversal-refused", reversed.Problem!),
            _ => Results.Ok(reversed),
        };
    }
}
