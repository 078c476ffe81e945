using OcrWorkflows.Host.Web;

namespace OcrWorkflows.Host.Api;

/// <summary>The header Idempotency-Key: a UUID, the same for every repeat of one request.</summary>
public static class IdempotencyKey
{
    public static IResult Unreadable => Problems.Bad("bad-idempotency-key", "The header Idempotency-Key must be a UUID, the same for every repeat of one request.");

    /// <param name="read">Null when the header was not sent.</param>
    /// <returns>False when it was sent and is no UUID.</returns>
    public static bool TryRead(string? sent, out Guid? read)
    {
        read = Guid.TryParse(sent, out var key) ? key : null;
        return sent is null || read is not null;
    }
}
