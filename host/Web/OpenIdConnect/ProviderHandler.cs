using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace OcrWorkflows.Host.Web.OpenIdConnect;

/// <summary>The authorization code flow of OpenID Connect, with state, nonce and PKCE, over the framework's OAuth handler.</summary>
public sealed class ProviderHandler(
    IOptionsMonitor<ProviderOptions> options, ILoggerFactory logs, UrlEncoder encoder, OpenIdConnectSettings settings, IdTokens idTokens)
    : OAuthHandler<ProviderOptions>(options, logs, encoder)
{
    private const string NonceItem = "nonce";

    private OpenIdConnectConfiguration? _discovered;

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        try
        {
            _discovered = await Options.Discovery.GetConfigurationAsync(Context.RequestAborted);
        }
        catch (Exception failed) when (!Context.RequestAborted.IsCancellationRequested && ProviderRefusal.IsUnreachable(failed))
        {
            ProviderSignIn.Refuse(Context, ProviderRefusal.Unreachable, failed.GetType().Name);
            return;
        }

        properties.Items[NonceItem] = IdTokens.MakeNonce();
        await base.HandleChallengeAsync(properties);
    }

    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri)
    {
        ArgumentNullException.ThrowIfNull(properties);
        var query = QueryHelpers.ParseQuery(new Uri(base.BuildChallengeUrl(properties, ReturnAddress())).Query);
        query["nonce"] = properties.Items[NonceItem];
        return QueryHelpers.AddQueryString(_discovered!.AuthorizationEndpoint, query);
    }

    protected override async Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var discovered = await Options.Discovery.GetConfigurationAsync(Context.RequestAborted);
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = context.Code,
            ["redirect_uri"] = ReturnAddress(),
            ["code_verifier"] = context.Properties.Items[OAuthConstants.CodeVerifierKey]!,
            ["client_id"] = Options.ClientId,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, discovered.TokenEndpoint);
        if (discovered.TokenEndpointAuthMethodsSupported is { Count: > 0 } methods && methods.Contains("client_secret_post"))
        {
            form["client_secret"] = Options.ClientSecret;
        }
        else
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(
                $"{Uri.EscapeDataString(Options.ClientId)}:{Uri.EscapeDataString(Options.ClientSecret)}")));
        }

        request.Content = new FormUrlEncodedContent(form);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var answer = await Backchannel.SendAsync(request, Context.RequestAborted);
        return answer.IsSuccessStatusCode
            ? OAuthTokenResponse.Success(JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Context.RequestAborted)))
            : throw new ProviderRefusedException(ProviderRefusal.Invalid, $"the token endpoint answered {(int)answer.StatusCode}");
    }

    protected override async Task<AuthenticationTicket> CreateTicketAsync(System.Security.Claims.ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        ArgumentNullException.ThrowIfNull(properties);
        ArgumentNullException.ThrowIfNull(tokens);
        var idToken = tokens.Response!.RootElement.TryGetProperty("id_token", out var given) ? given.GetString() : null;
        var person = await idTokens.ProveAsync(idToken, tokens.AccessToken, properties.Items[NonceItem], Options.Discovery);
        return new AuthenticationTicket(new System.Security.Claims.ClaimsPrincipal(person), properties, Scheme.Name);
    }

    /// <summary>Where the provider sends the browser back to; registered there.</summary>
    private string ReturnAddress() => settings.PublicAddress is { } address
        ? address.AbsoluteUri.TrimEnd('/') + Options.CallbackPath
        : BuildRedirectUri(Options.CallbackPath);
}
