using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Host.Mail;
using OcrWorkflows.Migrations.Postgres;
using OcrWorkflows.Migrations.Sqlite;
using OcrWorkflows.Migrations.SqlServer;
using OcrWorkflows.Storage;

namespace OcrWorkflows.EfTool;

/// <summary>The whole model, as the host composes it, for <c>dotnet ef</c>; see host/migrations/add.sh. No server is needed to make a migration.</summary>
public sealed class DesignTimeContexts : IDesignTimeDbContextFactory<OcrDbContext>
{
    /// <param name="args">The provider: <c>Sqlite</c>, <c>SqlServer</c> or <c>Postgres</c>.</param>
    public OcrDbContext CreateDbContext(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var options = new DbContextOptionsBuilder<OcrDbContext>();
        switch (args.FirstOrDefault())
        {
            case "Sqlite":
                OcrSqlite.Configure(options, "design-time.db");
                break;
            case "SqlServer":
                OcrSqlServer.Configure(options, "Server=design-time");
                break;
            case "Postgres":
                OcrPostgres.Configure(options, "Host=design-time");
                break;
            default:
                throw new ArgumentException("Name the provider after --: Sqlite, SqlServer or Postgres.", nameof(args));
        }

        return new OcrDbContext(options.Options, Parts());
    }

    private static List<IModelPart> Parts()
    {
        var services = new ServiceCollection().AddOcr(new HostSettings
        {
            Home = ".",
            Provider = DatabaseProvider.Sqlite,
            Database = "design-time.db",
            RuleSetsPath = ".",
            DefinitionsPath = ".",
            FileChanges = FileChanges.Propose,
            CalendarDivision = "england-and-wales",
            LapseCron = "0 0 3 * * ?",
            RetentionCron = null,
            PollInterval = TimeSpan.FromHours(1),
            KeepEarlyEvents = TimeSpan.Zero,
            ConfirmAbove = 0,
            Retention = new(null, null, null, null),
            Limits = new(0, 0, 0),
            OpenIdConnect = null,
            Mail = new MailSettings
            {
                Transport = MailTransport.Pickup,
                PickupFolder = ".",
                From = new("design time", "nobody@design-time.example"),
                Office = new("design time", "nobody@design-time.example"),
                AllCentres = new("design time", "nobody@design-time.example"),
                Centre = "{number}@design-time.example",
                Smtp = new("design-time.example", 25, SmtpSecurity.None, null, null, TimeSpan.FromSeconds(1)),
            },
        }, new ConfigurationBuilder().Build());
        return [.. services.BuildServiceProvider().GetServices<IModelPart>()];
    }
}

internal static class Program
{
    private static int Main()
    {
        Console.Error.WriteLine("This tool is for dotnet ef: use host/migrations/add.sh NAME.");
        return 2;
    }
}
