using System.Security.Claims;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Web;

namespace OcrWorkflows.Host.Api;

/// <param name="Old">The present password.</param>
/// <param name="Chosen">The one to have from now on.</param>
public sealed record PasswordRequest(string? Old, string? Chosen);

/// <summary>One's own password and tokens. For people: the token of a program may do none of this.</summary>
public static class AccountApi
{
    public static void Map(RouteGroupBuilder group)
    {
        group.RequireAuthorization(Policies.OwnAccount);
        group.MapPost("/password", ChangePasswordAsync)
            .WithSummary("Choose another password. Other sign-ins of yours end, this one too: sign in again.")
            .WithExample("""{ "old": "the present password", "chosen": "another one, long and new" }""").Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("/tokens", (ClaimsPrincipal user, ApiTokens tokens, CancellationToken stop) => tokens.ListAsync(user, stop))
            .WithSummary("Your tokens for programs, newest first, without their secrets.");
        group.MapPost("/tokens", MakeAsync)
            .WithSummary($"Make a token for a program: a name, scopes out of {string.Join(", ", Scopes.All)}, and how many days it is good for ({ApiTokens.UsualDays}). The secret is in this answer and nowhere else.")
            .WithExample("""{ "name": "nightly export", "scopes": ["read"], "days": 90 }""").Produces<NewApiToken>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapDelete("/tokens/{id:guid}", RevokeAsync)
            .WithSummary("Revoke a token; it is refused from now on.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> ChangePasswordAsync(PasswordRequest request, ClaimsPrincipal user, PeopleChanges people, CancellationToken stop)
    {
        try
        {
            await people.ChangeOwnPasswordAsync(user, request.Old, request.Chosen, stop);
            return Results.NoContent();
        }
        catch (UserRefusedException refused)
        {
            return Problems.Bad("password-refused", refused.Message);
        }
    }

    private static async Task<IResult> MakeAsync(ApiTokenRequest request, ClaimsPrincipal user, ApiTokens tokens, CancellationToken stop)
    {
        try
        {
            var made = await tokens.MakeAsync(user, request, stop);
            return Results.Created($"/api/v1/account/tokens/{made.Id}", made);
        }
        catch (UserRefusedException refused)
        {
            return Problems.Bad("token-refused", refused.Message);
        }
    }

    private static async Task<IResult> RevokeAsync(Guid id, ClaimsPrincipal user, ApiTokens tokens, CancellationToken stop) =>
        await tokens.RevokeAsync(user, id, stop) ? Results.NoContent() : Problems.NotFound("token-unknown", "You have no token with this id.");
}
