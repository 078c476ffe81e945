namespace OcrWorkflows.Rules.Deciding;

/// <summary>What the rules of one workflow see during one decision.</summary>
/// <param name="Globals">Values of the global parameters, in order.</param>
/// <param name="Broken">Why the global parameters could not be evaluated; null when they could.</param>
internal sealed record Frame(object Facts, object?[] Globals, DateOnly Date, string? Broken);
