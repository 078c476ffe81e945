using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Migrations.Postgres;
using OcrWorkflows.Migrations.Sqlite;
using OcrWorkflows.Migrations.SqlServer;

namespace OcrWorkflows.Storage.Tests;

public enum DatabaseKind
{
    SqliteFile,
    Postgres,
    SqlServer,

    /// <summary>The commands are those for SQL Server, and a SQLite file answers them (see <see cref="SqlServer.TwinConnection"/>).</summary>
    SqlServerTwin,
}

/// <summary>A database of its own for one test, removed afterwards.</summary>
internal sealed class TestDatabase
{
    private static int _last;

    private readonly string _folder = "";
    private readonly string _connection = "";

    /// <remarks>The connection string of a PostgreSQL server is taken from OCR_POSTGRES; <c>tests/postgres.sh start DIR</c> prints one.</remarks>
    public TestDatabase(DatabaseKind kind)
    {
        Kind = kind;
        if (kind is DatabaseKind.SqliteFile or DatabaseKind.SqlServerTwin)
        {
            _folder = Directory.CreateTempSubdirectory("ocr-storage-").FullName;
            return;
        }

        if (kind == DatabaseKind.SqlServer)
        {
            if (Environment.GetEnvironmentVariable("OCR_SQLSERVER") is not { Length: > 0 } sqlServer)
            {
                Assert.Ignore("OCR_SQLSERVER is not set, so nothing was tried on SQL Server: export OCR_SQLSERVER=\"Server=...;User Id=...;Password=...;TrustServerCertificate=true\".");
                return;
            }

            _connection = $"{sqlServer};Database=ocr_{Environment.ProcessId}_{Interlocked.Increment(ref _last)}";
            return;
        }

        if (Environment.GetEnvironmentVariable("OCR_POSTGRES") is not { Length: > 0 } server)
        {
            Assert.Ignore("OCR_POSTGRES is not set, so nothing was tried on PostgreSQL: export OCR_POSTGRES=\"$(tests/postgres.sh start DIR)\".");
            return;
        }

        var name = $"ocr_{Environment.ProcessId}_{Interlocked.Increment(ref _last)}";
        _connection = $"{server};Database={name};Maximum Pool Size=30";
    }

    public DatabaseKind Kind { get; }

    public void Configure(DbContextOptionsBuilder options)
    {
        if (Kind == DatabaseKind.SqliteFile)
        {
            OcrSqlite.Configure(options, Path.Combine(_folder, "ocr.db"));
        }
        else if (Kind == DatabaseKind.SqlServer)
        {
            OcrSqlServer.Configure(options, _connection);
        }
        else if (Kind == DatabaseKind.SqlServerTwin)
        {
            OcrSqlServer.Configure(options, "Server=none");
            options.AddInterceptors(new SqlServer.Twins(Path.Combine(_folder, "ocr.db")));
        }
        else
        {
            OcrPostgres.Configure(options, _connection);
        }
    }

    /// <summary>Makes the tables of the model.</summary>
    public async Task CreateAsync(OcrDbContext database)
    {
        if (Kind == DatabaseKind.SqlServerTwin)
        {
            await SqlServer.Twins.CreateAsync(Path.Combine(_folder, "ocr.db"));
        }
        else
        {
            await database.Database.EnsureCreatedAsync();
        }
    }

    public async Task DropAsync(OcrDbContext database)
    {
        if (Kind == DatabaseKind.Postgres)
        {
            Npgsql.NpgsqlConnection.ClearAllPools();
            await database.Database.EnsureDeletedAsync();
        }
        else if (Kind == DatabaseKind.SqlServer)
        {
            await database.Database.EnsureDeletedAsync();
        }
        else
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(_folder, recursive: true);
        }
    }
}
