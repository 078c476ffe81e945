using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace OcrWorkflows.Host.Tests.OpenIdConnect;

/// <summary>An identity provider on loopback that signs in whoever it is told to, and lies when asked to.</summary>
internal sealed class FakeProvider : IAsyncDisposable
{
    public const string ClientId = "ocr-workflows";
    public const string Secret = "a secret/with : signs";

    private static readonly RsaSecurityKey s_key = new(RSA.Create(2048)) { KeyId = "key-1" };

    /// <summary>Says that it is the provider's key, and is not.</summary>
    private static readonly RsaSecurityKey s_otherKey = new(RSA.Create(2048)) { KeyId = "key-1" };

    private readonly WebApplication _app;
    private readonly Dictionary<string, Asked> _codes = [];

    private FakeProvider(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public string Subject { get; set; } = "subject-1";

    /// <summary>What the token says of the person, beside who it is.</summary>
    public Dictionary<string, object> Person { get; set; } = [];

    public string Audience { get; set; } = ClientId;

    public string? Issuer { get; set; }

    public string? Nonce { get; set; }

    public bool WrongKey { get; set; }

    public bool SignWithSecret { get; set; }

    public bool Unsigned { get; set; }

    public bool LeaveOutToken { get; set; }

    /// <summary>The host's; to be set before anybody signs in.</summary>
    public TimeProvider? Clock { get; set; }

    /// <summary>Until when the token is good, from now.</summary>
    public TimeSpan GoodFor { get; set; } = TimeSpan.FromMinutes(5);

    public bool Deny { get; set; }

    public bool OffersSignOut { get; set; } = true;

    /// <summary>What the token endpoint was asked, when it did not answer with a token.</summary>
    public List<string> Refused { get; } = [];

    public static async Task<FakeProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var provider = new FakeProvider(app);
        app.MapGet("/.well-known/openid-configuration", provider.Describe);
        app.MapGet("/keys", Keys);
        app.MapGet("/authorize", provider.Authorize);
        app.MapPost("/token", provider.TokenAsync);
        await app.StartAsync();
        return provider;
    }

    public Task StopAsync() => _app.StopAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Describe() => Results.Json(new Dictionary<string, object?>
    {
        ["issuer"] = Address,
        ["authorization_endpoint"] = Address + "/authorize?tenant=sample",
        ["token_endpoint"] = Address + "/token",
        ["jwks_uri"] = Address + "/keys",
        ["end_session_endpoint"] = OffersSignOut ? Address + "/end" : null,
    });

    private static IResult Keys()
    {
        var key = s_key.Rsa.ExportParameters(false);
        return Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = s_key.KeyId, n = Base64Url.EncodeToString(key.Modulus), e = Base64Url.EncodeToString(key.Exponent) } } });
    }

    private IResult Authorize(HttpRequest request)
    {
        var query = request.Query;
        if (query["tenant"] != "sample" || query["client_id"] != ClientId || query["response_type"] != "code" || query["code_challenge_method"] != "S256" || !query["scope"].ToString().Split(' ').Contains("openid"))
        {
            return Results.BadRequest($"Not a request of this protocol: {request.QueryString}");
        }

        var back = query["redirect_uri"].ToString();
        if (Deny)
        {
            return Results.Redirect(QueryHelpers.AddQueryString(back, new Dictionary<string, string?> { ["error"] = "access_denied", ["state"] = query["state"] }));
        }

        var code = $"code-{_codes.Count}";
        _codes[code] = new Asked(query["code_challenge"].ToString(), query["nonce"].ToString(), back);
        return Results.Redirect(QueryHelpers.AddQueryString(back, new Dictionary<string, string?> { ["code"] = code, ["state"] = query["state"] }));
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ClientId}:{Uri.EscapeDataString(Secret)}"));
        if (!_codes.Remove(form["code"].ToString(), out var asked)
            || request.Headers.Authorization != basic
            || form["grant_type"] != "authorization_code"
            || form["redirect_uri"] != asked.RedirectUri
            || Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != asked.Challenge)
        {
            Refused.Add(string.Join('&', form.Select(field => $"{field.Key}={field.Value}")));
            return Results.Json(new { error = "invalid_grant" }, statusCode: StatusCodes.Status400BadRequest);
        }

        return Results.Json(new Dictionary<string, object?>
        {
            ["access_token"] = "access",
            ["token_type"] = "Bearer",
            ["id_token"] = LeaveOutToken ? null : Token(Nonce ?? asked.Nonce),
        });
    }

    private string Token(string nonce)
    {
        var now = Clock!.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer ?? Address,
            Audience = Audience,
            IssuedAt = now + GoodFor - TimeSpan.FromMinutes(5),
            Expires = now + GoodFor,
            Subject = new ClaimsIdentity([new Claim("sub", Subject), new Claim("nonce", nonce)]),
            Claims = Person,
            SigningCredentials = Unsigned ? null
                : SignWithSecret ? new SigningCredentials(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Secret.PadRight(64))), SecurityAlgorithms.HmacSha256)
                : new SigningCredentials(WrongKey ? s_otherKey : s_key, SecurityAlgorithms.RsaSha256),
        });
    }

    private sealed record Asked(string Challenge, string Nonce, string RedirectUri);
}
