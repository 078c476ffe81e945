using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Migrations.Postgres;

public static class OcrPostgres
{
    private static readonly PostgresClashes Clashes = new();

    public static void Configure(DbContextOptionsBuilder options, string connection)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.UseNpgsql(connection, postgres => postgres.MigrationsAssembly(typeof(OcrPostgres).Assembly.GetName().Name))
            .AddInterceptors(Clashes);
    }
}

internal sealed class PostgresClashes : IClashReader
{
    public Clash Read(DbException failure) => failure is not PostgresException { SqlState: var state } ? Clash.None : state switch
    {
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable => Clash.GiveWay,
        PostgresErrorCodes.UniqueViolation => Clash.Duplicate,
        _ => Clash.None,
    };
}
