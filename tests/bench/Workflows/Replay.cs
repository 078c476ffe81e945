using System.Globalization;
using Microsoft.Data.Sqlite;

namespace OcrWorkflows.Bench.Workflows;

/// <summary>The yardstick: recorded row changes of a turn, made again for other instances by prepared commands.</summary>
internal sealed class Replay : IDisposable
{
    private readonly string _template;
    private readonly List<(SqliteCommand Command, object[] Values)> _commands = [];

    /// <param name="template">The instance that was recorded.</param>
    public Replay(SqliteConnection database, IReadOnlyList<RowChange> changes, Guid template)
    {
        _template = Text(template);
        foreach (var change in changes)
        {
            var command = database.CreateCommand();
            var values = change.Kind == 'I' ? change.Values : [.. change.Values, .. change.Keys];
            command.CommandText = Sql(change);
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters.AddWithValue($"$p{i}", values[i]);
            }

            command.Prepare();
            _commands.Add((command, values));
        }
    }

    /// <summary>Makes the changes for another instance, as by another request, within a transaction.</summary>
    /// <param name="rewrite">Gives a recorded value another meaning: table, column, value.</param>
    public void Run(SqliteTransaction transaction, Guid instance, Guid request, Guid recordedRequest, Func<object, object>? rewrite = null)
    {
        var (own, old, other) = (Text(instance), Text(recordedRequest), Text(request));
        foreach (var (command, values) in _commands)
        {
            command.Transaction = transaction;
            for (var i = 0; i < values.Length; i++)
            {
                if (values[i] is string text)
                {
                    command.Parameters[i].Value = text == _template ? own : text == old ? other : rewrite?.Invoke(text) ?? text;
                }
                else if (rewrite is not null)
                {
                    command.Parameters[i].Value = rewrite(values[i]);
                }
            }

            command.ExecuteNonQuery();
        }
    }

    public void Dispose()
    {
        foreach (var (command, _) in _commands)
        {
            command.Dispose();
        }
    }

    private static string Sql(RowChange change)
    {
        var count = change.Columns.Length;
        var keys = string.Join(" AND ", change.KeyColumns.Select((c, i) => $"\"{c}\" = $p{count + i}"));
        return change.Kind switch
        {
            'I' => $"INSERT INTO \"{change.Table}\" ({string.Join(", ", change.Columns.Select(c => $"\"{c}\""))}) VALUES ({string.Join(", ", change.Columns.Select((_, i) => $"$p{i}"))})",
            'U' => $"UPDATE \"{change.Table}\" SET {string.Join(", ", change.Columns.Select((c, i) => $"\"{c}\" = $p{i}"))} WHERE {keys}",
            _ => $"DELETE FROM \"{change.Table}\" WHERE {keys}",
        };
    }

    private static string Text(Guid id) => id.ToString("D", CultureInfo.InvariantCulture).ToUpperInvariant();
}
