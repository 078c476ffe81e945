using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Migrations.SqlServer;

public static class OcrSqlServer
{
    private static readonly SqlServerClashes Clashes = new();

    public static void Configure(DbContextOptionsBuilder options, string connection)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.UseSqlServer(connection, server => server.MigrationsAssembly(typeof(OcrSqlServer).Assembly.GetName().Name))
            .AddInterceptors(Clashes);
    }
}

internal sealed class SqlServerClashes : IClashReader
{
    private const int Deadlock = 1205;
    private const int LockTimeout = 1222;
    private const int SnapshotConflict = 3960;
    private const int UniqueConstraint = 2627;
    private const int UniqueIndex = 2601;

    public Clash Read(DbException failure) => failure is not SqlException { Number: var number } ? Clash.None : number switch
    {
        Deadlock or LockTimeout or SnapshotConflict => Clash.GiveWay,
        UniqueConstraint or UniqueIndex => Clash.Duplicate,
        _ => Clash.None,
    };
}
