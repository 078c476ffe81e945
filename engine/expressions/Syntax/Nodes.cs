namespace OcrWorkflows.Expressions.Syntax;

/// <summary>A piece of an expression as it is written.</summary>
/// <param name="Start">Index of its first character.</param>
/// <param name="End">Index after its last character.</param>
/// <param name="Depth">Levels below and including this one.</param>
internal abstract record Node(int Start, int End, int Depth)
{
    public static int DepthOf(IEnumerable<Node> nodes) => nodes.Select(n => n.Depth).DefaultIfEmpty(0).Max() + 1;
}

/// <param name="Value">int, uint, long, ulong, float, decimal, <see cref="Lexing.RealLiteral"/>, string, char, bool or null.</param>
internal sealed record LiteralNode(int Start, int End, object? Value) : Node(Start, End, 1)
{
    /// <summary>Written in hexadecimal or binary digits.</summary>
    public bool Radix { get; init; }
}

internal sealed record NameNode(int Start, int End, string Name) : Node(Start, End, 1);

internal sealed record MemberNode(int End, Node Target, string Name, int NameStart) : Node(Target.Start, End, Target.Depth + 1);

/// <summary>A call; without a target, of a function or a type: <c>iif(…)</c>, <c>DateTime(…)</c>.</summary>
internal sealed record CallNode(int Start, int End, Node? Target, string Name, int NameStart, IReadOnlyList<Node> Arguments)
    : Node(Start, End, Math.Max(Target?.Depth ?? 0, DepthOf(Arguments)) + 1)
{
    public int NameEnd => NameStart + Name.Length;
}

internal sealed record IndexNode(int End, Node Target, Node Index) : Node(Target.Start, End, Math.Max(Target.Depth, Index.Depth) + 1);

internal sealed record UnaryNode(int Start, UnaryOperator Operator, Node Operand) : Node(Start, Operand.End, Operand.Depth + 1);

internal sealed record BinaryNode(BinaryOperator Operator, Node Left, Node Right, string Symbol)
    : Node(Left.Start, Right.End, Math.Max(Left.Depth, Right.Depth) + 1);

internal sealed record ConditionalNode(int Start, int End, Node Condition, Node Then, Node Else)
    : Node(Start, End, Math.Max(Condition.Depth, Math.Max(Then.Depth, Else.Depth)) + 1);

/// <summary><c>x in (a, b)</c> or <c>x in sequence</c>.</summary>
/// <param name="Listed">The right side stands in parentheses.</param>
internal sealed record InNode(int End, Node Value, IReadOnlyList<Node> Items, bool Listed) : Node(Value.Start, End, Math.Max(Value.Depth, DepthOf(Items)) + 1);

internal sealed record LambdaNode(int Start, string Parameter, Node Body) : Node(Start, Body.End, Body.Depth + 1);

internal sealed record RecordMember(Node Value, string? Name);

/// <summary><c>new (a as X, b)</c>.</summary>
internal sealed record RecordNode(int Start, int End, IReadOnlyList<RecordMember> Members) : Node(Start, End, DepthOf(Members.Select(m => m.Value)) + 1);

/// <summary><c>new [] {1, 2}</c> or <c>new int[] {1, 2}</c>.</summary>
internal sealed record ArrayNode(int Start, int End, string? ElementType, IReadOnlyList<Node> Items) : Node(Start, End, DepthOf(Items) + 1);
