using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OcrWorkflows.Storage.Outgoing;

/// <summary>The embedded default: every message becomes a JSON file in a folder, named by its key, so that a double replaces its like.</summary>
public sealed class FolderChannel(string folder) : IOutboxChannel
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public bool Carries(string kind) => true;

    public async Task SendAsync(OutboxMessage message, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(message);
        Directory.CreateDirectory(folder);
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(message.Key)))[..32];
        var written = Path.Combine(folder, $"{name}.{message.Id:N}.part");
        await File.WriteAllTextAsync(written, JsonSerializer.Serialize(new { message.Key, message.Kind, message.CreatedAt, Instance = message.InstanceId?.ToString(), message.Payload }, Format), stop);
        File.Move(written, Path.Combine(folder, name + ".json"), overwrite: true);
    }
}
