using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Centres.Effects;

/// <summary>Letters and notices: written to the outbox with whatever caused them, sent afterwards. Never personal data, only references.</summary>
internal static class Notices
{
    /// <param name="key">Names the notice in full; one with the same key is written once.</param>
    /// <param name="kind">Such as <c>claim-overdue</c>; chooses the wording when it is sent.</param>
    public static async Task WriteAsync(OcrDbContext database, string key, string kind, IReadOnlyDictionary<string, object?> payload, InstanceId? instance, DateTimeOffset now, IIdSource ids, CancellationToken stop)
    {
        NoticeKinds.Demand(kind, payload.Keys);
        if (database.Set<OutboxRow>().Local.Any(o => o.Key == key) || await database.Set<OutboxRow>().AnyAsync(o => o.Key == key, stop))
        {
            return;
        }

        database.Add(new OutboxRow
        {
            Id = ids.Next(),
            Key = key,
            Kind = kind,
            Payload = CanonicalJson.Write(payload),
            InstanceId = instance,
            CreatedAt = now,
            NextAttemptAt = now,
        });
    }
}
