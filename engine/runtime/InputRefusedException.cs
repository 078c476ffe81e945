namespace OcrWorkflows.Runtime;

/// <summary>What an instance, or one of its tasks, is given does not fit what its definition declares. Nothing was changed.</summary>
public sealed class InputRefusedException(string message) : ArgumentException(message)
{
    /// <summary>Elsa takes any value for any type.</summary>
    public Difference Difference { get; } = new("DIF206", null);
}
