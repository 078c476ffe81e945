namespace OcrWorkflows.Rules;

/// <summary>Codes of the diagnostics of rule files and their cases. Each has its line in docs/problems/rules.md; none is ever given another meaning.</summary>
internal static class Problems
{
    public const string WrongRoot = "RUL001";
    public const string SetNotInFile = "RUL002";
    public const string NoWorkflowName = "RUL003";
    public const string NoRules = "RUL004";
    public const string NoRuleName = "RUL005";
    public const string DuplicateRule = "RUL006";
    public const string MisspeltProperty = "RUL007";
    public const string UnknownProperty = "RUL008";
    public const string WrongType = "RUL009";
    public const string UnknownOperator = "RUL010";
    public const string NothingToDecide = "RUL011";
    public const string RulesWithoutOperator = "RUL012";
    public const string EmptyGroup = "RUL013";
    public const string ExpressionOfGroup = "RUL014";
    public const string DuplicateParameter = "RUL015";
    public const string Shadowing = "RUL016";
    public const string IncompleteParameter = "RUL017";
    public const string ParameterName = "RUL018";
    public const string InjectedNotFound = "RUL019";
    public const string InjectionCycle = "RUL020";
    public const string Severity = "RUL021";
    public const string Date = "RUL022";
    public const string DatesReversed = "RUL023";
    public const string ChargeWithoutFee = "RUL024";
    public const string FeeWithoutCharge = "RUL025";
    public const string MisspeltMetadata = "RUL026";
    public const string ExpressionKind = "RUL028";
    public const string TooDeep = "RUL029";
    public const string Placeholder = "RUL030";
    public const string DuplicateWorkflow = "RUL031";
    public const string InjectionOnRule = "RUL032";
    public const string DuplicateContext = "RUL033";
    public const string UnknownAction = "RUL034";
    public const string EvaluationCircle = "RUL035";
    public const string ActionContext = "RUL036";
    public const string EvaluationTarget = "RUL037";
    public const string TooManyEvaluations = "RUL038";
    public const string NothingEnabled = "RUL039";
    public const string SimilarRuleNames = "RUL040";
    public const string DuplicateInput = "RUL041";
    public const string OldInjection = "RUL042";
    public const string TooManyFaults = "RUL043";
    public const string TooManyParameters = "RUL044";

    public const string NeverFails = "RUL050";
    public const string NeverHolds = "RUL051";
    public const string WithoutEffect = "RUL052";
    public const string UnusedParameter = "RUL053";
    public const string SameCondition = "RUL054";

    public const string CasesRoot = "RUL101";
    public const string NoCases = "RUL102";
    public const string CaseName = "RUL103";
    public const string UnknownFact = "RUL104";
    public const string FactsUnreadable = "RUL105";
    public const string Expectation = "RUL106";
    public const string UnknownRule = "RUL107";
    public const string NoDecisionDate = "RUL108";
}
