using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using OcrWorkflows.Host.Api;
using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Web.OpenIdConnect;

namespace OcrWorkflows.Host.Web;

/// <summary>Signing in by a form or through an identity provider (a cookie, for pages), by the API (a bearer token of an hour) or by a token of one's own (for programs), and signing out.</summary>
public static class SignIn
{
    public const string Path = "/sign-in";

    private const string Either = "cookie-or-bearer";

    /// <summary>Registers the schemes: a request with an Authorization header is judged by its token alone.</summary>
    public static void AddSignIn(this WebApplicationBuilder builder, HostSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        new IdentityBuilder(typeof(User), typeof(Role), builder.Services).AddSignInManager();
        var authentication = builder.Services.AddAuthentication(options =>
            {
                options.DefaultScheme = Either;
                options.DefaultSignInScheme = IdentityConstants.ApplicationScheme;
            })
            .AddPolicyScheme(Either, null, options => options.ForwardDefaultSelector = context =>
                context.Request.Headers.Authorization.ToString() is not { Length: > 0 } given ? IdentityConstants.ApplicationScheme
                : ApiTokenScheme.IsMeant(given) ? ApiTokenScheme.Name
                : IdentityConstants.BearerScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiTokenScheme>(ApiTokenScheme.Name, null)
            .AddBearerToken(IdentityConstants.BearerScheme);
        authentication.AddIdentityCookies();
        authentication.AddProvider(settings.OpenIdConnect);
        builder.Services.ConfigureApplicationCookie(options =>
        {
            options.Cookie.Name = "ocr.sign-in";
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.LoginPath = Path;
            options.LogoutPath = "/sign-out";
            options.AccessDeniedPath = "/access-denied";
            options.ReturnUrlParameter = "returnUrl";
            options.ExpireTimeSpan = TimeSpan.FromHours(8);
            options.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
            options.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
        });
        builder.Services.AddAuthorization(options =>
        {
            options.FallbackPolicy = options.DefaultPolicy;
            foreach (var (policy, roles) in Policies.RolesOf)
            {
                options.AddPolicy(policy, p => p.RequireRole(roles).RequireAssertion(context => Scopes.Allow(context.User, policy)));
            }
        });
    }

    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapPost(Path, ByFormAsync).AllowAnonymous().ExcludeFromDescription();
        app.MapProviderSignIn();
        app.MapPost("/sign-out", OutAsync).ExcludeFromDescription();
        app.MapPost("/api/v1/sign-in", ByProgramAsync).AllowAnonymous().WithTags("sign-in")
            .WithSummary("Exchange a user name and password for a bearer token.")
            .WithExample("""{ "userName": "staff", "password": "the password of that user" }""").Produces<AccessTokenResponse>().ProducesProblem(StatusCodes.Status401Unauthorized).WithRefusals();
    }

    /// <summary>Form fields userName, password, returnUrl; the antiforgery token is checked before this runs.</summary>
    private static async Task<IResult> ByFormAsync(
        [FromForm] string? userName, [FromForm] string? password, [FromForm] string? returnUrl, SignInManager<User> signIn)
    {
        signIn.AuthenticationScheme = IdentityConstants.ApplicationScheme;
        var result = await signIn.PasswordSignInAsync(userName ?? "", password ?? "", isPersistent: false, lockoutOnFailure: true);
        if (result.Succeeded)
        {
            return Results.LocalRedirect(IsLocal(returnUrl) ? returnUrl : "/");
        }

        var query = QueryString.Create("error", result.IsLockedOut ? "locked" : "wrong");
        return Results.LocalRedirect(Path + (IsLocal(returnUrl) ? query.Add("returnUrl", returnUrl) : query));
    }

    /// <summary>A way within this site: it begins with one slash, and no browser reads it as another host.</summary>
    internal static bool IsLocal([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] string? url) => url is ['/', ..] && (url.Length == 1 || (url[1] is not '/' and not '\\')) && url.All(c => c is > ' ' and < (char)127);

    private static async Task<IResult> OutAsync([FromForm] string? returnUrl, HttpContext context, SignInManager<User> signIn)
    {
        var otherwise = await ProviderSignIn.CameSoAsync(context) ? Path + QueryString.Create("left", "here") : Path;
        await signIn.SignOutAsync();
        return Results.LocalRedirect(IsLocal(returnUrl) ? returnUrl : otherwise);
    }

    private static async Task<IResult> ByProgramAsync(Credentials credentials, SignInManager<User> signIn)
    {
        signIn.AuthenticationScheme = IdentityConstants.BearerScheme;
        var result = await signIn.PasswordSignInAsync(credentials.UserName ?? "", credentials.Password ?? "", isPersistent: false, lockoutOnFailure: true);
        return result.Succeeded
            ? Results.Empty
            : Problems.Of(StatusCodes.Status401Unauthorized, result.IsLockedOut ? "locked-out" : "wrong-credentials",
                result.IsLockedOut ? "This user is locked out for some minutes after too many failed tries." : "The user name or the password is wrong, or the user is switched off.");
    }

    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (!context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            context.Response.Redirect(context.RedirectUri);
            return Task.CompletedTask;
        }

        var refused = status == StatusCodes.Status401Unauthorized
            ? Problems.Of(status, "not-signed-in", "Sign in first: POST /api/v1/sign-in, then send the token as Authorization: Bearer.")
            : Problems.Of(status, "not-allowed", "Your roles do not allow this.");
        return refused.ExecuteAsync(context.HttpContext);
    }
}

/// <summary>What a program signs in with.</summary>
public sealed record Credentials(string? UserName, string? Password);
