using OcrWorkflows.Runtime;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Turns;

/// <summary>Appends the lines of a turn to the chain.</summary>
internal static class JournalWriter
{
    public static void Write(TurnRows rows, InstanceRow instance, IEnumerable<JournalLine> lines, Guid request, Actor actor)
    {
        foreach (var line in lines)
        {
            var row = new JournalRow
            {
                InstanceId = instance.Id,
                Sequence = line.Sequence,
                At = line.At,
                Actor = actor.Name,
                ActivityId = line.ActivityId,
                ActivityInstanceId = line.ActivityInstanceId,
                Event = line.Event,
                Message = line.Message,
                Payload = line.Payload,
                PayloadHash = JournalChain.HashOfPayload(line.Payload),
                RequestId = request,
                Hash = "",
            };
            row.Hash = instance.JournalHash = JournalChain.HashOf(instance.JournalHash, row);
            rows.Add(row);
        }
    }
}
