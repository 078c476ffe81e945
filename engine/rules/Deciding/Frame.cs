namespace OcrWorkflows.Rules.Deciding;

/// <summary>What the rules of one workflow see during one decision.</summary>
/// <param name="Inputs">Values of the inputs, in order.</param>
/// <param name="Globals">Values of the global parameters, in order.</param>
/// <param name="Broken">Why the global parameters could not be evaluated; null when they could.</param>
/// <param name="Trace">Each rule writes down how it came to its answer.</param>
/// <param name="Known">What the rules of the set say, when a <see cref="Sweep"/> has asked them all; null when each is to be asked.</param>
internal sealed record Frame(object?[] Inputs, object?[] Globals, DateOnly Date, string? Broken, bool Trace, Answers? Known = null);
