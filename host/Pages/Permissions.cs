using System.Security.Claims;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Pages;

/// <summary>What a page may offer to whoever looks at it. The handler of each form asks again.</summary>
public static class Permissions
{
    /// <summary>The policies named in <see cref="Policies"/>, without going through a service.</summary>
    public static bool May(this ClaimsPrincipal user, string policy)
    {
        ArgumentNullException.ThrowIfNull(user);
        return Policies.RolesOf[policy].Any(user.IsInRole) && Scopes.Allow(user, policy);
    }

    /// <summary>The roles whose tasks are shown to this user as theirs: an administrator's are all.</summary>
    public static IReadOnlyList<string>? Roles(this ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user.IsInRole(RoleNames.Administrator) ? null : [.. RoleNames.All.Where(user.IsInRole)];
    }

    /// <summary>A task of a role is for that role; one without is for anyone who may deliver events. An administrator may do either.</summary>
    public static bool MayDo(this ClaimsPrincipal user, TaskRow task)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(task);
        return user.MayDo(task.Role);
    }

    /// <param name="role">Of a task; null for any staff.</param>
    public static bool MayDo(this ClaimsPrincipal user, string? role)
    {
        ArgumentNullException.ThrowIfNull(user);
        return user.IsInRole(RoleNames.Administrator) || (role is null ? user.May(Policies.Deliver) : user.IsInRole(role));
    }
}
