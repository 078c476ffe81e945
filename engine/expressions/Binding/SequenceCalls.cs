using System.Collections.Concurrent;
using System.Reflection;
using OcrWorkflows.Expressions.Values;

namespace OcrWorkflows.Expressions.Binding;

/// <summary>The sequence methods of the language, as calls of <see cref="Enumerable"/>.</summary>
internal static class SequenceCalls
{
    private static readonly string[] s_conditioned =
        ["Any", "All", "Count", "LongCount", "Where", "First", "FirstOrDefault", "Last", "LastOrDefault", "Single", "SingleOrDefault", "TakeWhile", "SkipWhile"];

    private static readonly string[] s_selected = ["Select", "SelectMany", "GroupBy", "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "Min", "Max", "Sum", "Average"];

    private static readonly string[] s_bare = ["Distinct", "Reverse", "ToList", "ToArray", "DefaultIfEmpty"];

    private static readonly string[] s_counted = ["Skip", "Take"];

    private static readonly string[] s_paired = ["Concat", "Except", "Union", "Intersect", "SequenceEqual"];

    private static readonly Dictionary<string, string> s_names = s_conditioned.Concat(s_selected).Concat(s_bare).Concat(s_counted).Concat(s_paired).Concat(["Contains", "OfType", "Cast"])
        .ToDictionary(n => n, StringComparer.OrdinalIgnoreCase);

    private static readonly ILookup<string, MethodInfo> s_methods = typeof(Enumerable).GetMethods(BindingFlags.Public | BindingFlags.Static).ToLookup(m => m.Name, StringComparer.Ordinal);

    private static readonly ConcurrentDictionary<(string Name, int Arguments, bool Function), MethodInfo> s_generic = new();

    public static IEnumerable<string> Names => s_names.Keys;

    private static readonly HashSet<string> s_anyCasing = new(StringComparer.Ordinal)
    {
        "Where", "Any", "All", "Count", "LongCount", "First", "FirstOrDefault", "Last", "LastOrDefault", "Single", "SingleOrDefault", "Min", "Max", "Sum", "Average",
    };

    /// <summary>True for the methods that RulesEngine finds in any casing too.</summary>
    public static bool AnyCasing(string name) => s_anyCasing.Contains(name);

    /// <summary>The elements of that type, or all of them converted to it; one that does not convert breaks the expression.</summary>
    public static BoundCall OfType(string name, Bound source, Type type) =>
        new(null, s_methods[name].Single().MakeGenericMethod(type), [Conversions.Convert(source, typeof(System.Collections.IEnumerable))], OnFirst: true) { Name = name };

    public static bool IsKnown(string name) => s_names.ContainsKey(name);

    public static string Canonical(string name) => s_names[name];

    public static bool TakesSequence(string name) => s_paired.Contains(name);

    public static bool TakesCount(string name) => s_counted.Contains(name);

    public static bool TakesLambda(string name) => TakesCondition(name) || s_selected.Contains(name);

    public static bool TakesCondition(string name) => s_conditioned.Contains(name);

    /// <summary>True when what comes out is what went in, so that records keep their members.</summary>
    public static bool KeepsElements(string name) => name is not ("Select" or "SelectMany" or "GroupBy" or "Min" or "Max" or "Sum" or "Average");

    /// <summary>A call without a lambda: <c>Count()</c>, <c>Skip(2)</c>, <c>Concat(other)</c>.</summary>
    public static BoundCall Plain(string name, Bound source, params Bound[] arguments)
    {
        var element = Sequences.ElementOf(source.Type)!;
        var method = Generic(name, arguments.Length + 1, function: false).MakeGenericMethod(element);
        return new BoundCall(null, method, [Conversions.Convert(source, typeof(IEnumerable<>).MakeGenericType(element)), .. arguments], OnFirst: true) { Name = name, Shape = source.Shape };
    }

    public static BoundCall Conditioned(string name, Bound source, BoundLambda condition) =>
        new(null, Generic(name, 2, function: true).MakeGenericMethod(condition.Parameter.Type), [source, condition], OnFirst: true) { Name = name };

    /// <summary>A call with no argument at all; null when the elements do not allow it.</summary>
    public static Bound? Bare(string name, Bound source, Type element)
    {
        if (name is "Sum" or "Average" or "Min" or "Max")
        {
            return Aggregate(name, source, element);
        }

        var takesNone = s_bare.Contains(name) || name is "Any" or "Count" or "LongCount" or "First" or "FirstOrDefault" or "Last" or "LastOrDefault" or "Single" or "SingleOrDefault";
        return takesNone ? Plain(name, source) : null;
    }

    /// <summary>A call with a lambda that computes something of each element; null when its type does not suit.</summary>
    public static Bound? Selected(string name, Bound source, BoundLambda selector)
    {
        var (element, result) = (selector.Parameter.Type, selector.Body.Type);
        switch (name)
        {
            case "Select":
                return Select(source, selector);
            case "SelectMany":
                return SelectMany(source, selector);
            case "GroupBy":
                return new BoundCall(null, Generic(name, 2, function: true).MakeGenericMethod(element, result), [source, selector], OnFirst: true) { Name = name };
            case "OrderBy" or "OrderByDescending" or "ThenBy" or "ThenByDescending":
                return Order(name, source, selector, element, result);
            default:
                return Aggregate(name, Select(source, selector), result);
        }
    }

    public static Bound Cast(Bound source, Type element)
    {
        if (Sequences.ElementOf(source.Type) == element)
        {
            return Conversions.Convert(source, typeof(IEnumerable<>).MakeGenericType(element));
        }

        var item = new BoundParameter("item", Sequences.ElementOf(source.Type)!);
        var each = Conversions.Implicit(new BoundVariable(item), element)!.Value.Value;
        return Select(Conversions.Convert(source, typeof(IEnumerable<>).MakeGenericType(item.Type)), new BoundLambda(item, each));
    }

    private static BoundCall Select(Bound source, BoundLambda selector) =>
        new(null, Generic("Select", 2, function: true).MakeGenericMethod(selector.Parameter.Type, selector.Body.Type), [source, selector], OnFirst: true) { Name = "Select" };

    private static BoundCall? SelectMany(Bound source, BoundLambda selector)
    {
        var body = selector.Body.Type == typeof(object)
            ? new BoundCall(null, typeof(JsonValues).GetMethod(nameof(JsonValues.Sequence))!, [selector.Body], OnFirst: true) { Name = "items", Span = selector.Body.Span }
            : selector.Body;
        if (Sequences.ElementOf(body.Type) is not { } inner)
        {
            return null;
        }

        var lambda = new BoundLambda(selector.Parameter, Conversions.Convert(body, typeof(IEnumerable<>).MakeGenericType(inner)));
        return new BoundCall(null, Generic("SelectMany", 2, function: true).MakeGenericMethod(selector.Parameter.Type, inner), [source, lambda], OnFirst: true) { Name = "SelectMany" };
    }

    private static BoundCall? Order(string name, Bound source, BoundLambda selector, Type element, Type key)
    {
        var ordered = typeof(IOrderedEnumerable<>).MakeGenericType(element);
        if (name.StartsWith("Then", StringComparison.Ordinal))
        {
            if (source is BoundConvert convert && ordered.IsAssignableFrom(convert.Operand.Type))
            {
                source = Conversions.Convert(convert.Operand, ordered);
            }
            else if (!ordered.IsAssignableFrom(source.Type))
            {
                return null;
            }
        }

        var method = s_methods[name].Single(m => m.GetParameters().Length == 3).MakeGenericMethod(element, key);
        return new BoundCall(null, method, [source, selector, Comparer(key)], OnFirst: true) { Name = name };
    }

    /// <summary>The order that `&lt;` uses, null first.</summary>
    private static BoundMember Comparer(Type key)
    {
        var property = typeof(KeyOrder<>).MakeGenericType(key).GetProperty(nameof(KeyOrder<int>.Default))!;
        return new BoundMember(null, property, property.PropertyType);
    }

    private static BoundCall? Aggregate(string name, Bound source, Type element)
    {
        if (name is "Min" or "Max")
        {
            var method = s_methods[name].Single(m => m.IsGenericMethod && m.GetGenericArguments().Length == 1 && m.GetParameters() is [_, { ParameterType: { IsGenericType: true } second }] && second.GetGenericTypeDefinition() == typeof(IComparer<>));
            return new BoundCall(null, method.MakeGenericMethod(element), [source, Comparer(element)], OnFirst: true) { Name = name };
        }

        if (element == typeof(object))
        {
            return new BoundCall(null, typeof(JsonSums).GetMethod(name)!, [source], OnFirst: true) { Name = name };
        }

        var bare = Nullable.GetUnderlyingType(element);
        if (!Numbers.IsNumeric(bare ?? element))
        {
            return null;
        }

        var wide = Numbers.Promote(bare ?? element, typeof(int)) ?? typeof(decimal);
        wide = wide == typeof(ulong) || wide == typeof(uint) ? typeof(long) : wide;
        var type = bare is null ? wide : typeof(Nullable<>).MakeGenericType(wide);
        var numbers = Cast(source, type);
        return new BoundCall(null, typeof(Enumerable).GetMethod(name, [typeof(IEnumerable<>).MakeGenericType(type)])!, [numbers], OnFirst: true) { Name = name };
    }

    private static MethodInfo Generic(string name, int arguments, bool function) => s_generic.GetOrAdd((name, arguments, function), static key =>
        s_methods[key.Name].First(m => m.IsGenericMethod && m.GetParameters() is var parameters && parameters.Length == key.Arguments && Suits(parameters, key.Function)));

    private static bool Suits(ParameterInfo[] parameters, bool function)
    {
        if (parameters[0].ParameterType.IsArray)
        {
            return false;
        }

        if (parameters.Length == 1)
        {
            return true;
        }

        var second = parameters[1].ParameterType;
        var isFunction = second.IsGenericType && second.GetGenericTypeDefinition() == typeof(Func<,>);
        return function ? isFunction : !second.IsGenericType || second.GetGenericTypeDefinition() == typeof(IEnumerable<>);
    }
}
