using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Expressions;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Publishing;

/// <summary>Keeps what was refused and why: one open change for each kind and name.</summary>
internal sealed class RefusedChanges(IIdSource ids, TimeProvider time)
{
    /// <summary>Members in camelCase, severities by name; read back with the same.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>The same content refused again stays one change, with the diagnostics as they now are.</summary>
    public async Task RefuseAsync(OcrDbContext database, string kind, string name, string contentHash, IReadOnlyList<Diagnostic> diagnostics, Actor actor, CancellationToken stop)
    {
        var text = JsonSerializer.Serialize(diagnostics, Json);
        var same = await Open(database, kind, name).Where(r => r.ContentHash == contentHash)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.Diagnostics, text), stop);
        if (same > 0)
        {
            return;
        }

        await CloseAsync(database, kind, name, stop);
        database.Add(new RefusedChangeRow
        {
            Id = ids.Next(),
            Kind = kind,
            Name = name,
            ContentHash = contentHash,
            At = time.GetUtcNow(),
            By = actor.Name,
            Diagnostics = text,
            IsOpen = true,
        });
    }

    public Task CloseAsync(OcrDbContext database, string kind, string name, CancellationToken stop) =>
        Open(database, kind, name).ExecuteUpdateAsync(set => set.SetProperty(r => r.IsOpen, false), stop);

    private static IQueryable<RefusedChangeRow> Open(OcrDbContext database, string kind, string name) =>
        database.Set<RefusedChangeRow>().Where(r => r.Kind == kind && r.Name == name && r.IsOpen);
}
