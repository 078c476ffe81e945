namespace OcrWorkflows.Expressions.Values;

/// <summary>Checks that compiled expressions make.</summary>
internal static class Guard
{
    /// <summary>What to throw for null before a dot.</summary>
    /// <param name="place">Its text in the expression.</param>
    /// <param name="member">What was to be read of it.</param>
    public static ExpressionException Null(string place, string member) => new(
        $"`{place}` is null, so its `{member}` cannot be read. Guard it: np({place}.{member}, default), or `{place} != null and …`.");

    /// <summary>Throws <see cref="Null"/>; a call, unlike a throw, may stand anywhere inside of a compiled expression.</summary>
    public static T ThrowNull<T>(string place, string member) => throw Null(place, member);

    /// <summary>The value of a nullable whose <c>.Value</c> is read.</summary>
    public static T ValueOf<T>(T? value, string place)
        where T : struct => value ?? throw Null(place, "Value");

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
}
