namespace OcrWorkflows.Rules;

/// <summary>Codes of the differences from RulesEngine that files and their running show. Each has its row in docs/rules/differences.md; none is ever given another meaning.</summary>
internal static class Differences
{
    /// <summary>A set with a fault is refused as a whole when it is loaded; there the other rules answer.</summary>
    public const string RefusedAtLoad = "DIF101";

    public const string BrokenGroup = "DIF102";
    public const string InjectedGlobals = "DIF103";
    public const string InjectedWithoutMutation = "DIF104";
    public const string InjectedUpdate = "DIF105";
    public const string DroppedGlobals = "DIF106";
    public const string ChildMessage = "DIF107";
    public const string BareText = "DIF108";
    public const string EnumName = "DIF109";
    public const string StructureInMessage = "DIF110";
    public const string NullInMessage = "DIF111";
    public const string PlaceholderCasing = "DIF112";
    public const string UnreadableValue = "DIF113";
    public const string OperatorCasing = "DIF114";
    public const string EmptyGroup = "DIF115";
    public const string OldInjection = "DIF116";
    public const string PropertyChecked = "DIF117";
    public const string MetadataChecked = "DIF118";
    public const string EvaluationNames = "DIF119";
    public const string ParsingAlwaysReported = "DIF120";
    public const string KindOfExpression = "DIF121";
    public const string MergedElements = "DIF123";
    public const string MixedList = "DIF124";
    public const string TypeIdentity = "DIF125";
    public const string ActionsChecked = "DIF126";
    public const string BareList = "DIF127";
    public const string NestedElements = "DIF128";
}
