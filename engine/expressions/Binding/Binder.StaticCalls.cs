using System.Reflection;
using OcrWorkflows.Expressions.Syntax;
using OcrWorkflows.Expressions.Values;

namespace OcrWorkflows.Expressions.Binding;

/// <summary>Methods of types.</summary>
internal sealed partial class Binder
{
    private Bound StaticCall(CallNode node, Type type)
    {
        if (type == typeof(Enumerable))
        {
            return EnumerableCall(node);
        }

        var arguments = node.Arguments.Select(Value).ToList();
        if (Refusals.OfMember(type, node.Name) is { } refusal)
        {
            return Refused(refusal.Code, node, $"`{TypeNames.Of(type)}.{node.Name}`: {refusal.Reason}", refusal.Remedy);
        }

        if (arguments.Any(a => a.IsError))
        {
            return new BoundError();
        }

        if (type == typeof(string) && node.Name.Equals("Join", StringComparison.OrdinalIgnoreCase) && arguments is [var separator, var list] && Texts(list) is { } texts)
        {
            if (list.Type != typeof(object) && Sequences.ElementOf(list.Type) is { IsValueType: true })
            {
                _faults.Differs(DifferenceCodes.JoinedList);
            }

            arguments = [separator, texts];
        }

        var methods = MethodsOf(type, node.Name).Where(m => m.IsStatic && !TextMethods.IsForInstance(m)).ToList();
        if (methods.Count == 0)
        {
            return type == typeof(DateTimeOffset) && node.Name == "Parse" && arguments.Count == 1 && Conversions.Explicit(arguments[0], type) is { } instant
                ? instant
                : Fault(FaultCodes.UnknownMethod, node.NameStart, node.NameEnd, $"unknown method `{node.Name}` of {TypeNames.Of(type)}", Spelling.DidYouMean(node.Name, MemberTable.Of(type).MethodNames));
        }

        if (KnownTypes.IsOurs(type) && DependsOnValues(methods, arguments, 0))
        {
            return new BoundCall(null, s_onType, [new BoundConstant(type, typeof(Type)), new BoundConstant(node.Name, typeof(string)), Boxed(arguments)]) { Name = node.Name };
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
        var text = item.Type == typeof(object) ? new BoundCall(null, typeof(JsonValues).GetMethod(nameof(JsonValues.Joined))!, [new BoundVariable(item)]) : AsText(new BoundVariable(item));
        return SequenceCalls.Selected("Select", Conversions.Convert(items, typeof(IEnumerable<>).MakeGenericType(item.Type)), new BoundLambda(item, text));
    }

    /// <summary>The methods of that name: of a type of the language or a custom one.</summary>
    private IEnumerable<MethodInfo> MethodsOf(Type type, string name) =>
        MemberTable.Of(type, _types.IsCustom(type)).Methods(name).Where(m => !_options.CaseSensitive || m.Name == name);

    /// <summary>True when an argument of plain data would choose between overloads by what it turns out to be.</summary>
    private static bool DependsOnValues(IEnumerable<MethodInfo> methods, List<Bound> arguments, int skip)
    {
        var forms = methods.Select(m => m.GetParameters().Skip(m.IsStatic ? skip : 0).Select(p => p.ParameterType).ToArray()).Where(p => p.Length == arguments.Count).ToList();
        return Enumerable.Range(0, arguments.Count).Any(i => arguments[i].Type == typeof(object) && !forms.Exists(f => f[i] == typeof(object)) && forms.Select(f => f[i]).Distinct().Count() > 1);
    }

    private static BoundArray Boxed(IEnumerable<Bound> arguments) => new(typeof(object), [.. arguments.Select(AsPlain)]);

    /// <summary><c>Enumerable.X(sequence, …)</c> is the same as <c>sequence.X(…)</c>.</summary>
    private Bound EnumerableCall(CallNode node)
    {
        if (node.Name.ToUpperInvariant() is "RANGE" or "REPEAT" && node.Arguments is [var first, var second])
        {
            var (start, count) = (Value(first), Value(second));
            if (start.IsError || count.IsError)
            {
                return new BoundError();
            }

            var isRange = node.Name.Equals("Range", StringComparison.OrdinalIgnoreCase);
            if (AsIndex(count) is not { } number || (isRange && AsIndex(start) is null) || start.IsNull)
            {
                return Fault(FaultCodes.Arguments, node, $"`{node.Name}` does not take ({Types([start, count])}).");
            }

            return isRange
                ? new BoundCall(null, typeof(PlainSequences).GetMethod(nameof(PlainSequences.Range))!, [AsIndex(start)!, number])
                : new BoundCall(null, typeof(PlainSequences).GetMethod(nameof(PlainSequences.Repeat))!.MakeGenericMethod(start.Type), [start, number]);
        }

        if (node.Arguments.Count == 0 || !SequenceCalls.IsKnown(node.Name))
        {
            return Fault(FaultCodes.UnknownMethod, node.NameStart, node.NameEnd, $"unknown method `{node.Name}` of Enumerable", Spelling.DidYouMean(node.Name, SequenceCalls.Names));
        }

        var source = Value(node.Arguments[0]);
        return source.IsError ? source : MethodCall(node with { Arguments = [.. node.Arguments.Skip(1)] }, source);
    }
}
