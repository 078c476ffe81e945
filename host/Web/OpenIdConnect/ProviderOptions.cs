using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace OcrWorkflows.Host.Web.OpenIdConnect;

/// <summary>How the provider is spoken to; its addresses and keys come from its discovery document.</summary>
public sealed class ProviderOptions : OAuthOptions
{
    private ConfigurationManager<OpenIdConnectConfiguration>? _discovery;

    /// <summary>The discovery document and the keys, fetched when first needed and renewed as they change.</summary>
    public ConfigurationManager<OpenIdConnectConfiguration> Discovery => _discovery ?? throw new InvalidOperationException("The options have not been completed.");

    /// <summary>Takes what the settings say.</summary>
    internal void Take(OpenIdConnectSettings settings)
    {
        ClientId = settings.ClientId;
        ClientSecret = settings.ClientSecret;
        CallbackPath = ProviderSignIn.CallbackPath;
        // Both come from the discovery document; these only fulfil the check that options are complete.
        AuthorizationEndpoint = TokenEndpoint = settings.Authority.AbsoluteUri;
        UsePkce = true;
        SaveTokens = false;
        BackchannelTimeout = TimeSpan.FromSeconds(10);
        CorrelationCookie.SameSite = SameSiteMode.Lax;
        CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        Scope.Clear();
        foreach (var scope in settings.Scopes)
        {
            Scope.Add(scope);
        }
    }

    /// <summary>To be called once the framework has made the channel to the provider.</summary>
    internal void Complete(OpenIdConnectSettings settings) => _discovery = new(
        settings.Authority.AbsoluteUri.TrimEnd('/') + "/.well-known/openid-configuration",
        new OpenIdConnectConfigurationRetriever(),
        new HttpDocumentRetriever(Backchannel) { RequireHttps = settings.RequireHttps });
}
