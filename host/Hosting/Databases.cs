using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Migrations.Postgres;
using OcrWorkflows.Migrations.Sqlite;
using OcrWorkflows.Migrations.SqlServer;

namespace OcrWorkflows.Host.Hosting;

/// <summary>Points the one model at the database that the settings name.</summary>
public static class Databases
{
    public static void Configure(DbContextOptionsBuilder builder, HostSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        switch (settings.Provider)
        {
            case DatabaseProvider.Sqlite:
                Directory.CreateDirectory(Path.GetDirectoryName(settings.Database)!);
                OcrSqlite.Configure(builder, settings.Database);
                break;
            case DatabaseProvider.SqlServer:
                OcrSqlServer.Configure(builder, settings.Database);
                break;
            default:
                OcrPostgres.Configure(builder, settings.Database);
                break;
        }
    }
}
