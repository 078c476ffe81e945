using Microsoft.EntityFrameworkCore;

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
                builder.UseSqlite($"Data Source={settings.Database}");
                break;
            case DatabaseProvider.SqlServer:
                builder.UseSqlServer(settings.Database);
                break;
            default:
                builder.UseNpgsql(settings.Database);
                break;
        }
    }
}
