using System.Reflection;
using OcrWorkflows.Expressions.Binding;

namespace OcrWorkflows.Expressions.Values;

/// <summary>Calls whose overload depends on what the values of plain data turn out to be.</summary>
internal static class PlainCalls
{
    /// <summary>Calls a method of the language on a value of a type of the language.</summary>
    /// <param name="name">Name as written, in any casing.</param>
    public static object? OnValue(object value, string name, object?[] arguments)
    {
        var type = value.GetType();
        var methods = MemberTable.Of(type).Methods(name).Where(m => !m.IsStatic || TextMethods.IsForInstance(m)).ToList();
        if (methods.Count == 0)
        {
            throw new ExpressionException($"{TypeNames.Capital(type)} has no method `{name}`.");
        }

        var choice = Choose(methods, type, name, arguments, m => m.GetParameters().Select(p => p.ParameterType).Skip(m.IsStatic ? 1 : 0));
        var given = choice.Arguments.Select(Value).ToArray();
        var method = (MethodInfo)choice.Method;
        return method.IsStatic ? Run(method, null, [value, .. given]) : Run(method, value, given);
    }

    /// <summary>Calls a static method of a type of the language.</summary>
    public static object? OnType(Type type, string name, object?[] arguments)
    {
        var methods = MemberTable.Of(type).Methods(name).Where(m => m.IsStatic && !TextMethods.IsForInstance(m));
        var choice = Choose(methods, type, name, arguments, m => m.GetParameters().Select(p => p.ParameterType));
        return Run((MethodInfo)choice.Method, null, [.. choice.Arguments.Select(Value)]);
    }

    private static object? Run(MethodInfo method, object? target, object?[] arguments) =>
        method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    /// <summary>Chooses by the types of the values; where none fits so, by the values themselves, as literals would be taken.</summary>
    private static Overloads.Choice Choose(IEnumerable<MethodInfo> methods, Type type, string name, object?[] arguments, Func<MethodBase, IEnumerable<Type>> parametersOf)
    {
        var constants = arguments.Select(a => new BoundConstant(a, a?.GetType() ?? typeof(Marker.Null))).ToList();
        var typed = Overloads.Resolve(methods, [.. constants.Select(c => c.IsNull ? (Bound)c : new PlainArgument(c))], parametersOf);
        if (typed is [var exact])
        {
            return exact;
        }

        var choices = Overloads.Resolve(methods, constants, parametersOf);
        if (choices.Count == 0)
        {
            throw new ExpressionException($"`{name}` of {TypeNames.Of(type)} does not take ({string.Join(", ", constants.Select(c => TypeNames.Of(c.Type)))}).");
        }

        DifferencesMet.Note(DifferenceCodes.PlainConversion);
        return choices[0];
    }

    /// <summary>A value that is no literal, so that it is not narrowed.</summary>
    private sealed record PlainArgument(BoundConstant Given) : Bound(Given.Type);

    private static object? Value(Bound argument) => argument switch
    {
        BoundConstant constant => constant.Value,
        PlainArgument plain => plain.Given.Value,
        BoundConvert { Operand: var operand, Type: var type } => Value(operand) is { } value ? JsonConversion.To(value, Nullable.GetUnderlyingType(type) ?? type) : null,
        BoundArray array => Filled(array),
        _ => throw new InvalidOperationException(argument.GetType().Name),
    };

    private static Array Filled(BoundArray array)
    {
        var made = Array.CreateInstance(array.Element, array.Items.Count);
        for (var i = 0; i < array.Items.Count; i++)
        {
            made.SetValue(Value(array.Items[i]), i);
        }

        return made;
    }
}
