namespace OcrWorkflows.Expressions;

/// <summary>Codes of the differences from RulesEngine's expressions. Each has its row in docs/rules/differences.md; none is ever given another meaning.</summary>
internal static class DifferenceCodes
{
    public const string CheckedArithmetic = "DIF001";
    public const string NegativeLiteral = "DIF002";
    public const string RadixLiteral = "DIF003";
    public const string InList = "DIF004";
    public const string AdjacentTexts = "DIF005";
    public const string PromotedMembership = "DIF006";
    public const string MethodCasing = "DIF007";
    public const string TypeCasing = "DIF008";
    public const string BareSum = "DIF009";
    public const string PlainNull = "DIF010";
    public const string PlainText = "DIF011";
    public const string DecimalAndDouble = "DIF012";
    public const string ObjectMember = "DIF013";
    public const string LambdaName = "DIF014";
    public const string Reflection = "DIF015";
    public const string ClockAndChance = "DIF016";
    public const string FactsMethod = "DIF017";
    public const string SuffixCasing = "DIF018";
    public const string TextArgument = "DIF019";
    public const string PlainConversion = "DIF020";
    public const string HiddenType = "DIF021";
    public const string JoinedList = "DIF023";
    public const string PlainCoalesce = "DIF024";
    public const string EmptyDefault = "DIF025";
    public const string EmptyList = "DIF026";
    public const string WordAsMember = "DIF027";
    public const string RecordIndex = "DIF028";
    public const string SignedOperand = "DIF029";
    public const string BareEnum = "DIF030";
    public const string DateAsText = "DIF031";
    public const string ArrayType = "DIF032";
    public const string NullPathOfValue = "DIF033";
    public const string ExactLiteral = "DIF034";
}
