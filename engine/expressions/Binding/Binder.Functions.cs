using System.Reflection;
using OcrWorkflows.Expressions.Syntax;
using OcrWorkflows.Expressions.Values;

namespace OcrWorkflows.Expressions.Binding;

/// <summary>Functions, conversions and constructors.</summary>
internal sealed partial class Binder
{
    private static readonly string[] s_functions = ["iif", "np", "isnull", "is", "as", "cast"];

    private Bound Function(CallNode node)
    {
        switch (_options.CaseSensitive && node.Name.Any(char.IsUpper) ? "" : node.Name.ToUpperInvariant())
        {
            case "IIF":
                return Takes(node, 3) ?? Conditional(node, node.Arguments[0], node.Arguments[1], node.Arguments[2]);
            case "ISNULL":
                return Takes(node, 2) ?? Binary(new BinaryNode(BinaryOperator.Coalesce, node.Arguments[0], node.Arguments[1], "isnull"));
            case "NP":
                return Takes(node, 1, 2) ?? NullPath(node);
            case "AS" or "CAST" or "IS":
                return TypeFunction(node);
        }

        var nullable = node.Name.EndsWith('?');
        if (Checked(_names.Find(node.Name.TrimEnd('?'), this), node.Name.TrimEnd('?')) is BoundTypeName type)
        {
            return nullable ? ConvertCall(node, typeof(Nullable<>).MakeGenericType(type.Named)) : Construct(node, type.Named);
        }

        if (_names.It() is { } it && Answers(it.Type, node.Name))
        {
            return MethodCall(node, it);
        }

        return Refusals.OfName(node.Name) is { } refusal
            ? Refused(refusal.Code, node.NameStart, node.NameEnd, refusal.Reason, refusal.Remedy)
            : Fault(FaultCodes.UnknownMethod, node.NameStart, node.NameEnd, $"unknown function `{node.Name}`", Spelling.DidYouMean(node.Name, s_functions.Concat(KnownTypes.AllNames)));
    }

    /// <returns>The fault; null when the number of arguments is right.</returns>
    private BoundError? Takes(CallNode node, params int[] counts) => counts.Contains(node.Arguments.Count)
        ? null
        : Fault(FaultCodes.Arguments, node, $"`{node.Name}` takes {string.Join(" or ", counts)} arguments; {node.Arguments.Count} given.");

    /// <summary>True when the value has a method of that name, so that a call without anything before it is one of that method.</summary>
    private bool Answers(Type type, string name) =>
        (Sequences.IsSequence(type) && SequenceCalls.IsKnown(name)) || (type == typeof(object) ? SequenceCalls.IsKnown(name) : InstanceMethods(type, name).Count > 0);

    /// <summary><c>is</c>, <c>as</c> and <c>cast</c> of one value, or of <c>it</c>, with the name of a type in quotes.</summary>
    private Bound TypeFunction(CallNode node)
    {
        if (node.Arguments.Count is not (1 or 2) || (node.Arguments.Count == 1 && _names.It() is null))
        {
            return Fault(FaultCodes.Arguments, node, $"`{node.Name}` takes a value and the name of a type in quotes; {node.Arguments.Count} arguments given.");
        }

        var value = node.Arguments.Count == 2 ? Value(node.Arguments[0]) : _names.It()!;
        if (value.IsError)
        {
            return value;
        }

        if (NamedType(node.Arguments[^1]) is not { } type)
        {
            return Fault(FaultCodes.Conversion, node, $"`{node.Name}` needs the name of a type in quotes as its second argument.", "write int(x), string(x) and so on.");
        }

        return node.Name.ToUpperInvariant() switch
        {
            "IS" => new BoundCall(null, typeof(JsonValues).GetMethod(nameof(JsonValues.Is))!.MakeGenericMethod(Nullable.GetUnderlyingType(type) ?? type), [AsPlain(value)]),
            "AS" when !value.Type.IsValueType && !type.IsValueType && !value.IsNull => new BoundCall(null, typeof(JsonValues).GetMethod(nameof(JsonValues.As))!.MakeGenericMethod(type), [AsPlain(value)]),
            "CAST" when value.Type.IsAssignableFrom(type) && !type.IsValueType && value.Type != typeof(object) => Conversions.Convert(value, type),
            _ => Converted(node, value, type),
        };
    }

    /// <summary>The type that a text names, with or without its namespace, <c>?</c> for one that may be null.</summary>
    private Type? NamedType(Node node)
    {
        if (node is not LiteralNode { Value: string name })
        {
            return null;
        }

        var found = _types.Find(KnownTypes.WithoutSystem(name.TrimEnd('?')), exact: true) ?? _types.OfFacts(name.TrimEnd('?'));
        return found is { IsValueType: true } && name.EndsWith('?') ? typeof(Nullable<>).MakeGenericType(found) : found;
    }

    private Bound ConvertCall(CallNode node, Type type) => Takes(node, 1) is { } fault ? fault : Converted(node, Value(node.Arguments[0]), type);

    private Bound Converted(CallNode node, Bound value, Type type) => value.IsError ? value
        : value is BoundConstant { Value: string } text && Conversions.FromText(text, Nullable.GetUnderlyingType(type) ?? type) is { } read ? Conversions.Convert(read, type)
        : Conversions.Explicit(value, type) ?? Fault(FaultCodes.Conversion, node, $"{TypeNames.Capital(value.Type)} does not convert to {TypeNames.Of(type)}.");

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
            if (only is BoundConstant { Text: { } written, Value: double real } && type == typeof(decimal) && ((decimal)real).ToString(System.Globalization.CultureInfo.InvariantCulture) != written)
            {
                _faults.Differs(DifferenceCodes.ExactLiteral);
            }

            return converted;
        }

        if (arguments.Count == 0 && MemberTable.IsFacts(type) && type is { IsAbstract: false, ContainsGenericParameters: false } && type.GetConstructor(Type.EmptyTypes) is { } empty)
        {
            return new BoundNew(empty, []);
        }

        var constructors = type.IsPrimitive || type == typeof(string) || type == typeof(object) || type == typeof(decimal) ? []
            : type.GetConstructors().Where(c => (KnownTypes.IsOurs(type) || _types.IsCustom(type)) && c.GetParameters().All(p => !p.ParameterType.IsByRef && (KnownTypes.IsOurs(p.ParameterType) || _types.IsCustom(type))) && !DependsOnMachine(type, c));
        var choices = Overloads.Resolve(constructors, arguments, m => m.GetParameters().Select(p => p.ParameterType));
        if (arguments.Count == 0 && type is { IsValueType: true, IsPrimitive: false })
        {
            return new BoundConstant(Activator.CreateInstance(type), type);
        }

        return choices is [var choice]
            ? new BoundNew((ConstructorInfo)choice.Method, choice.Arguments)
            : Fault(FaultCodes.Arguments, node, $"No {TypeNames.Of(type)} can be made from ({Types(arguments)}).");
    }

    /// <summary>A date and time without its offset takes the offset of the machine.</summary>
    private static bool DependsOnMachine(Type type, ConstructorInfo constructor) =>
        type == typeof(DateTimeOffset) && constructor.GetParameters() is [{ ParameterType: var only }] && only == typeof(DateTime);
}
