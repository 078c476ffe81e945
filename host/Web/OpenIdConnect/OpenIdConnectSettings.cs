using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Host.Identity;

namespace OcrWorkflows.Host.Web.OpenIdConnect;

/// <summary>What a value of the provider's role claim means here.</summary>
/// <param name="Value">As the provider writes it, such as the name of a group.</param>
/// <param name="Role">One of <see cref="RoleNames"/>.</param>
public sealed record RoleMapping(string Value, string Role);

/// <summary>The identity provider that people may sign in through: the section OpenIdConnect.</summary>
/// <remarks>docs/operating.md explains each setting.</remarks>
public sealed record OpenIdConnectSettings
{
    private const string Section = "OpenIdConnect:";

    /// <summary>The provider's issuer address, under which its discovery document lies.</summary>
    public required Uri Authority { get; init; }

    public required string ClientId { get; init; }

    public required string ClientSecret { get; init; }

    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>What stands on the button.</summary>
    public required string Label { get; init; }

    /// <summary>Claim that holds the user name.</summary>
    public required string NameClaim { get; init; }

    public required string RoleClaim { get; init; }

    /// <summary>In order: the first whose value the person has gives the role.</summary>
    public required IReadOnlyList<RoleMapping> Roles { get; init; }

    /// <summary>Claim that holds the centre number of a centre's user.</summary>
    public required string CentreClaim { get; init; }

    /// <summary>Whether a person whom nobody has made a user becomes one by signing in.</summary>
    public required bool CreateUsers { get; init; }

    /// <summary>Under which people reach this host, when that is not the address it is asked by; null otherwise.</summary>
    public required Uri? PublicAddress { get; init; }

    /// <summary>Whether the provider may be asked without TLS: on this machine only.</summary>
    public bool RequireHttps => !Authority.IsLoopback;

    /// <returns>Null when no authority is named: people sign in by password alone.</returns>
    /// <exception cref="SettingsException">A setting has a value that cannot be used; the message names it.</exception>
    public static OpenIdConnectSettings? Read(IConfiguration configuration, string home)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (Address(configuration, "Authority") is not { } authority)
        {
            return null;
        }

        if (authority.Scheme != Uri.UriSchemeHttps && !authority.IsLoopback)
        {
            throw new SettingsException($"The setting {Section}Authority is '{authority}'; use an https address. Without TLS only a provider on this machine will do.");
        }

        var scopes = Text(configuration, "Scopes").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (!scopes.Contains("openid", StringComparer.Ordinal))
        {
            throw new SettingsException($"The setting {Section}Scopes is '{configuration[Section + "Scopes"]}'; openid must be among them, or the provider says nothing of who signed in.");
        }

        return new OpenIdConnectSettings
        {
            Authority = authority,
            ClientId = Text(configuration, "ClientId"),
            ClientSecret = Secret(configuration, home),
            Scopes = scopes,
            Label = Text(configuration, "Label"),
            NameClaim = Text(configuration, "NameClaim"),
            RoleClaim = Text(configuration, "RoleClaim"),
            Roles = Mappings(configuration),
            CentreClaim = Text(configuration, "CentreClaim"),
            CreateUsers = bool.TryParse(Text(configuration, "CreateUsers"), out var create)
                ? create
                : throw new SettingsException($"The setting {Section}CreateUsers is '{configuration[Section + "CreateUsers"]}'; use true or false."),
            PublicAddress = Address(configuration, "PublicAddress"),
        };
    }

    private static List<RoleMapping> Mappings(IConfiguration configuration)
    {
        var mappings = configuration.GetSection(Section + "Roles").GetChildren().Select(mapping =>
        {
            var (value, role) = (mapping["Value"], mapping["Role"]);
            return !string.IsNullOrEmpty(value) && RoleNames.All.Contains(role, StringComparer.Ordinal)
                ? new RoleMapping(value, role!)
                : throw new SettingsException($"The setting {mapping.Path} gives the value '{value}' the role '{role}'; it needs a Value of the role claim, and as Role one of {string.Join(", ", RoleNames.All)}.");
        }).ToList();
        return mappings.Count > 0
            ? mappings
            : throw new SettingsException($"The setting {Section}Roles is empty, so nobody could sign in through the provider. Give {Section}Roles:0:Value and {Section}Roles:0:Role.");
    }

    private static string Secret(IConfiguration configuration, string home)
    {
        if (configuration[Section + "ClientSecret"] is { Length: > 0 } given)
        {
            return given;
        }

        if (configuration[Section + "ClientSecretFile"] is not { Length: > 0 } file)
        {
            throw new SettingsException($"The provider wants a secret: set the variable OCR_OpenIdConnect__ClientSecret, or name a file in {Section}ClientSecretFile.");
        }

        try
        {
            return File.ReadAllText(Path.GetFullPath(file, home)).Trim() is { Length: > 0 } secret
                ? secret
                : throw new SettingsException($"The file of the setting {Section}ClientSecretFile, {file}, is empty.");
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"The file of the setting {Section}ClientSecretFile, {file}, cannot be read: {failed.Message}");
        }
    }

    private static Uri? Address(IConfiguration configuration, string key) =>
        configuration[Section + key] is not { Length: > 0 } given ? null
        : Uri.TryCreate(given, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address is { Query: "", Fragment: "" } ? address
        : throw new SettingsException($"The setting {Section}{key} is '{given}'; use an address that begins with https:// and has neither ? nor #.");

    private static string Text(IConfiguration configuration, string key) =>
        configuration[Section + key] is { Length: > 0 } value ? value : throw new SettingsException($"The setting {Section}{key} is missing or empty.");
}
