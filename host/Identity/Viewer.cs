using System.Security.Claims;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Identity;

/// <summary>Who looks, and how far: pages and API put every query through it.</summary>
/// <param name="Name">User name; stands on what the person does.</param>
/// <param name="Centre">The only centre this person may see; null when there is no such limit.</param>
public sealed record Viewer(string Name, string? Centre)
{
    /// <summary>Claim that holds the centre number of a centre's user.</summary>
    public const string CentreClaim = "ocr:centre";

    /// <summary>Matches no centre: what a centre's user without a centre number is limited to.</summary>
    private const string NoCentre = "-";

    public Actor Actor => new(Name);

    public bool MaySee(string? centreNumber) => Centre is null || string.Equals(Centre, centreNumber, StringComparison.Ordinal);

    /// <summary>Instances this person may see.</summary>
    public IQueryable<InstanceRow> Limit(IQueryable<InstanceRow> instances) =>
        Centre is null ? instances : instances.Where(i => i.CentreNumber == Centre);

    /// <exception cref="InvalidOperationException">Nobody has signed in.</exception>
    public static Viewer Of(ClaimsPrincipal user)
    {
        ArgumentNullException.ThrowIfNull(user);
        var name = user.Identity?.Name ?? throw new InvalidOperationException("Nobody has signed in.");
        var limited = user.IsInRole(RoleNames.Centre);
        return new Viewer(name, limited ? user.FindFirstValue(CentreClaim) ?? NoCentre : null);
    }
}
