using System.Security.Cryptography;
using System.Text;

namespace OcrWorkflows.Centres.Identifiers;

/// <summary>Request identities that follow from what is asked: asking again is the same request.</summary>
public static class RequestIds
{
    /// <param name="what">Names the request in full, such as <c>FirstEntry:12345-IT</c>.</param>
    public static Guid For(string what) => new(SHA256.HashData(Encoding.UTF8.GetBytes(what)).AsSpan(0, 16));
}
