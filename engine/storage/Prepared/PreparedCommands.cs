using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace OcrWorkflows.Storage.Prepared;

/// <summary>
/// The commands of a turn, prepared once for a connection and made from the model. SQLite only: it is in this process, so that what a command costs is
/// what is done around it. The servers are told of all the rows of a turn at once, by EF Core.
/// </summary>
internal sealed class PreparedCommands
{
    private static readonly ConditionalWeakTable<DbConnection, PreparedCommands> s_commands = [];

    private readonly OcrDbContext _model;
    private readonly DbConnection _connection;
    private readonly IPreparedWatch[] _watches;
    private readonly Dictionary<(TableShape Table, char What, ulong Which), DbCommand> _prepared = [];
    private readonly Dictionary<string, DbCommand> _statements = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, TableShape> _shapes = [];

    private PreparedCommands(OcrDbContext database, DbConnection connection)
    {
        (_model, _connection) = (database, connection);
        _watches = [.. database.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>()?.Interceptors?.OfType<IPreparedWatch>() ?? []];
    }

    /// <summary>Savepoints that stand, one within the other.</summary>
    public int Savepoints { get; set; }

    /// <returns>Null where the database is not one for prepared commands.</returns>
    public static PreparedCommands? Of(OcrDbContext database)
    {
        var connection = database.Database.GetDbConnection();
        if (s_commands.TryGetValue(connection, out var known))
        {
            return known;
        }

        return database.Database.ProviderName?.EndsWith("Sqlite", StringComparison.Ordinal) == true ? s_commands.GetValue(connection, c => new PreparedCommands(database, c)) : null;
    }

    public TableShape Shape(Type row)
    {
        if (!_shapes.TryGetValue(row, out var shape))
        {
            _shapes[row] = shape = TableShape.Of(_model, row);
        }

        return shape;
    }

    /// <summary>Rows of one table in one command.</summary>
    public void Insert(OcrDbContext database, TableShape table, ReadOnlySpan<object?[]> rows)
    {
        var width = table.Columns.Length;
        if (Known(database, table, 'I', (ulong)rows.Length) is not { } command)
        {
            var count = rows.Length;
            var values = Enumerable.Range(0, count).Select(row => $"({string.Join(", ", table.Columns.Select((_, i) => $"@p{row * width + i}"))})");
            command = Make(
                database, table, 'I', (ulong)count,
                $"INSERT INTO {table.Name} ({string.Join(", ", table.Columns.Select(c => c.Name))}) VALUES {string.Join(", ", values)}",
                [.. Enumerable.Range(0, count).SelectMany(_ => table.Columns)]);
        }

        for (var row = 0; row < rows.Length; row++)
        {
            for (var i = 0; i < width; i++)
            {
                command.Parameters[row * width + i].Value = table.Columns[i].ToStore(rows[row][i]);
            }
        }

        Execute(command);
    }

    /// <summary>Writes the columns that differ.</summary>
    /// <param name="before">As the row was read or last written; null writes every column.</param>
    /// <exception cref="DbUpdateConcurrencyException">The row is not there as it was.</exception>
    public void Update(OcrDbContext database, TableShape table, object?[]? before, object?[] after)
    {
        var mask = 0UL;
        for (var i = 0; i < after.Length; i++)
        {
            if (!table.Columns[i].IsKey && (before is null || !Equals(before[i], after[i])))
            {
                mask |= 1UL << i;
            }
        }

        if (mask == 0)
        {
            return;
        }

        int[] found = before is not null && table.Lock >= 0 ? table.KeysAndLock : table.Keys;
        if (Known(database, table, before is null ? 'W' : 'U', mask) is not { } command)
        {
            var changed = Enumerable.Range(0, after.Length).Where(i => (mask & 1UL << i) != 0).ToArray();
            command = Make(
                database, table, before is null ? 'W' : 'U', mask,
                $"UPDATE {table.Name} SET {string.Join(", ", changed.Select((c, i) => $"{table.Columns[c].Name} = @p{i}"))} WHERE {Where(table, found, changed.Length)}",
                [.. changed.Concat(found).Select(i => table.Columns[i])]);
        }

        var at = 0;
        for (var i = 0; i < after.Length; i++)
        {
            if ((mask & 1UL << i) != 0)
            {
                command.Parameters[at++].Value = table.Columns[i].ToStore(after[i]);
            }
        }

        foreach (var i in found)
        {
            command.Parameters[at++].Value = table.Columns[i].ToStore((before ?? after)[i]);
        }

        ExpectOne(Execute(command), table);
    }

