namespace OcrWorkflows.Host.Pages.Instances;

/// <summary>What an instance is called: its own name, or its business key as people say it.</summary>
public static class InstanceTitle
{
    /// <summary><c>claim:42</c> becomes <c>Claim 42</c>.</summary>
    public static string Of(string? name, string? correlation, string otherwise)
    {
        if (name is not null)
        {
            return name;
        }

        if (correlation is null)
        {
            return otherwise;
        }

        var colon = correlation.IndexOf(':', StringComparison.Ordinal);
        return colon <= 0 ? correlation : $"{Written.Words(correlation[..colon])} {correlation[(colon + 1)..]}";
    }
}
