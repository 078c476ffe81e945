using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Identity;

/// <summary>A user as lists show it.</summary>
public sealed record UserSummary(string Name, IReadOnlyList<string> Roles, string? CentreNumber, bool Sample, bool LockedOut);

/// <summary>A user just made, with the password that is shown once and kept only as a hash.</summary>
public sealed record NewUser(string Name, string Role, string? CentreNumber, string Password);

/// <summary>The people who may sign in or act from the command line.</summary>
public sealed class People(UserManager<User> users, RoleManager<Role> roles, OcrDbContext database, TimeProvider time)
{
    /// <summary>One sample user of each role: user name to role.</summary>
    public static IReadOnlyList<(string Name, string Role)> SampleUsers { get; } =
        [.. RoleNames.All.Select(role => (role == RoleNames.Administrator ? "admin" : role.ToLowerInvariant(), role))];

    public Task<bool> AnyAsync(CancellationToken stop) => database.Set<User>().AnyAsync(stop);

    /// <summary>Null when there is no such user.</summary>
    public async Task<UserSummary?> FindAsync(string name) =>
        await users.FindByNameAsync(name) is { } user ? await SummariseAsync(user) : null;

    public async Task<IReadOnlyList<UserSummary>> ListAsync(CancellationToken stop)
    {
        var found = await database.Set<User>().OrderBy(u => u.UserName).ToListAsync(stop);
        var list = new List<UserSummary>(found.Count);
        foreach (var user in found)
        {
            list.Add(await SummariseAsync(user));
        }

        return list;
    }

    /// <summary>Names of those who hold one of the roles and can sign in, in order; a centre's users only when they belong to the centre.</summary>
    public async Task<IReadOnlyList<string>> HoldersAsync(IReadOnlyCollection<string> ofRoles, string? centre, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var found = await database.Set<IdentityUserRole<Guid>>()
            .Join(database.Set<Role>(), held => held.RoleId, role => role.Id, (held, role) => new { held.UserId, role.Name })
            .Where(held => ofRoles.Contains(held.Name!))
            .Join(database.Set<User>(), held => held.UserId, user => user.Id, (held, user) => new { held.Name, User = user })
            .Where(held => held.Name != RoleNames.Centre || held.User.CentreNumber == centre)
            .Where(held => held.User.LockoutEnd == null || held.User.LockoutEnd <= now)
            .Select(held => held.User.UserName!)
            .Distinct().ToListAsync(stop);
        return [.. found.Order(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Makes a user with a random password.</summary>
    /// <exception cref="UserRefusedException">The name is taken, the role is unknown, or the centre number does not go with the role.</exception>
    public async Task<NewUser> AddAsync(string name, string role, string? centreNumber, bool sample = false)
    {
        if (!RoleNames.All.Contains(role, StringComparer.Ordinal))
        {
            throw new UserRefusedException($"There is no role {role}. Use one of {string.Join(", ", RoleNames.All)}.");
        }

        if (role == RoleNames.Centre && string.IsNullOrWhiteSpace(centreNumber))
        {
            throw new UserRefusedException("A user with the role Centre needs a centre number: --centre NUMBER.");
        }

        if (role != RoleNames.Centre && centreNumber is not null)
        {
            throw new UserRefusedException($"A centre number goes with the role Centre only, not with {role}.");
        }

        if (!await roles.RoleExistsAsync(role))
        {
            Demand(await roles.CreateAsync(new Role { Name = role }));
        }

        var password = Passwords.Make();
        var user = new User { UserName = name, CentreNumber = centreNumber, IsSample = sample };
        Demand(await users.CreateAsync(user, password));
        Demand(await users.AddToRoleAsync(user, role));
        return new NewUser(name, role, centreNumber, password);
    }

    /// <returns>How many sample users were removed.</returns>
    public async Task<int> RemoveSampleAsync(CancellationToken stop)
    {
        var sample = await database.Set<User>().Where(u => u.IsSample).ToListAsync(stop);
        foreach (var user in sample)
        {
            Demand(await users.DeleteAsync(user));
        }

        return sample.Count;
    }

    private async Task<UserSummary> SummariseAsync(User user) => new(
        user.UserName!,
        [.. (await users.GetRolesAsync(user)).Order(StringComparer.Ordinal)],
        user.CentreNumber,
        user.IsSample,
        user.LockoutEnd > time.GetUtcNow());

    private static void Demand(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new UserRefusedException(string.Join(" ", result.Errors.Select(e => e.Description)));
        }
    }
}

/// <summary>A user could not be made as asked; the message says why and what to do.</summary>
public sealed class UserRefusedException(string message) : Exception(message);
