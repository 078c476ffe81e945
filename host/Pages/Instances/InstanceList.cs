using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Pages.Components;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Pages.Instances;

/// <summary>An instance as lists show it; the state stays in the database.</summary>
public sealed record InstanceLine(
    InstanceId Id,
    string DefinitionId,
    string? Name,
    string? Correlation,
    string? Centre,
    string? Qualification,
    InstanceSubStatus SubStatus,
    bool HasIncident,
    DateTimeOffset UpdatedAt);

/// <param name="Waits">What each instance waits for, first things first.</param>
public sealed record InstanceList(IReadOnlyList<InstanceLine> Lines, ILookup<InstanceId, WaitReason> Waits, int Count, PageEnd? Next)
{
    private const int PageSize = 50;

    public static async Task<InstanceList> ReadAsync(
        OcrDbContext database, Viewer viewer, InstanceFilter filter, PageEnd? after, DateOnly today, DateOnly soon, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(viewer);
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(database);
        var found = filter.Apply(database, viewer.Limit(database.Set<InstanceRow>()), today, soon);
        var count = await found.OrderByDescending(i => i.UpdatedAt).Take(Total.Limit + 1).CountAsync(stop);
        var rest = after is { } end ? found.Where(i => i.UpdatedAt <= end.At) : found;
        var lines = await rest.OrderByDescending(i => i.UpdatedAt).ThenBy(i => i.Id).Skip(after?.Same ?? 0)
            .Select(i => new InstanceLine(i.Id, i.DefinitionId, i.Name, i.CorrelationId, i.CentreNumber, i.QualificationCode, i.SubStatus, i.HasIncident, i.UpdatedAt))
            .Take(PageSize + 1).ToListAsync(stop);
        var shown = lines.Take(PageSize).ToList();
        return new InstanceList(
            shown,
            await WaitReason.OfAsync(database, [.. shown.Select(l => l.Id)], stop),
            count,
            lines.Count > PageSize ? PageEnd.After([.. shown.Select(l => l.UpdatedAt)], after) : null);
    }
}
