namespace OcrWorkflows.Centres.Identifiers;

/// <summary>What a look at an identifier says; the names are those that the rules see.</summary>
public enum IdentifierCheck
{
    Valid,

    /// <summary>Nothing was given.</summary>
    Missing,

    /// <summary>Layout or check character is wrong.</summary>
    Wrong,
}
