namespace OcrWorkflows.Rules.Deciding;

/// <summary>What the rules of one workflow see during one decision.</summary>
/// <param name="inputs">Values of the inputs, in order.</param>
/// <param name="globals">Gives the values of the global parameters, in order; asked once, and only if something needs them.</param>
internal sealed class Frame(object?[] inputs, Func<object?[]> globals, DateOnly date)
{
    private object?[]? _globals;

    public object?[] Inputs => inputs;

    public object?[] Globals => _globals ??= globals();

    public DateOnly Date => date;

    /// <summary>Why the global parameters could not be evaluated; null when they could.</summary>
    public string? Broken { get; init; }

    /// <summary>Each rule writes down how it came to its answer.</summary>
    public bool Trace { get; init; }

    /// <summary>What the rules of the set say, when a <see cref="Sweep"/> has asked them all; null when each is to be asked.</summary>
    public Answers? Known { get; init; }
}
