using System.Text.Json;
using OcrWorkflows.Host.Identity;

namespace OcrWorkflows.Host.Web.OpenIdConnect;

/// <summary>Why the provider's word did not sign somebody in.</summary>
/// <param name="Code">Stands in the address of the sign-in page and in the log.</param>
/// <param name="Text">What the person is told, and what helps.</param>
public sealed record ProviderRefusal(string Code, string Text)
{
    public static readonly ProviderRefusal Unreachable = new("provider-unreachable", "The identity provider cannot be reached at the moment. Try again in some minutes, or sign in with a password if you have one.");
    public static readonly ProviderRefusal Denied = new("provider-denied", "The sign-in was called off at the identity provider. Try again if that was not meant.");
    public static readonly ProviderRefusal Stale = new("provider-stale", "This sign-in took too long, was begun in another browser, or has been used already. Begin it again.");
    public static readonly ProviderRefusal Invalid = new("provider-invalid", "What the identity provider sent back could not be proved. Try again; if it stays so, tell an administrator: the log of the host says what was wrong.");
    public static readonly ProviderRefusal Off = new("provider-off", "Signing in through an identity provider is not set up here. Sign in with a user name and a password.");
    public static readonly ProviderRefusal NoSignOut = new("provider-no-sign-out", "The identity provider offers no signing out from here. Close the browser, or sign out there.");

    private static readonly ProviderRefusal[] s_all =
    [
        Unreachable, Denied, Stale, Invalid, Off, NoSignOut,
        Of(ProviderPeople.NoRole, "The identity provider gives you no role in this product. Ask whoever looks after your account there for one."),
        Of(ProviderPeople.NoCentre, "The identity provider does not say which centre you belong to. Ask whoever looks after your account there to add its number."),
        Of(ProviderPeople.NoName, "The identity provider does not say what your user name is. Ask whoever looks after your account there."),
        Of(ProviderPeople.Unknown, "You are not a user of this product yet, or your user here holds another role, another centre or a password of its own. Ask an administrator."),
        Of(ProviderPeople.NotMade, "No user could be made for you: your user name holds characters that are not allowed here, or somebody else has it. Ask an administrator."),
        Of(ProviderPeople.SwitchedOff, "Your user is switched off. Ask an administrator."),
    ];

    /// <summary>Null when the code is none of these.</summary>
    public static ProviderRefusal? Find(string? code) => Array.Find(s_all, refusal => refusal.Code == code);

    public static bool IsUnreachable(Exception failure) => failure is HttpRequestException or OperationCanceledException or IOException or JsonException
        || (failure is InvalidOperationException { InnerException: { } inner } && IsUnreachable(inner));

    private static ProviderRefusal Of(string code, string text) => new(code, text);
}

/// <summary>The provider's word does not sign anybody in.</summary>
/// <param name="detail">For the log; holds nothing about the person.</param>
public sealed class ProviderRefusedException(ProviderRefusal refusal, string detail) : Exception(detail)
{
    public ProviderRefusal Refusal { get; } = refusal;
}
