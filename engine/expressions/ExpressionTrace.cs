namespace OcrWorkflows.Expressions;

/// <summary>One part of an expression and what it came to.</summary>
/// <param name="Text">The part as written.</param>
/// <param name="Start">0-based index of its first character in the expression.</param>
/// <param name="Evaluated">False when it was never reached: the other side of an <c>and</c>, <c>or</c>, <c>??</c> or of a choice had settled the result.</param>
/// <param name="Value">What it came to; null as well when it was not reached or broke.</param>
/// <param name="Broke">Why it could not be evaluated; null when it could.</param>
/// <param name="Element">Inside a sequence method: 0-based index of the element this was evaluated for. Null elsewhere.</param>
/// <param name="Parts">The parts it is made of, in the order of the text; of a sequence method, those for the element that decided, or for the first few when none did.</param>
public sealed record TracedPart(string Text, int Start, bool Evaluated, object? Value, string? Broke, int? Element, IReadOnlyList<TracedPart> Parts)
{
    /// <summary>Type of the value, which is known even where it was not reached.</summary>
    public Type Type { get; init; } = typeof(object);
}

/// <summary>A sub-expression of type bool and the answers it gave in one run, counting every element of every sequence.</summary>
/// <param name="Text">The condition as written.</param>
/// <param name="Start">0-based index of its first character in the expression; with the text, its identity.</param>
/// <param name="True">It was true at least once.</param>
/// <param name="False">It was false at least once; neither when it was never reached, or was null each time.</param>
public sealed record SeenCondition(string Text, int Start, bool True, bool False);

/// <summary>How an expression came to its value.</summary>
/// <param name="Value">The value; null as well when it broke.</param>
/// <param name="Broke">What broke it, as <see cref="ExpressionException"/> says it; null when it has a value.</param>
/// <param name="Differences">Codes of the documented differences from RulesEngine that showed in these values.</param>
public sealed record ExpressionTrace(object? Value, string? Broke, TracedPart Root, IReadOnlyList<string> Differences)
{
    /// <summary>Every condition of the expression, the whole first, whether it was reached or not.</summary>
    public IReadOnlyList<SeenCondition> Conditions { get; init; } = [];

    /// <summary>True when there were more than 2,000 parts, of which the later ones were left out.</summary>
    public bool IsCut { get; init; }
}
