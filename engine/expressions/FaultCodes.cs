namespace OcrWorkflows.Expressions;

/// <summary>Codes of <see cref="ExpressionFault"/>. Each has its line in docs/problems; none is ever given another meaning.</summary>
internal static class FaultCodes
{
    public const string Empty = "EXP001";
    public const string Character = "EXP002";
    public const string Unterminated = "EXP003";
    public const string Escape = "EXP004";
    public const string Number = "EXP005";
    public const string CharLength = "EXP006";
    public const string Syntax = "EXP007";
    public const string TooDeep = "EXP008";
    public const string TooLong = "EXP009";
    public const string UnknownName = "EXP010";
    public const string UnknownMember = "EXP011";
    public const string UnknownMethod = "EXP012";
    public const string Arguments = "EXP013";
    public const string Ambiguous = "EXP014";
    public const string Operands = "EXP020";
    public const string LiteralConversion = "EXP021";
    public const string Condition = "EXP022";
    public const string Branches = "EXP023";
    public const string ResultType = "EXP024";
    public const string NullableResult = "EXP025";
    public const string Index = "EXP026";
    public const string NotSequence = "EXP027";
    public const string Lambda = "EXP028";
    public const string NullPath = "EXP029";
    public const string Clock = "EXP030";
    public const string Chance = "EXP031";
    public const string Reflection = "EXP032";
    public const string FactsMethod = "EXP033";
    public const string NotInLanguage = "EXP034";
    public const string Conversion = "EXP035";
    public const string DuplicateName = "EXP036";

    /// <summary>Of a breakage, not of a text: part of its message.</summary>
    public const string Steps = "EXP050";

    /// <summary>Warnings: the expression runs.</summary>
    public const string Foregone = "EXP060";
    public const string WithItself = "EXP061";
    public const string Casing = "EXP062";
    public const string UnusedVariable = "EXP063";
}
