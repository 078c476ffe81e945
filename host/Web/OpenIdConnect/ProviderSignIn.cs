using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using OcrWorkflows.Host.Identity;

namespace OcrWorkflows.Host.Web.OpenIdConnect;

/// <summary>Signing in and out through an identity provider, beside passwords.</summary>
public static class ProviderSignIn
{
    public const string BeginPath = SignIn.Path + "/provider";
    public const string CallbackPath = SignIn.Path + "/provider/return";
    public const string OutPath = "/sign-out/provider";

    private const string Scheme = "identity-provider";

    /// <summary>Kept with the sign-in: it came through the provider, where it goes on after signing out here.</summary>
    private const string CameByProvider = "provider";

    /// <summary>Registers the provider, when one is set.</summary>
    /// <exception cref="Hosting.SettingsException">A setting has a value that cannot be used; the message names it.</exception>
    public static void AddProvider(this AuthenticationBuilder authentication, OpenIdConnectSettings? settings)
    {
        ArgumentNullException.ThrowIfNull(authentication);
        if (settings is null)
        {
            return;
        }

        var services = authentication.Services;
        services.AddSingleton(settings);
        services.AddSingleton<IdTokens>();
        services.AddScoped<ProviderPeople>();
        authentication.AddOAuth<ProviderOptions, ProviderHandler>(Scheme, settings.Label, options =>
        {
            options.Take(settings);
            options.Events = new OAuthEvents { OnTicketReceived = LetInAsync, OnAccessDenied = RefuseDenied, OnRemoteFailure = RefuseFailed };
        });
        services.AddOptions<ProviderOptions>(Scheme).PostConfigure(options => options.Complete(settings));
    }

    public static void MapProviderSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet(BeginPath, Begin).AllowAnonymous().ExcludeFromDescription();
        app.MapGet(OutPath, OutAsync).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>Whether the browser that asks signed in through the provider.</summary>
    public static async Task<bool> CameSoAsync(HttpContext context) =>
        (await context.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Properties?.Items.ContainsKey(CameByProvider) is true;

    /// <summary>Sends the browser to the sign-in page, which says why; the log gets a line that names nobody.</summary>
    internal static void Refuse(HttpContext context, ProviderRefusal refusal, string detail)
    {
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ProviderSignIn))
            .LogWarning("The identity provider signed nobody in: {Code} ({Detail})", refusal.Code, detail);
        context.Response.Redirect(PageOf(refusal));
    }

    private static string PageOf(ProviderRefusal refusal) => SignIn.Path + QueryString.Create("error", refusal.Code);

    private static IResult Begin(string? returnUrl, IServiceProvider services) => services.GetService<OpenIdConnectSettings>() is null
        ? Results.LocalRedirect(PageOf(ProviderRefusal.Off))
        : Results.Challenge(new AuthenticationProperties { RedirectUri = SignIn.IsLocal(returnUrl) ? returnUrl : "/" }, [Scheme]);

    private static async Task LetInAsync(TicketReceivedContext context)
    {
        context.HandleResponse();
        var services = context.HttpContext.RequestServices;
        var settings = services.GetRequiredService<OpenIdConnectSettings>();
        try
        {
            var user = await services.GetRequiredService<ProviderPeople>().WelcomeAsync(Read(context.Principal!, settings), settings.CreateUsers, context.HttpContext.RequestAborted);
            var signIn = services.GetRequiredService<SignInManager<User>>();
            signIn.AuthenticationScheme = IdentityConstants.ApplicationScheme;
            await signIn.SignInAsync(user, new AuthenticationProperties { Items = { [CameByProvider] = "" } });
            context.Response.Redirect(context.ReturnUri ?? "/");
        }
        catch (NotWelcomeException refused)
        {
            Refuse(context.HttpContext, ProviderRefusal.Find(refused.Reason)!, "the person was proved");
        }
    }

    private static ProvidedPerson Read(ClaimsPrincipal person, OpenIdConnectSettings settings)
    {
        var values = person.FindAll(settings.RoleClaim).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal);
        return new ProvidedPerson(
            person.FindFirstValue("iss")!, person.FindFirstValue("sub")!, person.FindFirstValue(settings.NameClaim),
            settings.Roles.FirstOrDefault(mapping => values.Contains(mapping.Value))?.Role, person.FindFirstValue(settings.CentreClaim));
    }

    private static Task RefuseDenied(AccessDeniedContext context)
    {
        context.HandleResponse();
        Refuse(context.HttpContext, ProviderRefusal.Denied, "access_denied");
        return Task.CompletedTask;
    }

    private static Task RefuseFailed(RemoteFailureContext context)
    {
        context.HandleResponse();
        var (refusal, detail) = context.Failure switch
        {
            ProviderRefusedException refused => (refused.Refusal, refused.Message),
            { } failed when ProviderRefusal.IsUnreachable(failed) => (ProviderRefusal.Unreachable, failed.GetType().Name),
            { Message: "Correlation failed." or "The oauth state was missing or invalid." } => (ProviderRefusal.Stale, "the state is not of this browser"),
            { } failed => (ProviderRefusal.Invalid, failed.GetType().Name),
            null => (ProviderRefusal.Invalid, "no reason given"),
        };
        Refuse(context.HttpContext, refusal, detail);
        return Task.CompletedTask;
    }

    /// <summary>Signs out at the provider too, where it offers that.</summary>
    private static async Task<IResult> OutAsync(HttpContext context, IServiceProvider services, IOptionsMonitor<ProviderOptions> options)
    {
        if (services.GetService<OpenIdConnectSettings>() is not { } settings)
        {
            return Results.LocalRedirect(PageOf(ProviderRefusal.Off));
        }

        try
        {
            var discovered = await options.Get(Scheme).Discovery.GetConfigurationAsync(context.RequestAborted);
            return string.IsNullOrEmpty(discovered.EndSessionEndpoint)
                ? Results.LocalRedirect(PageOf(ProviderRefusal.NoSignOut))
                : Results.Redirect(QueryHelpers.AddQueryString(discovered.EndSessionEndpoint, new Dictionary<string, string?>
                {
                    ["client_id"] = settings.ClientId,
                    ["post_logout_redirect_uri"] = (settings.PublicAddress?.AbsoluteUri.TrimEnd('/') ?? $"{context.Request.Scheme}://{context.Request.Host}") + SignIn.Path,
                }));
        }
        catch (Exception failed) when (!context.RequestAborted.IsCancellationRequested && ProviderRefusal.IsUnreachable(failed))
        {
            return Results.LocalRedirect(PageOf(ProviderRefusal.Unreachable));
        }
    }
}
