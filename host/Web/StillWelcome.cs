using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Web;

/// <summary>Asks the database at each request whether whoever signed in still may: a user switched off, given another role or another password is out at once, on every host.</summary>
public static class StillWelcome
{
    public const string PasswordPage = "/account/password";
    private const string PasswordApi = "/api/v1" + PasswordPage;
    private const string SignInApi = "/api/v1" + SignIn.Path;
    private const string SignOut = "/sign-out";

    public static void UseStillWelcome(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        // The token of a program has just been looked up, with its owner.
        if (context.User.Identity is not { IsAuthenticated: true } || context.User.HasClaim(c => c.Type == Scopes.TokenClaim)
            || context.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is not null)
        {
            await next(context);
            return;
        }

        var claims = context.RequestServices.GetRequiredService<IOptions<IdentityOptions>>().Value.ClaimsIdentity;
        if (await FindAsync(context, claims) is not { } user)
        {
            context.User = new ClaimsPrincipal(new ClaimsIdentity());
            await next(context);
            return;
        }

        if (!user.MustChangePassword || context.Request.Path.Value is PasswordPage or PasswordApi or SignOut or SignInApi)
        {
            await next(context);
        }
        else if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            await Problems.Of(
                StatusCodes.Status403Forbidden, "password-change-due", $"This password was made for you by somebody else. Choose your own first: POST {PasswordApi}, or sign in with a browser.").ExecuteAsync(context);
        }
        else
        {
            context.Response.Redirect(PasswordPage);
        }
    });

    /// <summary>The user as of now; null when gone, switched off, or changed since the sign-in.</summary>
    private static async Task<Standing?> FindAsync(HttpContext context, ClaimsIdentityOptions claims)
    {
        if (!Guid.TryParse(context.User.FindFirstValue(claims.UserIdClaimType), out var id))
        {
            return null;
        }

        var stamp = context.User.FindFirstValue(claims.SecurityStampClaimType);
        var database = context.RequestServices.GetRequiredService<OcrDbContext>();
        return await database.Set<User>().AsNoTracking().Where(u => u.Id == id && u.SecurityStamp == stamp && u.SwitchedOffAt == null)
            .Select(u => new Standing(u.MustChangePassword)).FirstOrDefaultAsync(context.RequestAborted);
    }

    private sealed record Standing(bool MustChangePassword);
}
