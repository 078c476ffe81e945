using System.Reflection;
using OcrWorkflows.Expressions.Syntax;
using OcrWorkflows.Expressions.Values;

namespace OcrWorkflows.Expressions.Binding;

/// <summary>Functions, conversions, constructors and methods.</summary>
internal sealed partial class Binder
{
    private static readonly string[] s_functions = ["iif", "np", "isnull", "as", "cast"];

    private Bound Call(CallNode node)
    {
        if (node.Target is null)
        {
            return Function(node);
        }

        var target = Any(node.Target);
        if (target is BoundTypeName type)
        {
            return StaticCall(node, type.Named);
        }

        if (target.IsError)
        {
            return AfterFault(node, target);
        }

        if (Refusals.OfMember(target.Type, node.Name) is { } refusal)
        {
            return Fault(refusal.Code, node.NameStart, node.NameEnd, refusal.Reason, refusal.Remedy);
        }

        return MethodCall(node, target);
    }

    /// <summary>Looks for further faults in the arguments; those of a sequence method cannot be read without the element's type.</summary>
    private Bound AfterFault(CallNode node, Bound target)
    {
        if (!SequenceCalls.IsKnown(node.Name))
        {
            foreach (var argument in node.Arguments)
            {
                Value(argument);
            }
        }

        return target;
    }

    private Bound Function(CallNode node)
    {
        switch (node.Name.ToUpperInvariant())
        {
            case "IIF":
                return Takes(node, 3) ?? Conditional(node, node.Arguments[0], node.Arguments[1], node.Arguments[2]);
            case "ISNULL":
                return Takes(node, 2) ?? Binary(new BinaryNode(BinaryOperator.Coalesce, node.Arguments[0], node.Arguments[1], "isnull"));
            case "NP":
                return Takes(node, 1, 2) ?? NullPath(node);
            case "AS" or "CAST":
                return Takes(node, 2) ?? ConvertCall(node, node.Arguments[0], node.Arguments[1] is LiteralNode { Value: string named } ? KnownTypes.Find(named.Replace("System.", "", StringComparison.Ordinal), exact: true) : null);
        }

        if (_names.Find(node.Name, this) is BoundTypeName type)
        {
            return Construct(node, type.Named);
        }

        return Refusals.OfName(node.Name) is { } refusal
            ? Fault(refusal.Code, node.NameStart, node.NameEnd, refusal.Reason, refusal.Remedy)
            : Fault(FaultCodes.UnknownMethod, node.NameStart, node.NameEnd, $"unknown function `{node.Name}`", Spelling.DidYouMean(node.Name, s_functions.Concat(KnownTypes.AllNames)));
    }

    /// <returns>The fault; null when the number of arguments is right.</returns>
    private BoundError? Takes(CallNode node, params int[] counts) => counts.Contains(node.Arguments.Count)
        ? null
        : Fault(FaultCodes.Arguments, node, $"`{node.Name}` takes {string.Join(" or ", counts)} arguments; {node.Arguments.Count} given.");

    private Bound ConvertCall(CallNode node, Node argument, Type? type)
    {
        var value = Value(argument);
        if (value.IsError)
        {
            return value;
        }

        return type is null
            ? Fault(FaultCodes.Conversion, node, $"`{node.Name}` needs the name of a type in quotes as its second argument.", "write int(x), string(x) and so on.")
            : Conversions.Explicit(value, type) ?? Fault(FaultCodes.Conversion, node, $"{TypeNames.Capital(value.Type)} does not convert to {TypeNames.Of(type)}.");
    }

    /// <summary><c>int(x)</c> converts, <c>DateTime(2024, 1, 1)</c> constructs.</summary>
    private Bound Construct(CallNode node, Type type)
    {
        var arguments = node.Arguments.Select(Value).ToList();
        if (arguments.Any(a => a.IsError))
        {
            return new BoundError();
        }

        if (arguments is [BoundConstant { Value: string } text] && type != typeof(string) && LiteralText.CanRead(type))
        {
            return Conversions.FromText(text, type) ?? Fault(FaultCodes.LiteralConversion, text.Span.Start, text.Span.End, $"The text \"{text.Value}\" cannot be read as {TypeNames.Of(type)}.", Example(type));
        }

        if (arguments is [var only] && Conversions.Explicit(only, type) is { } converted)
        {
            return converted;
        }

        var constructors = type.IsPrimitive || type == typeof(string) || type == typeof(object) || type == typeof(decimal) ? []
            : type.GetConstructors().Where(c => c.GetParameters().All(p => !p.ParameterType.IsByRef && KnownTypes.IsOurs(p.ParameterType)) && !DependsOnMachine(type, c));
        var choices = Overloads.Resolve(constructors, arguments, m => m.GetParameters().Select(p => p.ParameterType));
        return choices is [var choice]
            ? new BoundNew((ConstructorInfo)choice.Method, choice.Arguments)
            : Fault(FaultCodes.Arguments, node, $"No {TypeNames.Of(type)} can be made from ({Types(arguments)}).");
    }

    /// <summary>A date and time without its offset takes the offset of the machine.</summary>
    private static bool DependsOnMachine(Type type, ConstructorInfo constructor) =>
        type == typeof(DateTimeOffset) && constructor.GetParameters() is [{ ParameterType: var only }] && only == typeof(DateTime);

