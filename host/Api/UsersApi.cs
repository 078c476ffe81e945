using System.Security.Claims;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Web;

namespace OcrWorkflows.Host.Api;

/// <param name="CentreNumber">For the role Centre, and for no other.</param>
public sealed record NewUserRequest(string? Name, string? Role, string? CentreNumber = null);

/// <param name="CentreNumber">For the role Centre, and for no other.</param>
public sealed record RoleRequest(string? Role, string? CentreNumber = null);

/// <summary>The people who sign in.</summary>
public static class UsersApi
{
    public static void Map(RouteGroupBuilder group)
    {
        group.RequireAuthorization(Policies.ManageUsers);
        group.MapGet("", (People people, CancellationToken stop) => people.ListAsync(stop)).WithSummary("All users, by name.");
        group.MapGet("/{id:guid}", async (Guid id, People people) => await people.FindAsync(id) is { } user ? Results.Ok(user) : Unknown(id))
            .WithSummary("One user.").Produces<UserSummary>().ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("", AddAsync)
            .WithSummary("Make a user. The password is in this answer and nowhere else; it is good for choosing another, and nothing else.")
            .WithExample("""{ "name": "a.sample", "role": "Staff" }""").Produces<NewUser>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status400BadRequest);
        Change(group, "password-reset", "Make another password for a user, who has to choose one at the next sign-in. Sign-ins end, tokens are revoked.")
            .Produces<NewUser>().ProducesProblem(StatusCodes.Status400BadRequest);
        Change(group, "switch-off", "Let a user sign in no more. Sign-ins end at once, tokens are revoked.").Produces<UserSummary>().ProducesProblem(StatusCodes.Status400BadRequest);
        Change(group, "switch-on", "Let a user sign in again who was switched off or is locked out.").Produces<UserSummary>();
        group.MapPut("/{id:guid}/role", (Guid id, RoleRequest request, ClaimsPrincipal user, People people, PeopleChanges changes, CancellationToken stop) =>
                AnswerAsync(id, people, async () =>
                {
                    await changes.ChangeRoleAsync(id, request.Role ?? "", request.CentreNumber, Viewer.Of(user).Actor, stop);
                    return Results.Ok(await people.FindAsync(id));
                }))
            .WithSummary("Give a user one role in place of those held; sign-ins made with those end.")
            .WithExample("""{ "role": "Auditor" }""").Produces<UserSummary>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static RouteHandlerBuilder Change(RouteGroupBuilder group, string what, string summary) =>
        group.MapPost($"/{{id:guid}}/{what}", (Guid id, ClaimsPrincipal user, People people, PeopleChanges changes, CancellationToken stop) => AnswerAsync(id, people, async () =>
            {
                var actor = Viewer.Of(user).Actor;
                switch (what)
                {
                    case "password-reset":
                        return Results.Ok(await changes.ResetPasswordAsync(id, actor, orOwn: false, stop));
                    case "switch-off":
                        await changes.SwitchOffAsync(id, actor, stop);
                        break;
                    default:
                        await changes.SwitchOnAsync(id, actor, stop);
                        break;
                }

                return Results.Ok(await people.FindAsync(id));
            }))
            .WithSummary(summary).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> AddAsync(NewUserRequest request, ClaimsPrincipal user, People people)
    {
        try
        {
            var made = await people.AddAsync(request.Name?.Trim() ?? "", request.Role ?? "", request.CentreNumber, Viewer.Of(user).Actor, mustChangePassword: true);
            return Results.Created($"/api/v1/users/{made.Id}", made);
        }
        catch (UserRefusedException refused)
        {
            return Problems.Bad("user-refused", refused.Message);
        }
    }

    private static async Task<IResult> AnswerAsync(Guid id, People people, Func<Task<IResult>> work)
    {
        if (await people.FindAsync(id) is null)
        {
            return Unknown(id);
        }

        try
        {
            return await work();
        }
        catch (UserRefusedException refused)
        {
            return Problems.Bad("user-refused", refused.Message);
        }
    }

    private static IResult Unknown(Guid id) => Problems.NotFound("user-unknown", $"There is no user {id}.");
}
