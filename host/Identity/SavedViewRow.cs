namespace OcrWorkflows.Host.Identity;

/// <summary>Filters of a list that somebody keeps under a name.</summary>
public sealed class SavedViewRow
{
    public const int NameLength = 100;
    public const int QueryLength = 1000;

    public Guid Id { get; set; }
    public Guid UserId { get; set; }

    /// <summary>Page of the list, such as <c>instances</c>.</summary>
    public required string List { get; set; }

    /// <summary>One of a kind among the views of this user and list.</summary>
    public required string Name { get; set; }

    /// <summary>As it stands in an address, without the question mark.</summary>
    public required string Query { get; set; }

    /// <summary>Whether everybody but centres' users sees it.</summary>
    public bool IsShared { get; set; }
    public DateTimeOffset CreatedAt { get; set; }
}
