using System.Globalization;
using MimeKit;
using OcrWorkflows.Host.Hosting;

namespace OcrWorkflows.Host.Mail;

/// <summary>How letters leave the house.</summary>
public enum MailTransport
{
    /// <summary>An <c>.eml</c> file each, for a mail server to pick up.</summary>
    Pickup,
    Smtp,
}

/// <summary>What secures the connection to the mail server.</summary>
public enum SmtpSecurity
{
    /// <summary>Nothing: only for a server on the same machine.</summary>
    None,
    StartTls,
    Tls,
}

/// <summary>The mail server that letters are handed to.</summary>
/// <param name="User">Null signs in as nobody.</param>
public sealed record SmtpSettings(string Server, int Port, SmtpSecurity Security, string? User, string? Password, TimeSpan Timeout);

/// <summary>The settings <c>Mail:…</c>; docs/letters.md explains each.</summary>
public sealed record MailSettings
{
    private const string Number = "{number}";

    public required MailTransport Transport { get; init; }
    public required string PickupFolder { get; init; }
    public required MailboxAddress From { get; init; }
    public required MailboxAddress Office { get; init; }
    public required MailboxAddress AllCentres { get; init; }

    /// <summary>Address of a centre, with <c>{number}</c> where its number goes.</summary>
    public required string Centre { get; init; }

    public required SmtpSettings Smtp { get; init; }

    /// <param name="number">Five digits.</param>
    public MailboxAddress OfCentre(string number) => MailboxAddress.Parse(Centre.Replace(Number, number, StringComparison.Ordinal));

    /// <exception cref="SettingsException">A setting has a value that cannot be used; the message names it.</exception>
    public static MailSettings Read(IConfiguration configuration, string home)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var centre = Text(configuration, "Mail:CentreAddress");
        if (!centre.Contains(Number, StringComparison.Ordinal) || !MailboxAddress.TryParse(centre.Replace(Number, "00000", StringComparison.Ordinal), out _))
        {
            throw new SettingsException($"The setting Mail:CentreAddress is '{centre}'; use an address in which {Number} stands for the centre's number.");
        }

        return new MailSettings
        {
            Transport = Choice<MailTransport>(configuration, "Mail:Transport"),
            PickupFolder = Path.GetFullPath(Text(configuration, "Mail:Pickup"), home),
            From = Address(configuration, "Mail:From"),
            Office = Address(configuration, "Mail:OfficeAddress"),
            AllCentres = Address(configuration, "Mail:AllCentresAddress"),
            Centre = centre,
            Smtp = new SmtpSettings(
                Text(configuration, "Mail:Smtp:Server"),
                Whole(configuration, "Mail:Smtp:Port", 65535),
                Choice<SmtpSecurity>(configuration, "Mail:Smtp:Security"),
                configuration["Mail:Smtp:User"] is { Length: > 0 } user ? user : null,
                configuration["Mail:Smtp:Password"],
                TimeSpan.FromSeconds(Whole(configuration, "Mail:Smtp:TimeoutSeconds", 600))),
        };
    }

    private static string Text(IConfiguration configuration, string key) =>
        configuration[key] is { Length: > 0 } value ? value : throw new SettingsException($"The setting {key} is missing or empty.");

    private static MailboxAddress Address(IConfiguration configuration, string key) =>
        MailboxAddress.TryParse(Text(configuration, key), out var address)
            ? address
            : throw new SettingsException($"The setting {key} is '{configuration[key]}', which is no e-mail address.");

    private static T Choice<T>(IConfiguration configuration, string key)
        where T : struct, Enum =>
        Enum.TryParse<T>(Text(configuration, key), ignoreCase: true, out var value) && Enum.IsDefined(value)
            ? value
            : throw new SettingsException($"The setting {key} is '{configuration[key]}'; use one of {string.Join(", ", Enum.GetNames<T>())}.");

    private static int Whole(IConfiguration configuration, string key, int most) =>
        int.TryParse(Text(configuration, key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : throw new SettingsException($"The setting {key} is '{configuration[key]}'; use a whole number from 1 to {most}.");
}
