using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using OcrWorkflows.Host.Identity;

namespace OcrWorkflows.Host.Web;

/// <summary>Recognises the token of a program: <c>Authorization: Bearer ocr_…</c>.</summary>
public sealed class ApiTokenScheme(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, ApiTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string Name = "api-token";

    private const string Bearer = "Bearer ";

    /// <param name="header">Value of the header Authorization.</param>
    public static bool IsMeant(string header)
    {
        ArgumentNullException.ThrowIfNull(header);
        return header.StartsWith(Bearer + ApiTokens.Prefix, StringComparison.OrdinalIgnoreCase);
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var secret = Request.Headers.Authorization.ToString()[Bearer.Length..].Trim();
        return await tokens.RecogniseAsync(secret, Context.RequestAborted) is { } principal
            ? AuthenticateResult.Success(new AuthenticationTicket(principal, Name))
            : AuthenticateResult.Fail("The token is not known, or not good any more.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Problems.Of(
        StatusCodes.Status401Unauthorized, "token-not-good", "This token is unknown, revoked or has run out. Make another under Your account.").ExecuteAsync(Context);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Problems.Of(
        StatusCodes.Status403Forbidden, "not-allowed", "Your roles or the scopes of this token do not allow this.").ExecuteAsync(Context);
}
