using OcrWorkflows.Host.Mail;
using OcrWorkflows.Host.Web.OpenIdConnect;
using OcrWorkflows.Storage.Operations;

namespace OcrWorkflows.Host.Hosting;

/// <summary>The database products that the model has migrations for.</summary>
public enum DatabaseProvider
{
    Sqlite,
    SqlServer,
    Postgres,
}

/// <summary>What a changed rule or workflow file on disk means.</summary>
public enum FileChanges
{
    /// <summary>Live at once, if it has no faults. The default of the embedded set-up.</summary>
    Publish,

    /// <summary>Checked and reported only: someone publishes it by name.</summary>
    Propose,
}

/// <summary>Where things are and how the host behaves: from appsettings.json, variables named <c>OCR_…</c>, and the command line, the last winning.</summary>
/// <remarks>docs/operating.md explains each setting.</remarks>
public sealed record HostSettings
{
    /// <summary>Folder that relative paths are taken from: <c>OCR_HOME</c>, else the working directory.</summary>
    public required string Home { get; init; }

    public required DatabaseProvider Provider { get; init; }

    /// <summary>Path of the SQLite file, or a connection string for a server.</summary>
    public required string Database { get; init; }

    public required string RuleSetsPath { get; init; }
    public required string DefinitionsPath { get; init; }
    public required FileChanges FileChanges { get; init; }

    /// <summary>Division of the gov.uk bank-holiday file whose working days count.</summary>
    public required string CalendarDivision { get; init; }

    /// <summary>Quartz cron expression of the lapse sweep, in Europe/London time.</summary>
    public required string LapseCron { get; init; }

    /// <summary>Likewise of the removal of what has been kept for its time; null when no host does it by itself.</summary>
    public required string? RetentionCron { get; init; }

    /// <summary>How often files, libraries and due timers are looked at.</summary>
    public required TimeSpan PollInterval { get; init; }

    /// <summary>How long an event that comes early is kept; zero when it is refused.</summary>
    public required TimeSpan KeepEarlyEvents { get; init; }

    /// <summary>One person alone may operate on so many instances at once.</summary>
    public required int ConfirmAbove { get; init; }

    /// <summary>How long what is done with is kept, by class.</summary>
    public required RetentionPeriods Retention { get; init; }

    /// <summary>How letters leave the house.</summary>
    public required MailSettings Mail { get; init; }

    /// <summary>The identity provider that people may sign in through; null when there is none.</summary>
    public required OpenIdConnectSettings? OpenIdConnect { get; init; }

    public string LettersFolder => Path.Combine(RuleSetsPath, "letters");

    /// <summary>How often one caller may ask, and how much one file may hold.</summary>
    public required Limits Limits { get; init; }

    public string CalendarFile => Path.Combine(RuleSetsPath, "calendars", "bank-holidays.json");

    /// <exception cref="SettingsException">A setting has a value that cannot be used; the message names it.</exception>
    public static HostSettings From(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var home = Path.GetFullPath(configuration["Home"] is { Length: > 0 } given ? given : Directory.GetCurrentDirectory());
        var provider = Read<DatabaseProvider>(configuration, "Database:Provider");
        var database = Text(configuration, "Database:Connection");
        return new HostSettings
        {
            Home = home,
            Provider = provider,
            Database = provider == DatabaseProvider.Sqlite ? Path.GetFullPath(database, home) : database,
            RuleSetsPath = Path.GetFullPath(Text(configuration, "RuleSets:Path"), home),
            DefinitionsPath = Path.GetFullPath(Text(configuration, "Workflows:Path"), home),
            FileChanges = Read<FileChanges>(configuration, "RuleSets:FileChanges"),
            CalendarDivision = Text(configuration, "Calendar:Division"),
            LapseCron = Text(configuration, "Schedules:Lapse"),
            RetentionCron = configuration["Schedules:Retention"] is { Length: > 0 } cron ? cron : null,
            PollInterval = Interval(configuration, "Schedules:PollSeconds"),
            KeepEarlyEvents = Hours(configuration, "Workflows:KeepEarlyEventsHours"),
            ConfirmAbove = Whole(configuration, "Operations:ConfirmAbove", 1_000_000, "instances"),
            Retention = new RetentionPeriods(
                Days(configuration, "Retention:FinishedInstancesDays"), Days(configuration, "Retention:JournalPayloadsDays"),
                Days(configuration, "Retention:RequestIdsDays"), Days(configuration, "Retention:SentMessagesDays")),
            Limits = new Limits(
                Whole(configuration, "Limits:RequestsPerMinute", 1_000_000, "requests, 0 for any number"),
                Whole(configuration, "Limits:SignInsPerMinute", 1_000_000, "tries, 0 for any number"),
                Math.Max(1, Whole(configuration, "Limits:UploadMegabytes", 10_240, "megabytes")) * Limits.Megabyte),
            Mail = MailSettings.Read(configuration, home),
            OpenIdConnect = OpenIdConnectSettings.Read(configuration, home),
        };
    }

    private static string Text(IConfiguration configuration, string key) =>
        configuration[key] is { Length: > 0 } value ? value : throw new SettingsException($"The setting {key} is missing or empty.");

    private static T Read<T>(IConfiguration configuration, string key)
        where T : struct, Enum =>
        Enum.TryParse<T>(Text(configuration, key), ignoreCase: true, out var value) && Enum.IsDefined(value)
            ? value
            : throw new SettingsException($"The setting {key} is '{configuration[key]}'; use one of {string.Join(", ", Enum.GetNames<T>())}.");

    /// <returns>Null for 0: kept for good.</returns>
    private static TimeSpan? Days(IConfiguration configuration, string key) => Whole(configuration, key, 36_500, "days, 0 for good") is > 0 and var days ? TimeSpan.FromDays(days) : null;

    private static int Whole(IConfiguration configuration, string key, int most, string of) =>
        int.TryParse(Text(configuration, key), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : throw new SettingsException($"The setting {key} is '{configuration[key]}'; use a whole number of {of}, from 0 to {most}.");

    private static TimeSpan Hours(IConfiguration configuration, string key) =>
        int.TryParse(Text(configuration, key), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var hours) && hours <= 8760
            ? TimeSpan.FromHours(hours)
            : throw new SettingsException($"The setting {key} is '{configuration[key]}'; use a whole number of hours from 0 (early events are refused) to 8760.");

    private static TimeSpan Interval(IConfiguration configuration, string key) =>
        double.TryParse(Text(configuration, key), System.Globalization.CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0.05 and <= 3600
            ? TimeSpan.FromSeconds(seconds)
            : throw new SettingsException($"The setting {key} is '{configuration[key]}'; use a number of seconds from 0.05 to 3600.");
}

/// <summary>A setting or option cannot be used; the message is for whoever set it.</summary>
public sealed class SettingsException(string message) : Exception(message);
