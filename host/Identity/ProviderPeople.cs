using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Identity;

/// <summary>A person as an identity provider has proved them to be.</summary>
/// <param name="Issuer">With the subject: who it is, whatever else changes.</param>
/// <param name="UserName">May change, so it names a person only once, when no user is bound to the subject yet.</param>
/// <param name="Role">One of <see cref="RoleNames"/>; null when the provider gives none that means anything here.</param>
/// <param name="CentreNumber">Null when the provider names none.</param>
public sealed record ProvidedPerson(string Issuer, string Subject, string? UserName, string? Role, string? CentreNumber);

/// <summary>Finds the user that a person at the identity provider is, and lets the provider's word on role and centre hold here.</summary>
public sealed class ProviderPeople(
    UserManager<User> users, RoleManager<Role> roles, PeopleChanges changes, SignInManager<User> signIn, OcrDbContext database, IIdSource ids, TimeProvider time)
{
    public const string NoRole = "provider-no-role";
    public const string NoCentre = "provider-no-centre";
    public const string NoName = "provider-no-name";
    public const string Unknown = "provider-unknown";
    public const string NotMade = "provider-not-made";
    public const string SwitchedOff = "provider-switched-off";

    /// <summary>Stands in the audit trail for what the provider's word changed. No user can be named so.</summary>
    public static readonly Actor Actor = new("identity provider");

    private const string LoginProvider = "openid-connect";

    /// <param name="create">Whether a person whom nobody has made a user becomes one.</param>
    /// <exception cref="NotWelcomeException">The person may not sign in.</exception>
    public async Task<User> WelcomeAsync(ProvidedPerson person, bool create, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(person);
        var key = KeyOf(person);
        var known = await users.FindByLoginAsync(LoginProvider, key);
        if (person.Role is not { } role)
        {
            await TakeRoleAwayAsync(known, stop);
            throw new NotWelcomeException(NoRole);
        }

        var centre = role == RoleNames.Centre ? person.CentreNumber : null;
        if (role == RoleNames.Centre && (string.IsNullOrWhiteSpace(centre) || centre.Length > 10))
        {
            await TakeRoleAwayAsync(known, stop);
            throw new NotWelcomeException(NoCentre);
        }

        var user = known ?? await FirstTimeAsync(person, role, centre, key, create, stop);
        if (!await signIn.CanSignInAsync(user))
        {
            throw new NotWelcomeException(SwitchedOff);
        }

        if (user.CentreNumber != centre || await users.GetRolesAsync(user) is not [var held] || held != role)
        {
            await changes.ChangeRoleAsync(user.Id, role, centre, Actor, stop);
        }

        if (user.MustChangePassword)
        {
            await DropPasswordAsync(user, stop);
        }

        return user;
    }

    private async Task TakeRoleAwayAsync(User? known, CancellationToken stop)
    {
        if (known is not null && await users.GetRolesAsync(known) is { Count: > 0 })
        {
            await changes.TakeRolesAsync(known.Id, Actor, stop);
        }
    }

    private async Task<User> FirstTimeAsync(ProvidedPerson person, string role, string? centre, string key, bool create, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(person.UserName))
        {
            throw new NotWelcomeException(NoName);
        }

        var waiting = await users.FindByNameAsync(person.UserName);
        if (waiting is not null ? !await IsMeantAsync(waiting, role, centre) : !create)
        {
            throw new NotWelcomeException(waiting is not null && create ? NotMade : Unknown);
        }

        await using var transaction = await database.Database.BeginTransactionAsync(stop);
        var user = waiting ?? await MakeAsync(person.UserName, role, centre, stop);
        People.Demand(await users.AddLoginAsync(user, new UserLoginInfo(LoginProvider, key, null)));
        await PeopleAudit.NoteAsync(database, user, "bound", "Bound to a person at the identity provider, who signs in through it from now on.", Actor, time, stop);
        await database.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return user;
    }

    /// <summary>Whether an administrator made this user for somebody who has not come yet, with the very role and centre that the provider gives: a name alone takes nobody's place.</summary>
    private async Task<bool> IsMeantAsync(User user, string role, string? centre) =>
        user.MustChangePassword && user.CentreNumber == centre
        && await users.GetRolesAsync(user) is [var held] && held == role
        && (await users.GetLoginsAsync(user)).Count == 0;

    private async Task<User> MakeAsync(string name, string role, string? centre, CancellationToken stop)
    {
        if (!await roles.RoleExistsAsync(role))
        {
            People.Demand(await roles.CreateAsync(new Role { Name = role }));
        }

        var user = new User { Id = ids.Next(), UserName = name, CentreNumber = centre };
        if (!(await users.CreateAsync(user)).Succeeded)
        {
            throw new NotWelcomeException(NotMade);
        }

        People.Demand(await users.AddToRoleAsync(user, role));
        await PeopleAudit.NoteAsync(database, user, "made", $"User made, as {role}{(centre is null ? "" : $" of centre {centre}")}.", Actor, time, stop);
        return user;
    }

    /// <summary>The one-time password has not been used, and is not needed: the provider has said who it is.</summary>
    private async Task DropPasswordAsync(User user, CancellationToken stop)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(stop);
        user.MustChangePassword = false;
        People.Demand(await users.RemovePasswordAsync(user));
        await PeopleAudit.NoteAsync(database, user, "password-dropped", "The password to choose another by was dropped: the identity provider has said who it is.", Actor, time, stop);
        await database.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }

    /// <summary>A subject may be longer than the database keeps, and need not stand there in clear.</summary>
    private static string KeyOf(ProvidedPerson person) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{person.Issuer}\n{person.Subject}")));
}

/// <summary>A person at the identity provider may not sign in here.</summary>
/// <param name="reason">One of the codes of <see cref="ProviderPeople"/>.</param>
public sealed class NotWelcomeException(string reason) : Exception($"Not welcome: {reason}.")
{
    public string Reason { get; } = reason;
}
