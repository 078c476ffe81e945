using OcrWorkflows.Storage.Publishing;

namespace OcrWorkflows.Host.Pages;

/// <summary>Where the pages of rule sets and workflow definitions stand.</summary>
public static class ContentAddress
{
    public static string OfAll(string kind) => kind == ContentKinds.RuleSet ? "/rule-sets" : "/definitions";

    public static string NameOfAll(string kind) => kind == ContentKinds.RuleSet ? "Rule sets" : "Definitions";

    public static string Of(string kind, string name) => $"{OfAll(kind)}/{Uri.EscapeDataString(name)}";

    public static string OfProposal(string kind, string name, Guid proposal) => $"{Of(kind, name)}/proposals/{proposal}";

    /// <summary>The kind that a page's own address names.</summary>
    public static string KindAt(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return http.Request.Path.StartsWithSegments("/definitions") ? ContentKinds.Workflow : ContentKinds.RuleSet;
    }
}
