using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Publishing;

namespace OcrWorkflows.Host.Identity;

/// <summary>Notes in the audit trail who was shown names, UCI, ULN or dates of birth, unmasked: one line for each list or record, however many candidates are on it.</summary>
/// <remarks>Call it before anything is shown: what cannot be noted is not shown.</remarks>
public sealed class PersonalDataViews(IDbContextFactory<OcrDbContext> databases, TimeProvider time)
{
    /// <summary>Beginning of the trails; the name of the list follows.</summary>
    public const string Trails = "personal-data/";

    /// <summary>Others may be shown the same list at the same moment; each of them takes a line of the trail.</summary>
    private const int MostTries = 20;

    /// <param name="list">Such as <c>entries</c>; the trail it is noted in.</param>
    /// <param name="action">One word, such as <c>exported</c>.</param>
    /// <param name="text">Which part of the list, in a sentence without personal data.</param>
    public async Task NoteAsync(string list, string action, string text, Actor viewer, CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            await using var database = await databases.CreateDbContextAsync(stop);
            await AuditTrail.NoteAsync(database, Trails + list, action, text, viewer, time.GetUtcNow(), stop);
            try
            {
                await database.SaveChangesAsync(stop);
                return;
            }
            catch (DbUpdateException) when (tries < MostTries)
            {
                // Somebody else took the line; the next one is ours.
            }
        }
    }
}