    private Bound StaticCall(CallNode node, Type type)
    {
        var arguments = node.Arguments.Select(Value).ToList();
        if (Refusals.OfMember(type, node.Name) is { } refusal)
        {
            return Fault(refusal.Code, node, $"`{TypeNames.Of(type)}.{node.Name}`: {refusal.Reason}", refusal.Remedy);
        }

        if (arguments.Any(a => a.IsError))
        {
            return new BoundError();
        }

        if (type == typeof(string) && node.Name.Equals("Join", StringComparison.OrdinalIgnoreCase) && arguments is [var separator, var list] && Texts(list) is { } texts)
        {
            arguments = [separator, texts];
        }

        var methods = MemberTable.Of(type).Methods(node.Name).Where(m => m.IsStatic && !TextMethods.IsForInstance(m)).ToList();
        if (methods.Count == 0)
        {
            return type == typeof(DateTimeOffset) && node.Name == "Parse" && arguments.Count == 1 && Conversions.Explicit(arguments[0], type) is { } instant
                ? instant
                : Fault(FaultCodes.UnknownMethod, node.NameStart, node.NameEnd, $"unknown method `{node.Name}` of {TypeNames.Of(type)}", Spelling.DidYouMean(node.Name, MemberTable.Of(type).MethodNames));
        }

        return Choose(node, type, methods, arguments, m => m.GetParameters().Select(p => p.ParameterType), choice => new BoundCall(null, (MethodInfo)choice.Method, choice.Arguments));
    }

    /// <summary>A list as the texts of its items; null when it is no list.</summary>
    private static Bound? Texts(Bound list)
    {
        var items = list.Type == typeof(object) ? Listed(list) : list;
        if (!Sequences.IsSequence(items.Type))
        {
            return null;
        }

        var item = new BoundParameter("item", Sequences.ElementOf(items.Type)!);
        return SequenceCalls.Selected("Select", Conversions.Convert(items, typeof(IEnumerable<>).MakeGenericType(item.Type)), new BoundLambda(item, AsText(new BoundVariable(item))));
    }

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

        if (target.Type.GetMethods().Any(m => m.Name.Equals(node.Name, StringComparison.OrdinalIgnoreCase)) && MemberTable.IsFacts(target.Type))
        {
            return Fault(FaultCodes.FactsMethod, node.NameStart, node.NameEnd, $"`{node.Name}` is a method of {TypeNames.Of(target.Type)}; of facts, only the properties are read.");
        }

        var known = MemberTable.Of(target.Type).MethodNames.Concat(Sequences.ElementOf(target.Type) is null ? [] : SequenceCalls.Names);
        return Fault(FaultCodes.UnknownMethod, node.NameStart, node.NameEnd, $"unknown method `{node.Name}` of {TypeNames.Of(target.Type)}", Spelling.DidYouMean(node.Name, known));
    }

    private static List<MethodInfo> InstanceMethods(Type type, string name) =>
        [.. MemberTable.Of(type).Methods(name).Where(m => !m.IsStatic || TextMethods.IsForInstance(m))];

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

    private Bound Choose(
        CallNode node, Type type, IEnumerable<MethodInfo> methods, List<Bound> arguments,
        Func<MethodBase, IEnumerable<Type>> parametersOf, Func<Overloads.Choice, Bound> call)
    {
        var choices = Overloads.Resolve(methods, arguments, parametersOf);
        return choices.Count switch
        {
            1 => call(choices[0]),
            0 => Fault(FaultCodes.Arguments, node.NameStart, node.End, $"`{node.Name}` of {TypeNames.Of(type)} does not take ({Types(arguments)}).", "it takes " + string.Join(" or ", methods.Take(4).Select(Signature)) + "."),
            _ => Fault(FaultCodes.Ambiguous, node.NameStart, node.End, $"`{node.Name}` of {TypeNames.Of(type)} could be several methods for ({Types(arguments)}).", "convert the arguments, as in decimal(x)."),
        };

        string Signature(MethodInfo method) => $"({string.Join(", ", parametersOf(method).Select(TypeNames.Of))})";
    }

    private static string Types(IEnumerable<Bound> arguments) => string.Join(", ", arguments.Select(a => TypeNames.Of(a.Type)));

    /// <summary>A method on a value typed when the expression runs: the name says which type is meant.</summary>
    private Bound JsonMethod(CallNode node, Bound target)
    {
        if (node.Name.Equals("ToString", StringComparison.OrdinalIgnoreCase) && node.Arguments.Count == 0)
        {
            return JsonCall(nameof(JsonValues.Text), target) with { OnFirst = true };
        }

        if (node.Name.Equals("Contains", StringComparison.OrdinalIgnoreCase) && node.Arguments is [var sought])
        {
            var item = Value(sought);
            return item.IsError ? item : new BoundCall(null, typeof(JsonValues).GetMethod(nameof(JsonValues.Contains))!, [target, Conversions.Implicit(item, typeof(object))!.Value.Value], OnFirst: true);
        }

        if (SequenceCalls.IsKnown(node.Name))
        {
            return SequenceCall(node, Listed(target), typeof(object));
        }

        var type = ((Type[])[typeof(string), typeof(DateOnly), typeof(DateTimeOffset), typeof(DateTime), typeof(decimal)])
            .FirstOrDefault(t => InstanceMethods(t, node.Name).Count > 0);
        return type is null
            ? Fault(FaultCodes.UnknownMethod, node.NameStart, node.NameEnd, $"unknown method `{node.Name}`", Spelling.DidYouMean(node.Name, MemberTable.Of(typeof(string)).MethodNames.Concat(SequenceCalls.Names)))
            : InstanceCall(node, Conversions.FromJson(target, type), InstanceMethods(type, node.Name));
    }

    private static BoundCall Listed(Bound target) =>
        new(null, typeof(JsonValues).GetMethod(nameof(JsonValues.Sequence))!, [target], OnFirst: true) { Name = "items", Span = target.Span };
}
