using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace OcrWorkflows.Bench;

/// <summary>The yardstick: the rows that an import added, written again to a copy of the database as it was before, by bare prepared commands.</summary>
internal static class BareInsert
{
    /// <summary>Rows in one transaction, as many lines as the import commits together.</summary>
    private const int BatchRows = 1000;

    /// <param name="before">The database before the import; it is changed.</param>
    /// <param name="after">The database after the import.</param>
    /// <returns>Rows written and the time that writing took; reading them is not counted.</returns>
    public static (int Rows, TimeSpan Elapsed) Run(string before, string after)
    {
        using var source = Open(after);
        using var target = Open(before);
        Execute(target, "PRAGMA journal_mode=WAL");
        Execute(target, "PRAGMA synchronous=FULL");
        Execute(target, "PRAGMA foreign_keys=OFF");
        var (rows, elapsed) = (0, TimeSpan.Zero);
        foreach (var table in Tables(source))
        {
            var known = Scalar(target, $"SELECT coalesce(max(rowid), 0) FROM \"{table}\"");
            var (written, took) = Copy(source, target, table, known);
            rows += written;
            elapsed += took;
        }

        return (rows, elapsed);
    }

    /// <summary>A copy of a database in one file, its write-ahead log included.</summary>
    public static void Snapshot(string database, string copy)
    {
        using var source = Open(database);
        using var target = Open(copy);
        source.BackupDatabase(target);
    }

    private static (int Rows, TimeSpan Elapsed) Copy(SqliteConnection source, SqliteConnection target, string table, long known)
    {
        using var select = source.CreateCommand();
        select.CommandText = $"SELECT * FROM \"{table}\" WHERE rowid > {known.ToString(CultureInfo.InvariantCulture)} ORDER BY rowid";
        using var reader = select.ExecuteReader();
        var width = reader.FieldCount;
        using var insert = target.CreateCommand();
        insert.CommandText = $"INSERT INTO \"{table}\" VALUES ({string.Join(", ", Enumerable.Range(0, width).Select(i => $"$p{i}"))})";
        var parameters = Enumerable.Range(0, width).Select(i => insert.Parameters.Add(new SqliteParameter { ParameterName = $"$p{i}" })).ToArray();
        insert.Prepare();

        var (rows, elapsed) = (0, TimeSpan.Zero);
        var batch = new List<object[]>(BatchRows);
        while (Fill(reader, batch, width))
        {
            var clock = Stopwatch.StartNew();
            using var transaction = target.BeginTransaction();
            insert.Transaction = transaction;
            foreach (var row in batch)
            {
                for (var i = 0; i < width; i++)
                {
                    parameters[i].Value = row[i];
                }

                insert.ExecuteNonQuery();
            }

            transaction.Commit();
            elapsed += clock.Elapsed;
            rows += batch.Count;
        }

        return (rows, elapsed);
    }

    private static bool Fill(SqliteDataReader reader, List<object[]> batch, int width)
    {
        batch.Clear();
        while (batch.Count < BatchRows && reader.Read())
        {
            var row = new object[width];
            reader.GetValues(row);
            batch.Add(row);
        }

        return batch.Count > 0;
    }

    private static List<string> Tables(SqliteConnection database)
    {
        using var command = database.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_\\_%' ESCAPE '\\' ORDER BY name";
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long Scalar(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
