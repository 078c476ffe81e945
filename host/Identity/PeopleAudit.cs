using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Publishing;

namespace OcrWorkflows.Host.Identity;

/// <summary>What was done to a user, in a trail of that user's own.</summary>
public static class PeopleAudit
{
    /// <summary>Joins the transaction of the deed: call it before the changes are saved.</summary>
    public static Task NoteAsync(OcrDbContext database, User user, string action, string text, Actor by, TimeProvider time, CancellationToken stop) =>
        AuditTrail.NoteAsync(database, TrailOf(user.Id), action, text, by, time.GetUtcNow(), stop);

    public static string TrailOf(Guid user) => $"user/{user:N}";
}
