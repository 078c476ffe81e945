using Microsoft.AspNetCore.Identity;

namespace OcrWorkflows.Host.Identity;

/// <summary>A person who signs in.</summary>
public sealed class User : IdentityUser<Guid>
{
    /// <summary>The one centre this person belongs to; null for everyone but holders of <see cref="RoleNames.Centre"/>.</summary>
    public string? CentreNumber { get; set; }

    /// <summary>Made with the sample data, and removed with it.</summary>
    public bool IsSample { get; set; }

    /// <summary>The password was made for this person by somebody else and is good for nothing but choosing another.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>When the user was switched off; null for one who may sign in.</summary>
    public DateTimeOffset? SwitchedOffAt { get; set; }
}

public sealed class Role : IdentityRole<Guid>
{
}

/// <summary>A data-protection key, kept in the database so that sign-ins survive a restart and hold on every host.</summary>
public sealed class DataProtectionKeyRow
{
    public int Id { get; set; }
    public required string FriendlyName { get; set; }
    public required string Xml { get; set; }
}
