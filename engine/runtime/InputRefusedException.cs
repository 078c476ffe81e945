namespace OcrWorkflows.Runtime;

/// <summary>An instance cannot begin: what it is given does not fit what its definition declares. Nothing was changed.</summary>
public sealed class InputRefusedException(string message) : ArgumentException(message)
{
    /// <summary>Elsa takes any value for any type.</summary>
    public Difference Difference { get; } = new("DIF206", null);
}