    /// <exception cref="DbUpdateConcurrencyException">The row is not there.</exception>
    public void Delete(OcrDbContext database, TableShape table, object row)
    {
        var command = Known(database, table, 'D') ?? Make(database, table, 'D', 0, $"DELETE FROM {table.Name} WHERE {Where(table, table.Keys, 0)}", KeyColumns(table));
        for (var i = 0; i < table.Keys.Length; i++)
        {
            command.Parameters[i].Value = table.Columns[table.Keys[i]].ToStore(table.Columns[table.Keys[i]].ValueOf(row));
        }

        ExpectOne(Execute(command), table);
    }

    /// <summary>The columns of the row with this key, put into the row given.</summary>
    /// <param name="key">For a table whose key is one column.</param>
    public bool Read(OcrDbContext database, object key, object into)
    {
        var table = Shape(into.GetType());
        var command = Known(database, table, 'R') ?? Make(
            database, table, 'R', 0,
            $"SELECT {string.Join(", ", table.Columns.Select(c => c.Name))} FROM {table.Name} WHERE {Where(table, table.Keys, 0)}", KeyColumns(table));
        command.Parameters[0].Value = table.Columns[table.Keys[0]].ToStore(key);
        using var reader = Watched(command, static c => c.ExecuteReader());
        if (!reader.Read())
        {
            return false;
        }

        for (var i = 0; i < table.Columns.Length; i++)
        {
            table.Columns[i].Put(into, table.Columns[i].Read(reader, i));
        }

        return true;
    }

    /// <summary>True when there is a row with this key.</summary>
    public bool Exists(OcrDbContext database, Type row, object key)
    {
        var table = Shape(row);
        var command = Known(database, table, 'E') ?? Make(database, table, 'E', 0, $"SELECT 1 FROM {table.Name} WHERE {Where(table, table.Keys, 0)}", KeyColumns(table));
        command.Parameters[0].Value = table.Columns[table.Keys[0]].ToStore(key);
        return Watched(command, static c => c.ExecuteScalar()) is not null;
    }

    /// <summary>A statement without parameters, such as one about savepoints.</summary>
    public void Run(OcrDbContext database, string statement)
    {
        if (!_statements.TryGetValue(statement, out var command))
        {
            command = _connection.CreateCommand();
            command.CommandText = statement;
            _statements[statement] = command;
        }

        command.Transaction = database.Database.CurrentTransaction?.GetDbTransaction();
        Execute(command);
    }

    private static TableColumn[] KeyColumns(TableShape table) => [.. table.Keys.Select(i => table.Columns[i])];

    private static string Where(TableShape table, int[] columns, int first) => string.Join(" AND ", columns.Select((c, i) => $"{table.Columns[c].Name} = @p{first + i}"));

    private static void ExpectOne(int rows, TableShape table)
    {
        if (rows != 1)
        {
            throw new DbUpdateConcurrencyException($"A row of {table.Name} is not as it was read: {rows} were found.");
        }
    }

    private DbCommand? Known(OcrDbContext database, TableShape table, char what, ulong which = 0)
    {
        if (_prepared.TryGetValue((table, what, which), out var command))
        {
            command.Transaction = database.Database.CurrentTransaction?.GetDbTransaction();
        }

        return command;
    }

    private DbCommand Make(OcrDbContext database, TableShape table, char what, ulong which, string text, TableColumn[] parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        for (var i = 0; i < parameters.Length; i++)
        {
            command.Parameters.Add(parameters[i].Parameter(command, $"@p{i}"));
        }

        _prepared[(table, what, which)] = command;
        command.Transaction = database.Database.CurrentTransaction?.GetDbTransaction();
        return command;
    }

    private int Execute(DbCommand command)
    {
        try
        {
            return Watched(command, static c => c.ExecuteNonQuery());
        }
        catch (DbException failure)
        {
            throw new DbUpdateException("A row could not be written.", failure);
        }
    }

    private T Watched<T>(DbCommand command, Func<DbCommand, T> run)
    {
        foreach (var watch in _watches)
        {
            watch.Executing(command);
        }

        var result = run(command);
        foreach (var watch in _watches)
        {
            watch.Executed(command);
        }

        return result;
    }
}
