using System.Collections;
using System.Globalization;
using OcrWorkflows.Expressions.Binding;
using OcrWorkflows.Expressions.Syntax;

namespace OcrWorkflows.Expressions.Values;

/// <summary>Operations on values whose type is known only when the expression runs: JSON values, and members of records.</summary>
internal static class JsonValues
{
    /// <summary>A member of a record known by its shape, converted to its declared type.</summary>
    public static T Read<T>(IReadOnlyDictionary<string, object?> record, string name)
    {
        record.TryGetValue(name, out var value);
        if (value is null && default(T) is not null)
        {
            throw new ExpressionException($"`{name}` has no value yet; {TypeNames.A(typeof(T))} was expected.");
        }

        return Convert<T>(value, name);
    }

    /// <summary>A member of a JSON value; null when the value has no such member.</summary>
    public static object? Member(object value, string name) => value switch
    {
        string text when name == "Length" => Box.Of(text.Length),
        Dictionary<string, object?> members when members.TryGetValue(name, out var found) && found is not null => found,
        _ => MemberOf(value, name),
    };

    /// <summary>A member that the one input must have, since its name is also that of a type.</summary>
    public static object? Required(object value, string name) => value is IReadOnlyDictionary<string, object?> record && record.Keys.Any(k => k.Equals(name, StringComparison.OrdinalIgnoreCase))
        ? Member(value, name)
        : throw new ExpressionException($"`{name}` is a type, and the input has no member of that name.");

    private static object? MemberOf(object value, string name) => value switch
    {
        IReadOnlyDictionary<string, object?> record => Noted(record.TryGetValue(name, out var exact)
            ? exact
            : record.FirstOrDefault(m => string.Equals(m.Key, name, StringComparison.OrdinalIgnoreCase)).Value),
        string text when name.Equals("Length", StringComparison.OrdinalIgnoreCase) => text.Length,
        _ when MemberTable.Of(value.GetType()).Value(name) is { } member && !MemberTable.IsStatic(member) =>
            member is System.Reflection.PropertyInfo property ? property.GetValue(value) : ((System.Reflection.FieldInfo)member).GetValue(value),
        ICollection list when name.Equals("Count", StringComparison.OrdinalIgnoreCase) => list.Count,
        _ => throw new ExpressionException($"{TypeNames.Capital(value.GetType())} has no member `{name}`."),
    };

    private static object? Noted(object? value)
    {
        if (value is null)
        {
            DifferencesMet.Note(DifferenceCodes.PlainNull);
        }

        return value;
    }

    public static object? Item(object value, object? index) => value switch
    {
        IReadOnlyDictionary<string, object?> when index is string name => Indexed(Member(value, name)),
        string text => text[Convert<int>(index, "[…]")],
        IList list => list[Convert<int>(index, "[…]")],
        IReadOnlyList<object?> list => list[Convert<int>(index, "[…]")],
        _ => throw new ExpressionException($"{TypeNames.Capital(value.GetType())} has no index of type {Name(index)}."),
    };

    private static object? Indexed(object? value)
    {
        DifferencesMet.Note(DifferenceCodes.RecordIndex);
        return value;
    }

    public static IEnumerable<object?> Sequence(object value)
    {
        if (value is List<object?> { Count: > 0 } list)
        {
            return list;
        }

        if (value is ICollection { Count: 0 })
        {
            DifferencesMet.Note(DifferenceCodes.EmptyList);
        }

        return Items(value);
    }

    private static IEnumerable<object?> Items(object value) => value switch
    {
        List<object?> items => items,
        Plain.PlainSlot[] => throw new ExpressionException("A record stands where a list is expected."),
        string text => new Characters(text),
        IEnumerable<object?> items => items,
        IReadOnlyDictionary<string, object?> => throw new ExpressionException("A record stands where a list is expected."),
        IEnumerable items => items.Cast<object?>(),
        _ => throw new ExpressionException($"{TypeNames.Capital(value.GetType())} stands where a list is expected."),
    };

