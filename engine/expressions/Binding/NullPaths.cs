using System.Linq.Expressions;

namespace OcrWorkflows.Expressions.Binding;

/// <summary>Rewrites a path so that null at any of its steps makes the whole null.</summary>
internal static class NullPaths
{
    public static bool IsPath(Bound node) => node is BoundMember or BoundArrayIndex || (node is BoundCall call && !IsOperation(call)) || node is BoundVariable || (node is BoundConvert convert && IsPath(convert.Operand));

    /// <summary>An operator on plain data: no step of a path.</summary>
    private static bool IsOperation(BoundCall call) => call.Method.DeclaringType == typeof(Values.JsonValues) && !call.OnFirst;

    /// <returns>The value of the path, as a type that can be null.</returns>
    public static Bound Guard(Bound node)
    {
        if (Receiver(node) is not { } receiver)
        {
            return Nullable(node);
        }

        var safe = Guard(receiver);
        if (safe.Type.IsValueType && System.Nullable.GetUnderlyingType(safe.Type) is null)
        {
            return Nullable(WithReceiver(node, receiver));
        }

        var step = new BoundParameter("step", safe.Type);
        var known = new BoundVariable(step, Known: true) { Span = receiver.Span, Shape = receiver.Shape };
        Bound present = receiver.Type == safe.Type ? known : new BoundMember(known, safe.Type.GetProperty("Value")!, receiver.Type) { Span = receiver.Span };
        var next = Nullable(WithReceiver(node, present));
        var isNull = new BoundBinary(ExpressionType.Equal, known, new BoundConstant(null, safe.Type), typeof(bool));
        return new BoundLet(step, safe, new BoundConditional(isNull, new BoundConstant(null, next.Type), next)) { Span = node.Span, Shape = node.Shape };
    }

    private static Bound? Receiver(Bound node) => node switch
    {
        BoundMember member => member.Target,
        BoundCall { Target: { } target } => target,
        BoundCall { OnFirst: true } call => call.Arguments[0],
        BoundArrayIndex index => index.Target,
        BoundConvert convert => convert.Operand,
        _ => null,
    };

    private static Bound WithReceiver(Bound node, Bound receiver) => node switch
    {
        BoundMember member => member with { Target = receiver },
        BoundCall { Target: not null } call => call with { Target = receiver },
        BoundCall call => call with { Arguments = [receiver, .. call.Arguments.Skip(1)] },
        BoundArrayIndex index => index with { Target = receiver },
        BoundConvert convert => convert with { Operand = receiver },
        _ => node,
    };

    private static Bound Nullable(Bound node) => node.Type.IsValueType && System.Nullable.GetUnderlyingType(node.Type) is null
        ? Conversions.Convert(node, typeof(Nullable<>).MakeGenericType(node.Type))
        : node;
}
