using System.Globalization;
using Microsoft.Data.Sqlite;

namespace OcrWorkflows.Bench.Workflows;

/// <summary>What one turn of the engine changed in the database: found by comparing the instance's rows before and after it.</summary>
/// <param name="Columns">Of an insert: all. Of an update: those that differ. Of a delete: none.</param>
internal sealed record RowChange(string Table, char Kind, string[] Columns, object[] Values, string[] KeyColumns, object[] Keys);

/// <summary>Reads rows of one instance, whatever the tables are.</summary>
internal sealed class Recording(string file, Guid instance)
{
    private readonly string _id = instance.ToString("D", CultureInfo.InvariantCulture).ToUpperInvariant();
    private Dictionary<string, (string Table, string[] Columns, object[] Values, string[] KeyColumns, object[] Keys)> _seen = [];

    /// <summary>The changes since the last call.</summary>
    public IReadOnlyList<RowChange> Next()
    {
        var now = Read();
        var changes = new List<RowChange>();
        foreach (var (key, row) in now)
        {
            if (!_seen.TryGetValue(key, out var before))
            {
                changes.Add(new RowChange(row.Table, 'I', row.Columns, row.Values, row.KeyColumns, row.Keys));
            }
            else if (Enumerable.Range(0, row.Columns.Length).Where(i => !Equals(row.Values[i], before.Values[i])).ToArray() is { Length: > 0 } differs)
            {
                changes.Add(new RowChange(row.Table, 'U', [.. differs.Select(i => row.Columns[i])], [.. differs.Select(i => row.Values[i])], row.KeyColumns, row.Keys));
            }
        }

        changes.AddRange(_seen.Where(s => !now.ContainsKey(s.Key)).Select(s => new RowChange(s.Value.Table, 'D', [], [], s.Value.KeyColumns, s.Value.Keys)));
        _seen = now;
        return changes;
    }

    private Dictionary<string, (string Table, string[] Columns, object[] Values, string[] KeyColumns, object[] Keys)> Read()
    {
        var rows = new Dictionary<string, (string, string[], object[], string[], object[])>(StringComparer.Ordinal);
        using var database = Bare.Open(file);
        foreach (var table in Bare.Tables(database))
        {
            var columns = Bare.Columns(database, table);
            if (Array.Find(columns, c => table == "Instances" ? c.Name == "Id" : c.Name == "InstanceId").Name is not { } owner)
            {
                continue;
            }

            using var select = database.CreateCommand();
            select.CommandText = $"SELECT * FROM \"{table}\" WHERE \"{owner}\" = $id ORDER BY rowid";
            select.Parameters.AddWithValue("$id", _id);
            using var reader = select.ExecuteReader();
            while (reader.Read())
            {
                var values = new object[columns.Length];
                reader.GetValues(values);
                var keys = columns.Select((c, i) => (c, i)).Where(c => c.c.IsKey).Select(c => values[c.i]).ToArray();
                rows.Add($"{table} {string.Join(' ', keys)}", (table, [.. columns.Select(c => c.Name)], values, [.. columns.Where(c => c.IsKey).Select(c => c.Name)], keys));
            }
        }

        return rows;
    }
}

/// <summary>SQLite without the product between.</summary>
internal static class Bare
{
    public static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL");
        Execute(connection, "PRAGMA synchronous = FULL");
        return connection;
    }

    public static void Execute(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static long Scalar(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    public static IReadOnlyList<string> Tables(SqliteConnection database)
    {
        using var command = database.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name";
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    public static (string Name, bool IsKey)[] Columns(SqliteConnection database, string table)
    {
        using var command = database.CreateCommand();
        command.CommandText = $"PRAGMA table_info(\"{table}\")";
        using var reader = command.ExecuteReader();
        var columns = new List<(string, bool)>();
        while (reader.Read())
        {
            columns.Add((reader.GetString(1), reader.GetInt32(5) > 0));
        }

        return [.. columns];
    }
}
