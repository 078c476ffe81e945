using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace OcrWorkflows.Host.Web.OpenIdConnect;

/// <summary>Proves that an id_token comes from the provider, is meant for us, belongs to this very sign-in, and is in time.</summary>
public sealed class IdTokens(OpenIdConnectSettings settings, TimeProvider time)
{
    /// <summary>How far the clocks of provider and host may differ.</summary>
    public static TimeSpan ClockSkew { get; } = TimeSpan.FromMinutes(2);

    /// <summary>Signatures that only the holder of a private key can make: one made with the client's secret, or none, will not do.</summary>
    private static readonly string[] s_algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private static readonly OpenIdConnectProtocolValidator s_protocol = new();

    public static string MakeNonce() => s_protocol.GenerateNonce();

    /// <param name="discovery">Keys and issuer; asked anew when a key is not among those known.</param>
    /// <exception cref="ProviderRefusedException">It cannot be proved.</exception>
    public async Task<ClaimsIdentity> ProveAsync(string? idToken, string? accessToken, string? nonce, ConfigurationManager<OpenIdConnectConfiguration> discovery)
    {
        if (idToken is null)
        {
            throw new ProviderRefusedException(ProviderRefusal.Invalid, "the answer holds no id_token");
        }

        var result = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(idToken, new TokenValidationParameters
        {
            ConfigurationManager = discovery,
            ValidAudience = settings.ClientId,
            ValidAlgorithms = s_algorithms,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = (notBefore, expires, _, _) => IsInTime(notBefore, expires),
        });
        if (!result.IsValid)
        {
            throw new ProviderRefusedException(ProviderRefusal.Invalid, $"the id_token does not hold: {result.Exception.GetType().Name}");
        }

        try
        {
            s_protocol.ValidateTokenResponse(new OpenIdConnectProtocolValidationContext
            {
                ClientId = settings.ClientId,
                Nonce = nonce,
                ValidatedIdToken = new JwtSecurityToken(idToken),
                ProtocolMessage = new OpenIdConnectMessage { IdToken = idToken, AccessToken = accessToken },
            });
        }
        catch (OpenIdConnectProtocolException wrong)
        {
            throw new ProviderRefusedException(ProviderRefusal.Invalid, $"the id_token does not belong to this sign-in: {wrong.GetType().Name}");
        }

        return result.ClaimsIdentity;
    }

    private bool IsInTime(DateTime? notBefore, DateTime? expires)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return expires > now - ClockSkew && (notBefore is null || notBefore <= now + ClockSkew);
    }
}
