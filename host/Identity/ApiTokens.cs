using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Identity;

/// <summary>A token as lists show it.</summary>
/// <param name="LastUsedOn">In UTC; null while it was never used.</param>
public sealed record ApiToken(Guid Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset MadeAt, DateTimeOffset ExpiresAt, DateOnly? LastUsedOn);

/// <summary>A token just made.</summary>
/// <param name="Secret">Sent as <c>Authorization: Bearer</c>; shown this once and kept only as a hash.</param>
public sealed record NewApiToken(Guid Id, string Name, IReadOnlyList<string> Scopes, DateTimeOffset ExpiresAt, string Secret);

/// <summary>What a person asks for when making a token.</summary>
/// <param name="Days">How long it is to be good for; null for <see cref="ApiTokens.UsualDays"/>.</param>
public sealed record ApiTokenRequest(string? Name, IReadOnlyList<string>? Scopes, int? Days = null);

/// <summary>Tokens by which programs act as a person.</summary>
public sealed class ApiTokens(OcrDbContext database, UserManager<User> users, IUserClaimsPrincipalFactory<User> principals, IIdSource ids, TimeProvider time)
{
    /// <summary>Every secret begins so: a program that looks for leaked secrets knows it, and so does the sign-in.</summary>
    public const string Prefix = "ocr_";

    public const int UsualDays = 90;
    public const int MostDays = 366;
    public const int MostTokens = 20;

    private const int SecretBytes = 32;

    /// <exception cref="UserRefusedException">No name, no scope, a scope beyond the person's roles, too long a life, or too many tokens.</exception>
    public async Task<NewApiToken> MakeAsync(ClaimsPrincipal owner, ApiTokenRequest request, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(request);
        var user = await OwnerAsync(owner);
        var name = request.Name?.Trim() ?? "";
        var scopes = (request.Scopes ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        Demand(name.Length is > 0 and <= ApiTokenRow.NameLength, $"Give the token a name of up to {ApiTokenRow.NameLength} characters, such as the program that will use it.");
        Demand(scopes.Count > 0, "Choose at least one scope: a token without one could do nothing.");
        var beyond = scopes.Except(Scopes.Of(owner)).ToList();
        Demand(beyond.Count == 0, $"You cannot give away {string.Join(", ", beyond)}. Scopes within your rights: {string.Join(", ", Scopes.Of(owner))}.");
        var days = request.Days ?? UsualDays;
        Demand(days is >= 1 and <= MostDays, $"A token is good for 1 to {MostDays} days, not {days}.");
        Demand(await database.Set<ApiTokenRow>().CountAsync(t => t.UserId == user.Id, stop) < MostTokens, $"You have {MostTokens} tokens already; revoke one first.");

        var secret = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var row = new ApiTokenRow
        {
            Id = ids.Next(),
            UserId = user.Id,
            Name = name,
            Hash = HashOf(secret),
            Scopes = string.Join(' ', scopes),
            MadeAt = time.GetUtcNow(),
            ExpiresAt = time.GetUtcNow().AddDays(days),
        };
        database.Add(row);
        await PeopleAudit.NoteAsync(database, user, "token-made", $"Token “{name}” made, for {row.Scopes}, {days} days.", new Actor(user.UserName!), time, stop);
        await database.SaveChangesAsync(stop);
        return new NewApiToken(row.Id, row.Name, scopes, row.ExpiresAt, secret);
    }

    /// <summary>The person's own, newest first, with those that have run out.</summary>
    public async Task<IReadOnlyList<ApiToken>> ListAsync(ClaimsPrincipal owner, CancellationToken stop)
    {
        var user = await OwnerAsync(owner);
        var rows = await database.Set<ApiTokenRow>().AsNoTracking().Where(t => t.UserId == user.Id).ToListAsync(stop);
        return [.. rows.OrderByDescending(t => t.MadeAt).Select(t => new ApiToken(t.Id, t.Name, t.Scopes.Split(' '), t.MadeAt, t.ExpiresAt, t.LastUsedOn))];
    }

    /// <returns>False when the person has no such token.</returns>
    public async Task<bool> RevokeAsync(ClaimsPrincipal owner, Guid id, CancellationToken stop)
    {
        var user = await OwnerAsync(owner);
        if (await database.Set<ApiTokenRow>().FirstOrDefaultAsync(t => t.Id == id && t.UserId == user.Id, stop) is not { } row)
        {
            return false;
        }

        database.Remove(row);
        await PeopleAudit.NoteAsync(database, user, "token-revoked", $"Token “{row.Name}” revoked.", new Actor(user.UserName!), time, stop);
        await database.SaveChangesAsync(stop);
        return true;
    }

    /// <summary>Whoever the secret speaks for, with that person's roles of today and the scopes of the token; null when it is unknown, has run out, or its owner may not sign in.</summary>
    public async Task<ClaimsPrincipal?> RecogniseAsync(string secret, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(secret);
        var hash = HashOf(secret);
        var now = time.GetUtcNow();
        if (await database.Set<ApiTokenRow>().FirstOrDefaultAsync(t => t.Hash == hash, stop) is not { } row || row.ExpiresAt <= now
            || await users.FindByIdAsync(row.UserId.ToString()) is not { SwitchedOffAt: null } user)
        {
            return null;
        }

        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (row.LastUsedOn != today)
        {
            await database.Set<ApiTokenRow>().Where(t => t.Id == row.Id).ExecuteUpdateAsync(t => t.SetProperty(x => x.LastUsedOn, today), stop);
        }

        var principal = await principals.CreateAsync(user);
        var identity = (ClaimsIdentity)principal.Identity!;
        identity.AddClaim(new Claim(Scopes.TokenClaim, row.Id.ToString()));
        identity.AddClaims(row.Scopes.Split(' ').Select(scope => new Claim(Scopes.Claim, scope)));
        return principal;
    }

    private static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    private async Task<User> OwnerAsync(ClaimsPrincipal owner) =>
        await users.GetUserAsync(owner) ?? throw new UserRefusedException("You are not a user any more. Sign in again.");

    private static void Demand(bool fulfilled, string otherwise)
    {
        if (!fulfilled)
        {
            throw new UserRefusedException(otherwise);
        }
    }
}
