using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Identity;

/// <summary>What is done to users after they were made. Each deed stands in the user's audit trail; each that takes something away ends the user's sign-ins.</summary>
/// <remarks>Nobody does these things to themselves, so that one administrator who can sign in is always left.</remarks>
public sealed class PeopleChanges(UserManager<User> users, RoleManager<Role> roles, OcrDbContext database, TimeProvider time)
{
    /// <summary>Makes another random password, which is good for choosing one's own; ends the sign-ins and revokes the tokens of the user.</summary>
    /// <param name="orOwn">Whoever is at the host itself may do this to themselves: the one way out when the last administrator forgot.</param>
    public Task<NewUser> ResetPasswordAsync(Guid id, Actor by, bool orOwn, CancellationToken stop) => ChangeAsync(id, by, orOwn, "password-reset", "Password reset; tokens revoked.", async user =>
    {
        var password = Passwords.Make();
        user.MustChangePassword = true;
        user.LockoutEnd = null;
        user.AccessFailedCount = 0;
        People.Demand(await users.RemovePasswordAsync(user));
        People.Demand(await users.AddPasswordAsync(user, password));
        await RevokeTokensAsync(user, stop);
        return new NewUser(user.Id, user.UserName!, (await users.GetRolesAsync(user)).FirstOrDefault() ?? "", user.CentreNumber, password);
    }, stop);

    /// <summary>From now on the user cannot sign in, what is signed in ends, and the tokens are revoked. What the user did stays.</summary>
    public Task SwitchOffAsync(Guid id, Actor by, CancellationToken stop) => ChangeAsync(id, by, false, "switched-off", "Switched off; tokens revoked.", async user =>
    {
        user.SwitchedOffAt ??= time.GetUtcNow();
        People.Demand(await users.UpdateSecurityStampAsync(user));
        await RevokeTokensAsync(user, stop);
        return true;
    }, stop);

    /// <summary>Lets a user sign in again who was switched off, or is locked out after failed tries.</summary>
    public Task SwitchOnAsync(Guid id, Actor by, CancellationToken stop) => ChangeAsync(id, by, false, "switched-on", "Switched on again.", async user =>
    {
        user.SwitchedOffAt = null;
        user.LockoutEnd = null;
        user.AccessFailedCount = 0;
        People.Demand(await users.UpdateAsync(user));
        return true;
    }, stop);

    /// <summary>Gives the user one role in place of those held, and ends the sign-ins that were made with those.</summary>
    /// <exception cref="UserRefusedException">The role is unknown, or the centre number does not go with it.</exception>
    public Task ChangeRoleAsync(Guid id, string role, string? centreNumber, Actor by, CancellationToken stop)
    {
        People.DemandFit(role, centreNumber);
        return ChangeAsync(id, by, false, "role-changed", $"Role changed to {role}{(centreNumber is null ? "" : $" of centre {centreNumber}")}.", async user =>
        {
            if (!await roles.RoleExistsAsync(role))
            {
                People.Demand(await roles.CreateAsync(new Role { Name = role }));
            }

            user.CentreNumber = centreNumber;
            People.Demand(await users.RemoveFromRolesAsync(user, await users.GetRolesAsync(user)));
            People.Demand(await users.AddToRoleAsync(user, role));
            People.Demand(await users.UpdateSecurityStampAsync(user));
            return true;
        }, stop);
    }

    /// <summary>Takes every role away and ends the sign-ins that were made with them. The user's tokens have no rights without them.</summary>
    public Task TakeRolesAsync(Guid id, Actor by, CancellationToken stop) => ChangeAsync(id, by, false, "role-taken", "Role taken away.", async user =>
    {
        user.CentreNumber = null;
        People.Demand(await users.RemoveFromRolesAsync(user, await users.GetRolesAsync(user)));
        People.Demand(await users.UpdateSecurityStampAsync(user));
        return true;
    }, stop);

    /// <summary>A person chooses a password; other sign-ins of that person end.</summary>
    /// <returns>The user, to be signed in anew.</returns>
    /// <exception cref="UserRefusedException">The old password is wrong, or the new one will not do.</exception>
    public async Task<User> ChangeOwnPasswordAsync(ClaimsPrincipal person, string? old, string? chosen, CancellationToken stop)
    {
        var user = await users.GetUserAsync(person) ?? throw new UserRefusedException("You are not a user any more. Sign in again.");
        if (string.Equals(chosen, old, StringComparison.Ordinal))
        {
            throw new UserRefusedException("The new password is the old one. Choose another.");
        }

        if (chosen is not null && chosen.Contains(user.UserName!, StringComparison.OrdinalIgnoreCase))
        {
            throw new UserRefusedException("The new password holds your user name. Choose one that does not.");
        }

        await using var transaction = await database.Database.BeginTransactionAsync(stop);
        user.MustChangePassword = false;
        var changed = await users.ChangePasswordAsync(user, old ?? "", chosen ?? "");
        if (!changed.Succeeded)
        {
            throw new UserRefusedException(string.Join(" ", changed.Errors.Select(e => e.Code == nameof(IdentityErrorDescriber.PasswordMismatch) ? "The present password is wrong." : e.Description)));
        }

        await PeopleAudit.NoteAsync(database, user, "password-changed", "Password changed by its owner.", new Actor(user.UserName!), time, stop);
        await database.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return user;
    }

    private async Task<T> ChangeAsync<T>(Guid id, Actor by, bool orOwn, string action, string text, Func<User, Task<T>> change, CancellationToken stop)
    {
        var user = await users.FindByIdAsync(id.ToString()) ?? throw new UserRefusedException("There is no such user any more.");
        if (!orOwn && string.Equals(user.UserName, by.Name, StringComparison.OrdinalIgnoreCase))
        {
            throw new UserRefusedException("Another administrator has to do this to you: nobody changes their own rights. Your own password is changed under Your account.");
        }

        await using var transaction = await database.Database.BeginTransactionAsync(stop);
        var result = await change(user);
        await PeopleAudit.NoteAsync(database, user, action, text, by, time, stop);
        await database.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return result;
    }

    private Task<int> RevokeTokensAsync(User user, CancellationToken stop) =>
        database.Set<ApiTokenRow>().Where(t => t.UserId == user.Id).ExecuteDeleteAsync(stop);
}
