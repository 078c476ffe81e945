using System.Security.Claims;
using System.Text;

namespace OcrWorkflows.Host.Identity;

/// <summary>What a token for a program may be good for: the policies, in small letters, without those for which a person must be there.</summary>
public static class Scopes
{
    /// <summary>Claim of a program's token, one for each scope. A person signed in has none.</summary>
    public const string Claim = "ocr:scope";

    /// <summary>Claim that says that a program's token, and no person, asks.</summary>
    public const string TokenClaim = "ocr:token";

    /// <summary>Approving and publishing take a person, and whoever could make users or tokens would have no scope at all.</summary>
    private static readonly string[] s_personal =
        [Policies.Approve, Policies.Publish, Policies.RollBack, Policies.ManageUsers, Policies.OwnAccount, Policies.Sweep];

    private static readonly Dictionary<string, string> s_scopeOf =
        Policies.RolesOf.Keys.Except(s_personal).ToDictionary(policy => policy, Written, StringComparer.Ordinal);

    /// <summary>All there are, in order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. s_scopeOf.Values.Order(StringComparer.Ordinal)];

    /// <summary>Those that a holder of these roles could use.</summary>
    public static IReadOnlyList<string> Of(ClaimsPrincipal user) =>
        [.. s_scopeOf.Where(s => Policies.RolesOf[s.Key].Any(user.IsInRole)).Select(s => s.Value).Order(StringComparer.Ordinal)];

    /// <summary>Whether a scope stands in the way: never of a person, and of a token unless it has the scope of the policy.</summary>
    public static bool Allow(ClaimsPrincipal user, string policy)
    {
        ArgumentNullException.ThrowIfNull(user);
        return !user.HasClaim(claim => claim.Type == TokenClaim) || (s_scopeOf.TryGetValue(policy, out var scope) && user.HasClaim(Claim, scope));
    }

    /// <summary>ImportEntries as import-entries.</summary>
    private static string Written(string policy)
    {
        var text = new StringBuilder();
        foreach (var letter in policy)
        {
            if (char.IsUpper(letter) && text.Length > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
