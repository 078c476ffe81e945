using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Migrations.Sqlite;

/// <summary>The embedded database: one file, for one host.</summary>
public static class OcrSqlite
{
    private static readonly SqliteConnections Connections = new();

    /// <param name="path">The file; created when it is not there. Its folder must be.</param>
    public static void Configure(DbContextOptionsBuilder options, string path)
    {
        ArgumentNullException.ThrowIfNull(options);
        var connection = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true };
        options.UseSqlite(connection.ToString(), sqlite => sqlite.MigrationsAssembly(typeof(OcrSqlite).Assembly.GetName().Name))
            .AddInterceptors(Connections);
    }
}

/// <summary>
/// Readers beside the writer (write-ahead log), each commit on the disk before it is reported (synchronous FULL),
/// and writers that wait for each other instead of failing.
/// </summary>
internal sealed class SqliteConnections : DbConnectionInterceptor, IClashReader
{
    private const string Settings = "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadFailed = 10;
    private const int DiskFull = 13;
    private const int CannotOpen = 14;
    private const int UniqueKey = 2067;
    private const int PrimaryKey = 1555;

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        ArgumentNullException.ThrowIfNull(connection);
        using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        await using var command = connection.CreateCommand();
        command.CommandText = Settings;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Clash Read(DbException failure) => failure switch
    {
        SqliteException { SqliteErrorCode: Busy or Locked } => Clash.GiveWay,
        SqliteException { SqliteExtendedErrorCode: UniqueKey or PrimaryKey } => Clash.Duplicate,
        SqliteException { SqliteErrorCode: ReadFailed or DiskFull or CannotOpen } => Clash.Outage,
        _ => Clash.None,
    };
}
