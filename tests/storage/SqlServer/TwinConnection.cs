using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace OcrWorkflows.Storage.Tests.SqlServer;

/// <summary>
/// Takes the commands that are made for SQL Server, writes them down, and has a SQLite file answer them: there is no SQL Server where the tests run.
/// What it shows is which commands are sent, and that each can be made; not that SQL Server carries them out.
/// </summary>
internal sealed class TwinConnection(SqliteConnection twin, ICollection<string> sent) : DbConnection
{
    [AllowNull]
    public override string ConnectionString { get; set; } = "Server=none";

    public override string Database => "twin";

    public override string DataSource => "twin";

    public override string ServerVersion => "16.0";

    public override ConnectionState State => twin.State;

    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    public override void Open() => twin.Open();

    public override void Close() => twin.Close();

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => new TwinTransaction(this, twin.BeginTransaction());

    protected override DbCommand CreateDbCommand() => new TwinCommand(this, twin.CreateCommand(), sent);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            twin.Dispose();
        }

        base.Dispose(disposing);
    }
}

internal sealed class TwinTransaction(DbConnection connection, SqliteTransaction twin) : DbTransaction
{
    public SqliteTransaction Twin => twin;

    public override IsolationLevel IsolationLevel => twin.IsolationLevel;

    protected override DbConnection DbConnection => connection;

    public override void Commit() => twin.Commit();

    public override void Rollback() => twin.Rollback();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            twin.Dispose();
        }

        base.Dispose(disposing);
    }
}

internal sealed class TwinCommand(DbConnection connection, SqliteCommand twin, ICollection<string> sent) : DbCommand
{
    private readonly SqlCommand _written = new();

    [AllowNull]
    public override string CommandText { get; set; } = "";

    public override int CommandTimeout { get; set; }

    public override CommandType CommandType { get; set; } = CommandType.Text;

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection { get; set; } = connection;

    protected override DbParameterCollection DbParameterCollection => _written.Parameters;

    protected override DbTransaction? DbTransaction { get; set; }

    public override void Cancel() => twin.Cancel();

    public override void Prepare()
    {
    }

    public override int ExecuteNonQuery() => Ready().ExecuteNonQuery();

    public override object? ExecuteScalar() => Ready().ExecuteScalar();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Ready().ExecuteReader(behavior);

    protected override DbParameter CreateDbParameter() => _written.CreateParameter();

    private SqliteCommand Ready()
    {
        lock (sent)
        {
            sent.Add(CommandText);
        }

        twin.Transaction = (DbTransaction as TwinTransaction)?.Twin;
        twin.Parameters.Clear();
        foreach (SqlParameter parameter in _written.Parameters)
        {
            twin.Parameters.AddWithValue(parameter.ParameterName, parameter.Value ?? DBNull.Value);
        }

        twin.CommandText = TSqlOnSqlite.Of(CommandText);
        return twin;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            twin.Dispose();
            _written.Dispose();
        }

        base.Dispose(disposing);
    }
}
