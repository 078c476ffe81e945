using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using OcrWorkflows.Migrations.Sqlite;

namespace OcrWorkflows.Storage.Tests.SqlServer;

/// <summary>Gives a context that is made for SQL Server the connection of its twin, and keeps what was sent.</summary>
internal sealed class Twins(string file) : DbConnectionInterceptor, IClashReader
{
    private const int Busy = 5;
    private const int Constraint = 19;


    /// <summary>Every command of this process that a twin was sent, as EF made it; lock it to read it.</summary>
    public static HashSet<string> Sent { get; } = new(StringComparer.Ordinal);

    public static async Task CreateAsync(string file)
    {
        var options = new DbContextOptionsBuilder<OcrDbContext>();
        OcrSqlite.Configure(options, file);
        await using var database = new OcrDbContext(options.Options, [new EngineModel(), new NoteModel()]);
        await database.Database.EnsureCreatedAsync();
    }

    public override InterceptionResult<DbConnection> ConnectionCreating(ConnectionCreatingEventData eventData, InterceptionResult<DbConnection> result) =>
        InterceptionResult<DbConnection>.SuppressWithResult(new TwinConnection(new SqliteConnection($"Data Source={file};Foreign Keys=True"), Sent));

    /// <summary>Clashes are told by the twin's errors.</summary>
    public Clash Read(DbException failure) => failure is not SqliteException { SqliteErrorCode: var code } ? Clash.None : code switch
    {
        Busy => Clash.GiveWay,
        Constraint => Clash.Duplicate,
        _ => Clash.None,
    };
}
