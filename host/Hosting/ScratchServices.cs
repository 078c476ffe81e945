using OcrWorkflows.Host.Mail;

namespace OcrWorkflows.Host.Hosting;

/// <summary>The host's own parts over a SQLite file and a clock of their own: the timers are nobody else's, and letters stay in the folder <c>mail</c> beside the file.</summary>
internal static class ScratchServices
{
    public static string MailOf(string file) => Path.Combine(Path.GetDirectoryName(file)!, "mail");

    public static ServiceProvider Over(string file, TimeProvider clock, HostSettings settings, IConfiguration configuration)
    {
        var services = new ServiceCollection();
        services.AddSingleton(configuration);
        services.AddSingleton(clock);
        services.AddLogging();
        services.AddOcr(
            settings with { Provider = DatabaseProvider.Sqlite, Database = file, Mail = settings.Mail with { Transport = MailTransport.Pickup, PickupFolder = MailOf(file) } },
            configuration);
        return services.BuildServiceProvider();
    }
}
