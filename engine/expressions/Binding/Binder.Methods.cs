using System.Reflection;
using OcrWorkflows.Expressions.Syntax;
using OcrWorkflows.Expressions.Values;

namespace OcrWorkflows.Expressions.Binding;

/// <summary>Methods of values.</summary>
internal sealed partial class Binder
{
    private Bound MethodCall(CallNode node, Bound target)
    {
        if (target.Type == typeof(object))
        {
            return JsonMethod(node, target);
        }

        if (Nullable.GetUnderlyingType(target.Type) is { } inner)
        {
            return NullableMethod(node, target, inner);
        }

        var methods = InstanceMethods(target.Type, node.Name);
        var wantsLambda = node.Arguments.Any(a => a is LambdaNode);
        if (methods.Count > 0 && !(wantsLambda && Sequences.ElementOf(target.Type) is not null))
        {
            return InstanceCall(node, target, methods);
        }

        if (Sequences.ElementOf(target.Type) is { } element && !Sequences.IsRecord(target.Type) && SequenceCalls.IsKnown(node.Name))
        {
            return SequenceCall(node, target, element);
        }

        if (Extensions(node.Name, target.Type) is { Count: > 0 } extensions)
        {
            return InstanceCall(node, target, extensions);
        }

        if (target.Type.GetMethods().Any(m => m.Name.Equals(node.Name, StringComparison.OrdinalIgnoreCase)) && MemberTable.IsFacts(target.Type))
        {
            return Refused(FaultCodes.FactsMethod, node.NameStart, node.NameEnd, $"`{node.Name}` is a method of {TypeNames.Of(target.Type)}; of facts, only the properties are read.");
        }

        var known = MemberTable.Of(target.Type).MethodNames.Concat(Sequences.ElementOf(target.Type) is null ? [] : SequenceCalls.Names);
        return Fault(FaultCodes.UnknownMethod, node.NameStart, node.NameEnd, $"unknown method `{node.Name}` of {TypeNames.Of(target.Type)}", Spelling.DidYouMean(node.Name, known));
    }

    private List<MethodInfo> InstanceMethods(Type type, string name) => [.. MethodsOf(type, name).Where(m => !m.IsStatic || TextMethods.IsForInstance(m))];

    /// <summary>Extension methods that the custom types declare for this type.</summary>
    private List<MethodInfo> Extensions(string name, Type type) =>
    [
        .. _types.CustomTypes.SelectMany(c => MethodsOf(c, name))
            .Where(m => m.IsStatic && m.IsDefined(typeof(System.Runtime.CompilerServices.ExtensionAttribute)) && m.GetParameters()[0].ParameterType.IsAssignableFrom(type)),
    ];

    private Bound InstanceCall(CallNode node, Bound target, List<MethodInfo> methods)
    {
        var arguments = node.Arguments.Select(Value).ToList();
        return arguments.Any(a => a.IsError)
            ? new BoundError()
            : Choose(node, target.Type, methods, arguments,
                m => m.GetParameters().Select(p => p.ParameterType).Skip(m.IsStatic ? 1 : 0),
                choice => choice.Method.IsStatic
                    ? new BoundCall(null, (MethodInfo)choice.Method, [target, .. choice.Arguments], OnFirst: true)
                    : new BoundCall(Reachable(target, choice.Method), (MethodInfo)choice.Method, choice.Arguments));
    }

    /// <summary>A value type whose method is declared by a base is boxed for the call.</summary>
    private static Bound Reachable(Bound target, MethodBase method) =>
        target.Type.IsValueType && method.DeclaringType is { IsValueType: false } declaring ? Conversions.Convert(target, declaring) : target;

    private Bound NullableMethod(CallNode node, Bound target, Type inner)
    {
        if (node.Name.Equals("GetValueOrDefault", StringComparison.OrdinalIgnoreCase) && node.Arguments.Count == 0)
        {
            return new BoundCall(target, target.Type.GetMethod(nameof(Nullable<int>.GetValueOrDefault), Type.EmptyTypes)!, []);
        }

        if (node.Name.Equals("GetValueOrDefault", StringComparison.OrdinalIgnoreCase) && node.Arguments.Count == 1)
        {
            var otherwise = Value(node.Arguments[0]);
            return otherwise.IsError ? otherwise : Conversions.Implicit(otherwise, inner) is { } plain
                ? Operate(BinaryOperator.Coalesce, target, plain.Value, node, "GetValueOrDefault")
                : Fault(FaultCodes.Arguments, node, $"`GetValueOrDefault` of {TypeNames.Of(target.Type)} does not take {TypeNames.A(otherwise.Type)}.");
        }

        if (node.Name.Equals("ToString", StringComparison.OrdinalIgnoreCase) && node.Arguments.Count == 0)
        {
            return Operate(BinaryOperator.Coalesce, Conversions.Explicit(target, typeof(string))!, new BoundConstant("", typeof(string)), node, "??");
        }

        return Fault(FaultCodes.UnknownMethod, node.NameStart, node.NameEnd, $"unknown method `{node.Name}` of {TypeNames.Of(target.Type)}",
            MemberTable.Of(inner).Methods(node.Name).Count > 0 ? $"write .Value.{node.Name}(…) after checking HasValue, or np(…)." : null);
    }
}
