using System.Text;

namespace OcrWorkflows.Host.Pages.Components;

/// <summary>Builds an address from its parts, leaving out what is empty.</summary>
public static class QueryText
{
    public static string Address(string path, params ReadOnlySpan<(string Name, string? Value)> parts)
    {
        var address = new StringBuilder(path);
        var separator = '?';
        foreach (var (name, value) in parts)
        {
            if (!string.IsNullOrEmpty(value))
            {
                address.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(value));
                separator = '&';
            }
        }

        return address.ToString();
    }
}
