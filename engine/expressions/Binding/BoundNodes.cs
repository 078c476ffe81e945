using System.Linq.Expressions;
using System.Reflection;

namespace OcrWorkflows.Expressions.Binding;

/// <summary>A piece of an expression whose meaning is settled: every conversion and every member is explicit.</summary>
/// <param name="Type">CLR type; <see cref="object"/> for a JSON value, a type of <see cref="Marker"/> while binding.</param>
internal abstract record Bound(Type Type)
{
    /// <summary>Place in the text, for messages.</summary>
    public (int Start, int End) Span { get; init; }

    /// <summary>Members of the value when it is a record, or of its elements when it is a sequence of records.</summary>
    public RecordShape? Shape { get; init; }

    public bool IsError => Type == typeof(Marker.Error);

    public bool IsNull => Type == typeof(Marker.Null);
}

/// <summary>Types that only the binder sees.</summary>
internal static class Marker
{
    /// <summary>Of a node at fault; everything about it is silently accepted.</summary>
    internal sealed class Error;

    /// <summary>Of the literal null before it takes the type of its surroundings.</summary>
    internal sealed class Null;
}

internal sealed record BoundError() : Bound(typeof(Marker.Error));

/// <param name="Text">The text of a real literal; null for others.</param>
internal sealed record BoundConstant(object? Value, Type Type, string? Text = null) : Bound(Type)
{
    /// <summary>Written in hexadecimal or binary digits, which RulesEngine reads as decimal ones where the type changes.</summary>
    public bool Radix { get; init; }
}

/// <param name="Parameter">Identity of the variable; the emitter gives it a parameter.</param>
/// <param name="Known">Never null here.</param>
internal sealed record BoundVariable(BoundParameter Parameter, bool Known = false) : Bound(Parameter.Type);

/// <summary>A variable of the scope, of a lambda or of a let.</summary>
internal sealed class BoundParameter(string name, Type type, RecordShape? shape = null)
{
    public string Name { get; } = name;

    public Type Type { get; } = type;

    public RecordShape? Shape { get; } = shape;
}

/// <summary>A property or field; without a target, a static one.</summary>
internal sealed record BoundMember(Bound? Target, MemberInfo Member, Type Type) : Bound(Type);

/// <param name="Target">Instance; null for a static method.</param>
/// <param name="OnFirst">The first argument stands before the dot in the text.</param>
internal sealed record BoundCall(Bound? Target, MethodInfo Method, IReadOnlyList<Bound> Arguments, bool OnFirst = false) : Bound(Method.ReturnType)
{
    /// <summary>Name as written, for messages.</summary>
    public string Name { get; init; } = Method.Name;
}

internal sealed record BoundNew(ConstructorInfo Constructor, IReadOnlyList<Bound> Arguments) : Bound(Constructor.DeclaringType!);

/// <param name="Method">Static method of one argument that converts; null for a conversion of the CLR, checked.</param>
internal sealed record BoundConvert(Bound Operand, Type Type, MethodInfo? Method = null) : Bound(Type);

internal sealed record BoundUnary(ExpressionType Operator, Bound Operand, Type Type, MethodInfo? Method = null) : Bound(Type);

internal sealed record BoundBinary(ExpressionType Operator, Bound Left, Bound Right, Type Type, MethodInfo? Method = null) : Bound(Type);

internal sealed record BoundConditional(Bound Condition, Bound Then, Bound Else) : Bound(Then.Type);

internal sealed record BoundLambda(BoundParameter Parameter, Bound Body) : Bound(typeof(Delegate))
{
    /// <summary>The delegate that sequence methods take; follows the body when that is replaced.</summary>
    public Type DelegateType => typeof(Func<,>).MakeGenericType(Parameter.Type, Body.Type);
}

/// <summary>Evaluates a value once for several uses.</summary>
internal sealed record BoundLet(BoundParameter Variable, Bound Value, Bound Body) : Bound(Body.Type);

internal sealed record BoundArray(Type Element, IReadOnlyList<Bound> Items) : Bound(Element.MakeArrayType());

internal sealed record BoundArrayIndex(Bound Target, Bound Index, Type Type) : Bound(Type);
