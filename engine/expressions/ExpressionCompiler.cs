namespace OcrWorkflows.Expressions;

/// <summary>The lambda language of the RulesEngine format: text in, typed and compiled expression out.</summary>
public static class ExpressionCompiler
{
    /// <param name="text">One expression.</param>
    /// <param name="scope">The names it may use.</param>
    /// <param name="expected">Type the result must convert to without loss; null to take what comes. For a rule, <see cref="bool"/>.</param>
    public static ExpressionResult Compile(string text, ExpressionScope scope, Type? expected = null) =>
        throw new NotImplementedException();
}
