using System.Diagnostics.CodeAnalysis;

namespace OcrWorkflows.Expressions.Values;

/// <summary>Checks that compiled expressions make.</summary>
internal static class Guard
{
    /// <summary>The value before a dot, which must be there.</summary>
    /// <param name="place">Its text in the expression.</param>
    /// <param name="member">What was to be read of it.</param>
    public static T NotNull<T>(T value, string place, string member)
    {
        if (value is null)
        {
            ThrowNull(place, member);
        }

        return value;
    }

    /// <summary>The value of a nullable whose <c>.Value</c> is read.</summary>
    public static T ValueOf<T>(T? value, string place)
        where T : struct
    {
        if (value is null)
        {
            ThrowNull(place, "Value");
        }

        return value.Value;
    }

    /// <summary>A value given to <see cref="CompiledExpression.Evaluate"/>.</summary>
    public static T Argument<T>(object?[] values, int index, string name) => (index < values.Length ? values[index] : null) switch
    {
        T value => value,
        null when index < values.Length && default(T) is null => default!,
        null => throw Missing(name),
        var other => throw WrongType(name, other, typeof(T)),
    };

    public static ExpressionException Missing(string name) => new($"No value was given for `{name}`.");

    public static ExpressionException WrongType(string name, object value, Type wanted) =>
        new($"The value given for `{name}` is {Binding.TypeNames.A(value.GetType())}, not {Binding.TypeNames.A(wanted)}.");

    [DoesNotReturn]
    private static void ThrowNull(string place, string member) => throw new ExpressionException(
        $"`{place}` is null, so its `{member}` cannot be read. Guard it: np({place}.{member}, default), or `{place} != null and …`.");
}
