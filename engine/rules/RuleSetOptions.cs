namespace OcrWorkflows.Rules;

/// <summary>How many of a group's rules run.</summary>
public enum NestedRuleExecutionMode
{
    /// <summary>All of them, so that each is reported. The default.</summary>
    All,

    /// <summary>As many as it takes to settle the group; the rest is reported as skipped.</summary>
    Performance,
}

/// <summary>The settings of RulesEngine (ReSettings) that mean something here, under their own names and with their own defaults.</summary>
/// <remarks>
/// CacheConfig, UseFastExpressionCompiler and EnableParallelRuleCompilation tune a compiler that this is not; AutoRegisterInputType opens methods of the
/// facts to expressions, which stay closed here; EnableExceptionAsErrorMessageForRuleExpressionParsing=false would let a rule that cannot be read decide.
/// </remarks>
public sealed record RuleSetOptions
{
    public static RuleSetOptions Default { get; } = new();

    /// <summary>Types whose static members, methods and constructors expressions may use by name.</summary>
    public IReadOnlyList<Type> CustomTypes { get; init; } = [];

    /// <summary>What rules may do under <c>Actions</c>, besides OutputExpression and EvaluateRule. Names are found in any casing.</summary>
    public IReadOnlyDictionary<string, IRuleAction> CustomActions { get; init; } = new Dictionary<string, IRuleAction>();

    public NestedRuleExecutionMode NestedRuleExecutionMode { get; init; }

    /// <summary>Names in expressions must be written as declared.</summary>
    public bool IsExpressionCaseSensitive { get; init; }

    /// <summary>Off: GlobalParams and LocalParams are not read, and what names them is a fault.</summary>
    public bool EnableScopedParams { get; init; } = true;

    /// <summary>Off: ErrorMessage is not filled in.</summary>
    public bool EnableFormattedErrorMessage { get; init; } = true;

    /// <summary>Off: a rule that breaks is thrown out of Decide as a <see cref="RuleBrokenException"/>, and so is an action unless <see cref="IgnoreException"/>.</summary>
    public bool EnableExceptionAsErrorMessage { get; init; } = true;

    /// <summary>A rule that breaks carries its ErrorMessage instead of what broke it. It is reported as an error all the same.</summary>
    public bool IgnoreException { get; init; }

    /// <summary>Off: a rule that cannot be read would decide as false in RulesEngine; here the set is refused either way.</summary>
    public bool EnableExceptionAsErrorMessageForRuleExpressionParsing { get; init; } = true;

    /// <summary>Off: <see cref="DecideOptions.RunActions"/> has no effect, and actions run only through <see cref="RuleSet.RunRule"/>.</summary>
    public bool AutoExecuteActions { get; init; } = true;
}

/// <summary>Something that a rule sets off by name, registered in <see cref="RuleSetOptions.CustomActions"/>.</summary>
public interface IRuleAction
{
    /// <returns>What becomes <see cref="ActionResult.Output"/>.</returns>
    /// <remarks>Whatever it throws becomes <see cref="ActionResult.Broke"/>; the rule's own answer stands. Called by many threads at once.</remarks>
    object? Run(RuleActionContext context);
}

/// <summary>What an action is told.</summary>
/// <param name="Result">The answer that set it off.</param>
/// <param name="Context">The action's Context: texts as they are, anything else as JSON text. Names are found in any casing.</param>
/// <param name="Values">Inputs, global parameters and the rule's local ones, by name.</param>
public sealed record RuleActionContext(RuleResult Result, IReadOnlyDictionary<string, string> Context, IReadOnlyDictionary<string, object?> Values);

/// <summary>A rule broke where the settings ask for that to be thrown (<see cref="RuleSetOptions.EnableExceptionAsErrorMessage"/> off).</summary>
public sealed class RuleBrokenException(string message) : Exception(message);

/// <summary>What running one rule with its action came to.</summary>
/// <param name="Output">The action's output; null without an action.</param>
/// <param name="Broke">Why the action could not be carried out.</param>
/// <param name="Results">The rules that its action evaluated, then the rule itself.</param>
public sealed record RuleRun(object? Output, string? Broke, IReadOnlyList<RuleResult> Results);
