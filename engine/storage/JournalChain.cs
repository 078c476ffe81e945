using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Rules;
using OcrWorkflows.Runtime.Values;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage;

/// <summary>Where a journal does not prove itself.</summary>
/// <param name="Sequence">First line at fault; one past the last line when lines are missing at the end.</param>
public sealed record JournalBreak(InstanceId Instance, int Sequence, string Message);

/// <summary>The chain of hashes over the journal of one instance.</summary>
public static class JournalChain
{
    /// <summary>SHA-256 over the hash before it and the line, as a JSON array; lower-case hexadecimal.</summary>
    /// <param name="previous">Hash of the line before; empty for the first.</param>
    public static string HashOf(string previous, JournalRow line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return JsonText.Of((Previous: previous, Line: line), WriteLine, CanonicalJson.Sha256);
    }

    private static void WriteLine(Utf8JsonWriter json, (string Previous, JournalRow Line) chained)
    {
        var (previous, line) = chained;
        json.WriteStartArray();
        json.WriteStringValue(previous);
        json.WriteStringValue(line.InstanceId.Value);
        json.WriteNumberValue(line.Sequence);
        json.WriteNumberValue(line.At.UtcTicks);
        json.WriteStringValue(line.Actor);
        json.WriteStringValue(line.ActivityId);
        json.WriteStringValue(line.ActivityInstanceId);
        json.WriteStringValue(line.Event);
        json.WriteStringValue(line.Message);
        json.WriteStringValue(line.PayloadHash);
        json.WriteStringValue(line.RequestId);
        json.WriteEndArray();
    }

    public static string? HashOfPayload(string? payload) => payload is null ? null : CanonicalJson.Sha256(Encoding.UTF8.GetBytes(payload));

    /// <summary>Reads the whole journal of an instance. Null when every line proves itself and none is missing.</summary>
    public static async Task<JournalBreak?> VerifyAsync(OcrDbContext database, InstanceId instance, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(database);
        var last = await database.Set<InstanceRow>().Where(i => i.Id == instance).Select(i => i.JournalHash).SingleOrDefaultAsync(stop);
        var previous = "";
        var sequence = 0;
        await foreach (var line in database.Set<JournalRow>().AsNoTracking().Where(j => j.InstanceId == instance).OrderBy(j => j.Sequence).AsAsyncEnumerable().WithCancellation(stop))
        {
            sequence++;
            if (Fault(line, sequence, previous) is { } message)
            {
                return new JournalBreak(instance, sequence, message);
            }

            previous = line.Hash;
        }

        return last == previous ? null : new JournalBreak(instance, sequence + 1, "Lines are missing at the end, or the instance itself is.");
    }

    /// <summary>The same over lines that have been read, in order.</summary>
    internal static JournalBreak? Verify(InstanceRow instance, IReadOnlyList<JournalRow> lines)
    {
        var previous = "";
        for (var n = 0; n < lines.Count; n++)
        {
            if (Fault(lines[n], n + 1, previous) is { } message)
            {
                return new JournalBreak(instance.Id, n + 1, message);
            }

            previous = lines[n].Hash;
        }

        return instance.JournalHash == previous ? null : new JournalBreak(instance.Id, lines.Count + 1, "Lines are missing at the end.");
    }

    private static string? Fault(JournalRow line, int sequence, string previous)
    {
        if (line.Sequence != sequence)
        {
            return $"Line {sequence} is missing; {line.Sequence} follows.";
        }

        if (line.Hash != HashOf(previous, line))
        {
            return "The line is not as it was written.";
        }

        return line.Payload is not null && line.PayloadHash != HashOfPayload(line.Payload) ? "The payload is not as it was written." : null;
    }
}
