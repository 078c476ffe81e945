using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Operations;

/// <summary>All sweeps and everything that leaves the house stand still, on every host.</summary>
public sealed record Pause(string Reason, string By, DateTimeOffset Since);

/// <summary>The one switch that pauses sweeps and outgoing mail. Its state is the last line of its audit trail, so that nobody can turn it unrecorded. Workflows, timers and the events they send each other go on.</summary>
public sealed class PauseSwitch
{
    /// <summary>Name of its audit trail.</summary>
    public const string Trail = "operations/pause";

    private const string On = "paused";
    private const string Off = "resumed";

    private readonly IDbContextFactory<OcrDbContext> _databases;
    private readonly TimeProvider _time;

    internal PauseSwitch(IDbContextFactory<OcrDbContext> databases, TimeProvider time) => (_databases, _time) = (databases, time);

    /// <returns>Null while nothing is paused.</returns>
    public async Task<Pause?> CurrentAsync(CancellationToken stop)
    {
        await using var database = await _databases.CreateDbContextAsync(stop);
        return await CurrentAsync(database, stop);
    }

    /// <returns>False when it stands so already; then nothing is written.</returns>
    public Task<bool> TurnAsync(bool on, string reason, Actor actor, CancellationToken stop)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        return Clashes.RetryAsync(_databases, async database =>
        {
            await using var transaction = await database.Database.BeginTransactionAsync(stop);
            var last = await AuditTrail.LastAsync(database, Trail, stop);
            if (IsOn(last) == on)
            {
                return false;
            }

            AuditTrail.Append(database, new AuditEntry(Trail, on ? On : Off, reason.Trim()), last, actor, _time.GetUtcNow());
            await database.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
            return true;
        }, stop);
    }

    internal static async Task<Pause?> CurrentAsync(OcrDbContext database, CancellationToken stop)
    {
        var last = await AuditTrail.LastAsync(database, Trail, stop);
        return IsOn(last) ? new Pause(last.Text, last.By, last.At) : null;
    }

    private static bool IsOn([NotNullWhen(true)] PublishingEventRow? last) => last?.Action == On;
}