    /// <summary>Text contains text, or list contains item.</summary>
    public static bool Contains(object value, object? item)
    {
        if (value is string text)
        {
            return item is char letter ? text.Contains(letter) : text.Contains(Convert<string>(item, "Contains(…)"), StringComparison.Ordinal);
        }

        if (value is not List<object?> items)
        {
            return Sequence(value).Any(other => Matches(other, item));
        }

        for (var i = 0; i < items.Count; i++)
        {
            if (Matches(items[i], item))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The same under a name that RulesEngine finds on texts only.</summary>
    public static bool ContainsInAnyCasing(object value, object? item)
    {
        if (value is not string)
        {
            DifferencesMet.Note(DifferenceCodes.MethodCasing);
        }

        return Contains(value, item);
    }

    private static bool Matches(object? element, object? item)
    {
        if (element is string a && item is string b)
        {
            return a == b;
        }

        if (element is not null && item is not null && element.GetType() != item.GetType())
        {
            DifferencesMet.Note(DifferenceCodes.PromotedMembership);
        }

        return element is null || item is null ? element is null && item is null : JsonConversion.Meet(element, item) is { } pair && pair.Left.Equals(pair.Right);
    }

    public static bool Is<T>(object? value) => value is T;

    /// <summary>The value when it is of that type; null otherwise.</summary>
    public static T? As<T>(object? value)
        where T : class => value as T;

    public static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        DateOnly date => Day(date),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    /// <summary>The text of an item that is joined with others.</summary>
    public static string? Joined(object? value)
    {
        if (value is not (null or string))
        {
            DifferencesMet.Note(DifferenceCodes.JoinedList);
        }

        return Text(value);
    }

    private static string Day(DateOnly date)
    {
        DifferencesMet.Note(DifferenceCodes.DateAsText);
        return date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    /// <summary>The value as a type that the expression needs, by the conversions that a literal would get.</summary>
    /// <param name="place">What the value is, in the words of the expression.</param>
    public static T Convert<T>(object? value, string place)
    {
        if (value is T same)
        {
            return same;
        }

        var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        if (value is null)
        {
            return default(T) is null ? default! : throw new ExpressionException($"`{place}` is null where {TypeNames.A(typeof(T))} is needed.");
        }

        if (typeof(T) == typeof(DateTime) && value is string written && IsoMoment.Read(written) is { } moment)
        {
            DifferencesMet.Note(DifferenceCodes.PlainConversion);
            return (T)(object)moment;
        }

        if (!Numbers.Widens(value.GetType(), type))
        {
            DifferencesMet.Note(DifferenceCodes.PlainConversion);
        }

        return JsonConversion.To(value, type) is T converted
            ? converted
            : throw new ExpressionException($"`{place}` is {A(value)} that cannot be read as {TypeNames.Of(typeof(T))}.");
    }

    /// <summary><see cref="Convert{T}"/> to a text, quick where it is one.</summary>
    public static string? AsText(object? value, string place) => value as string ?? Convert<string?>(value, place);

    /// <summary>A conversion that was asked for: a number loses its fraction where the type has none.</summary>
    /// <param name="place">What the value is, in the words of the expression.</param>
    public static T Cast<T>(object? value, string place)
    {
        if (!Numbers.IsInteger(Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T)))
        {
            return Convert<T>(value, place);
        }

        object? whole = value switch { double real => Math.Truncate(real), float real => MathF.Truncate(real), decimal exact => decimal.Truncate(exact), _ => value };
        return Convert<T>(whole, place);
    }

    public static bool AreEqual(object? left, object? right)
    {
        switch (left)
        {
            case string a when right is string b:
                return a == b;
            case int a when right is int b:
                return a == b;
            case long a when right is int b:
                return a == b;
            case bool a when right is bool b:
                return a == b;
            case decimal a when right is decimal b:
                return a == b;
            case double a when right is double b:
                return a.Equals(b);
        }

        if (left is null || right is null)
        {
            return left is null && right is null;
        }

        return JsonConversion.Meet(left, right) is { } pair
            ? pair.Left.Equals(pair.Right)
            : throw new ExpressionException($"{Capital(left)} and {A(right)} cannot be compared.");
    }

    /// <summary>Order of two values; null when one of them is null.</summary>
    public static int? Compare(object? left, object? right)
    {
        switch (left)
        {
            case int a when right is int b:
                return a.CompareTo(b);
            case long a when right is long b:
                return a.CompareTo(b);
            case long a when right is int b:
                return a.CompareTo(b);
            case decimal a when right is decimal b:
                return a.CompareTo(b);
            case decimal a when right is double b && JsonConversion.AsDecimal(b) is { } exact:
                return a.CompareTo(exact);
            case double a when right is double b:
                return a.CompareTo(b);
            case DateTime a when right is DateTime b:
                return a.CompareTo(b);
            case string a when right is string b:
                return TextMethods.Compare(a, b);
        }

        if (left is null || right is null)
        {
            return null;
        }

        return JsonConversion.Meet(left, right) switch
        {
            { Left: string a, Right: string b } => TextMethods.Compare(a, b),
            { Left: IComparable a } pair => a.CompareTo(pair.Right),
            _ => throw new ExpressionException($"{Capital(left)} and {A(right)} have no order."),
        };
    }

    public static bool Less(object? left, object? right) =>
        left is int x && right is int y ? x < y : left is string a && right is string b ? TextMethods.Compare(a, b) < 0 : Compare(left, right) < 0;

    public static bool LessOrEqual(object? left, object? right) =>
        left is int x && right is int y ? x <= y : left is string a && right is string b ? TextMethods.Compare(a, b) <= 0 : Compare(left, right) <= 0;

    public static bool Greater(object? left, object? right) =>
        left is int x && right is int y ? x > y : left is string a && right is string b ? TextMethods.Compare(a, b) > 0 : Compare(left, right) > 0;

    public static bool GreaterOrEqual(object? left, object? right) =>
        left is int x && right is int y ? x >= y : left is string a && right is string b ? TextMethods.Compare(a, b) >= 0 : Compare(left, right) >= 0;

    public static object? Add(object? left, object? right) =>
        left is int a && right is int b ? Box.Of(checked(a + b))
        : left is decimal x && right is decimal y ? x + y
        : left is string || right is string ? Text(left) + Text(right)
        : JsonArithmetic.Apply(BinaryOperator.Add, left, right);

    public static object? Subtract(object? left, object? right) =>
        left is int a && right is int b ? Box.Of(checked(a - b))
        : left is decimal x && right is decimal y ? x - y
        : JsonArithmetic.Apply(BinaryOperator.Subtract, left, right);

    public static object? Multiply(object? left, object? right) => JsonArithmetic.Apply(BinaryOperator.Multiply, left, right);

    public static object? Divide(object? left, object? right) => JsonArithmetic.Apply(BinaryOperator.Divide, left, right);

    public static object? Modulo(object? left, object? right) => JsonArithmetic.Apply(BinaryOperator.Modulo, left, right);

    public static object? BitAnd(object? left, object? right) =>
        left is string || right is string ? Text(left) + Text(right) : JsonBits.Apply(BinaryOperator.BitAnd, left, right);

    public static object? BitOr(object? left, object? right) => JsonBits.Apply(BinaryOperator.BitOr, left, right);

    public static object? ShiftLeft(object? left, object? right) => JsonBits.Apply(BinaryOperator.ShiftLeft, left, right);

    public static object? ShiftRight(object? left, object? right) => JsonBits.Apply(BinaryOperator.ShiftRight, left, right);

    public static object? Negate(object? value) => value is TimeSpan span ? span.Negate() : JsonArithmetic.Apply(BinaryOperator.Subtract, 0, value);

    internal static string A(object? value) => value is null ? "null" : TypeNames.A(value.GetType());

    internal static string Capital(object? value) => value is null ? "Null" : TypeNames.Capital(value.GetType());

    private static string Name(object? value) => value is null ? "null" : TypeNames.Of(value.GetType());
}
