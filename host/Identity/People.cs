using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Identity;

/// <summary>A user as lists show it.</summary>
/// <param name="LockedOut">For some minutes, after too many failed tries.</param>
/// <param name="MustChangePassword">Has not yet chosen a password.</param>
public sealed record UserSummary(
    Guid Id, string Name, IReadOnlyList<string> Roles, string? CentreNumber, bool Sample, bool LockedOut, bool SwitchedOff, bool MustChangePassword);

/// <summary>A user just made, with the password that is shown once and kept only as a hash.</summary>
public sealed record NewUser(Guid Id, string Name, string Role, string? CentreNumber, string Password);

/// <summary>The people who may sign in or act from the command line.</summary>
public sealed class People(UserManager<User> users, RoleManager<Role> roles, OcrDbContext database, IIdSource ids, TimeProvider time)
{
    /// <summary>One sample user of each role: user name to role.</summary>
    public static IReadOnlyList<(string Name, string Role)> SampleUsers { get; } =
        [.. RoleNames.All.Select(role => (role == RoleNames.Administrator ? "admin" : role.ToLowerInvariant(), role))];

    public Task<bool> AnyAsync(CancellationToken stop) => database.Set<User>().AnyAsync(stop);

    /// <summary>Null when there is no such user.</summary>
    public async Task<UserSummary?> FindAsync(string name) =>
        await users.FindByNameAsync(name) is { } user ? await SummariseAsync(user) : null;

    /// <summary>Null when there is no such user.</summary>
    public async Task<UserSummary?> FindAsync(Guid id) =>
        await users.FindByIdAsync(id.ToString()) is { } user ? await SummariseAsync(user) : null;

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
            .Where(held => held.User.SwitchedOffAt == null)
            .Select(held => held.User.UserName!)
            .Distinct().ToListAsync(stop);
        return [.. found.Order(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Makes a user with a random password.</summary>
    /// <param name="by">Stands in the audit trail; null when the set-up makes the user.</param>
    /// <param name="mustChangePassword">The password is good for choosing another, and nothing else.</param>
    /// <exception cref="UserRefusedException">The name is taken, the role is unknown, or the centre number does not go with the role.</exception>
    public async Task<NewUser> AddAsync(string name, string role, string? centreNumber, Actor? by = null, bool sample = false, bool mustChangePassword = false)
    {
        DemandFit(role, centreNumber);
        if (!await roles.RoleExistsAsync(role))
        {
            Demand(await roles.CreateAsync(new Role { Name = role }));
        }

        var password = Passwords.Make();
        var user = new User { Id = ids.Next(), UserName = name, CentreNumber = centreNumber, IsSample = sample, MustChangePassword = mustChangePassword };
        await using var transaction = await database.Database.BeginTransactionAsync();
        Demand(await users.CreateAsync(user, password));
        Demand(await users.AddToRoleAsync(user, role));
        if (by is { } actor)
        {
            await PeopleAudit.NoteAsync(database, user, "made", $"User made, as {role}{(centreNumber is null ? "" : $" of centre {centreNumber}")}.", actor, time, CancellationToken.None);
            await database.SaveChangesAsync();
        }

        await transaction.CommitAsync();
        return new NewUser(user.Id, name, role, centreNumber, password);
    }

    /// <summary>Makes the administrator without whom nobody could add the others.</summary>
    /// <returns>Null when there are users already, also when another host was faster.</returns>
    public async Task<NewUser?> AddFirstAdministratorAsync(string name, CancellationToken stop)
    {
        if (await AnyAsync(stop))
        {
            return null;
        }

        try
        {
            return await AddAsync(name, RoleNames.Administrator, null, mustChangePassword: true);
        }
        catch (Exception failed) when (failed is UserRefusedException or DbUpdateException)
        {
            if (!await AnyAsync(stop))
            {
                throw;
            }

            return null;
        }
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
        user.Id,
        user.UserName!,
        [.. (await users.GetRolesAsync(user)).Order(StringComparer.Ordinal)],
        user.CentreNumber,
        user.IsSample,
        user.LockoutEnd > time.GetUtcNow(),
        user.SwitchedOffAt is not null,
        user.MustChangePassword);

    /// <exception cref="UserRefusedException">The role is unknown, or the centre number does not go with it.</exception>
    internal static void DemandFit(string role, string? centreNumber)
    {
        if (!RoleNames.All.Contains(role, StringComparer.Ordinal))
        {
            throw new UserRefusedException($"There is no role {role}. Use one of {string.Join(", ", RoleNames.All)}.");
        }

        if (role == RoleNames.Centre && string.IsNullOrWhiteSpace(centreNumber))
        {
            throw new UserRefusedException("A user with the role Centre needs the number of the centre.");
        }

        if (role != RoleNames.Centre && centreNumber is not null)
        {
            throw new UserRefusedException($"A centre number goes with the role Centre only, not with {role}.");
        }
    }

    internal static void Demand(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new UserRefusedException(string.Join(" ", result.Errors.Select(e => e.Description)));
        }
    }
}

/// <summary>A user could not be made as asked; the message says why and what to do.</summary>
public sealed class UserRefusedException(string message) : Exception(message);
