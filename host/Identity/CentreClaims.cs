using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace OcrWorkflows.Host.Identity;

/// <summary>Puts the centre number of a centre's user into the sign-in.</summary>
public sealed class CentreClaims(UserManager<User> users, RoleManager<Role> roles, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<User, Role>(users, roles, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(User user)
    {
        ArgumentNullException.ThrowIfNull(user);
        var identity = await base.GenerateClaimsAsync(user);
        if (user.CentreNumber is { Length: > 0 } centre)
        {
            identity.AddClaim(new Claim(Viewer.CentreClaim, centre));
        }

        return identity;
    }
}
