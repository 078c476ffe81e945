using OcrWorkflows.Expressions.Lexing;

namespace OcrWorkflows.Expressions.Syntax;

internal enum UnaryOperator
{
    Not,
    Negate,
}

internal enum BinaryOperator
{
    Coalesce,
    Or,
    And,
    In,
    BitAnd,
    BitOr,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    ShiftLeft,
    ShiftRight,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
}

/// <summary>The infix operators, their words and how tightly they bind (format section 10, low to high).</summary>
internal static class Operators
{
    public const int Lowest = 1;

    private static readonly Dictionary<string, BinaryOperator> s_symbols = new(StringComparer.OrdinalIgnoreCase)
    {
        ["??"] = BinaryOperator.Coalesce,
        ["||"] = BinaryOperator.Or,
        ["or"] = BinaryOperator.Or,
        ["OrElse"] = BinaryOperator.Or,
        ["&&"] = BinaryOperator.And,
        ["and"] = BinaryOperator.And,
        ["AndAlso"] = BinaryOperator.And,
        ["in"] = BinaryOperator.In,
        ["&"] = BinaryOperator.BitAnd,
        ["|"] = BinaryOperator.BitOr,
        ["="] = BinaryOperator.Equal,
        ["=="] = BinaryOperator.Equal,
        ["eq"] = BinaryOperator.Equal,
        ["equal"] = BinaryOperator.Equal,
        ["!="] = BinaryOperator.NotEqual,
        ["<>"] = BinaryOperator.NotEqual,
        ["ne"] = BinaryOperator.NotEqual,
        ["neq"] = BinaryOperator.NotEqual,
        ["notequal"] = BinaryOperator.NotEqual,
        ["<"] = BinaryOperator.Less,
        ["lt"] = BinaryOperator.Less,
        ["LessThan"] = BinaryOperator.Less,
        ["<="] = BinaryOperator.LessOrEqual,
        ["le"] = BinaryOperator.LessOrEqual,
        ["LessThanEqual"] = BinaryOperator.LessOrEqual,
        [">"] = BinaryOperator.Greater,
        ["gt"] = BinaryOperator.Greater,
        ["GreaterThan"] = BinaryOperator.Greater,
        [">="] = BinaryOperator.GreaterOrEqual,
        ["ge"] = BinaryOperator.GreaterOrEqual,
        ["GreaterThanEqual"] = BinaryOperator.GreaterOrEqual,
        ["<<"] = BinaryOperator.ShiftLeft,
        [">>"] = BinaryOperator.ShiftRight,
        ["+"] = BinaryOperator.Add,
        ["-"] = BinaryOperator.Subtract,
        ["*"] = BinaryOperator.Multiply,
        ["/"] = BinaryOperator.Divide,
        ["%"] = BinaryOperator.Modulo,
        ["mod"] = BinaryOperator.Modulo,
    };

    public static BinaryOperator? Infix(Token token) =>
        token.Kind is TokenKind.Symbol or TokenKind.Name && s_symbols.TryGetValue(token.Text, out var found) ? found : null;

    public static int Precedence(BinaryOperator op) => op switch
    {
        BinaryOperator.Coalesce => 2,
        BinaryOperator.Or => 3,
        BinaryOperator.And => 4,
        BinaryOperator.In => 5,
        BinaryOperator.BitAnd or BinaryOperator.BitOr => 6,
        <= BinaryOperator.GreaterOrEqual => 7,
        BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight => 8,
        BinaryOperator.Add or BinaryOperator.Subtract => 9,
        _ => 10,
    };
}
