using System.Collections.Concurrent;
using System.Reflection;

namespace OcrWorkflows.Expressions.Binding;

/// <summary>The types that an expression may name, and those whose values it may handle: nothing else is within reach.</summary>
internal static class KnownTypes
{
    private static readonly Dictionary<string, Type> s_names = Names();

    private static readonly Dictionary<string, Type> s_platformEnums = new[] { typeof(object), typeof(Uri), typeof(ConsoleColor) }.SelectMany(t => t.Assembly.GetExportedTypes())
        .Where(t => t is { IsEnum: true, IsNested: false, Namespace: "System" }).ToDictionary(t => t.Name, StringComparer.Ordinal);

    private static readonly HashSet<Type> s_values = [.. s_names.Values, typeof(object), typeof(DateTimeKind)];

    private static readonly ConcurrentDictionary<Type, IReadOnlyDictionary<string, Type>> s_enums = new();

    public static Type? Find(string name, bool exact)
    {
        if (s_names.TryGetValue(name, out var type) || s_platformEnums.TryGetValue(name, out type))
        {
            return type;
        }

        return exact ? null : s_names.FirstOrDefault(n => string.Equals(n.Key, name, StringComparison.OrdinalIgnoreCase)).Value;
    }

    /// <summary>The name of a type in quotes, where its namespace may be written.</summary>
    public static string WithoutSystem(string name) => name.StartsWith("System.", StringComparison.Ordinal) ? name["System.".Length..] : name;

    public static IEnumerable<string> AllNames => s_names.Keys;

    /// <summary>A type of the language itself: its methods may be called, as far as their parameters are of such types too.</summary>
    public static bool IsOurs(Type type) => s_values.Contains(Nullable.GetUnderlyingType(type) ?? type) || type.IsEnum;

    /// <summary>Enumerations found in the facts, by name.</summary>
    public static IReadOnlyDictionary<string, Type> EnumsOf(Type facts) => s_enums.GetOrAdd(facts, static root =>
    {
        var found = new Dictionary<string, Type>(StringComparer.Ordinal);
        var seen = new HashSet<Type>();
        var waiting = new Queue<Type>([root]);
        while (waiting.Count > 0 && seen.Count < 500)
        {
            var type = waiting.Dequeue();
            type = Nullable.GetUnderlyingType(type) ?? type;
            if (!seen.Add(type))
            {
                continue;
            }

            if (type.IsEnum)
            {
                found.TryAdd(type.Name, type);
            }
            else if (type != typeof(string) && Sequences.ElementOf(type) is { } element)
            {
                waiting.Enqueue(element);
            }
            else if (MemberTable.IsFacts(type))
            {
                foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
                {
                    waiting.Enqueue(property.PropertyType);
                }
            }
        }

        return found;
    });

    private static Dictionary<string, Type> Names()
    {
        var names = new Dictionary<string, Type>(StringComparer.Ordinal)
        {
            ["bool"] = typeof(bool),
            ["char"] = typeof(char),
            ["string"] = typeof(string),
            ["byte"] = typeof(byte),
            ["sbyte"] = typeof(sbyte),
            ["short"] = typeof(short),
            ["ushort"] = typeof(ushort),
            ["int"] = typeof(int),
            ["uint"] = typeof(uint),
            ["long"] = typeof(long),
            ["ulong"] = typeof(ulong),
            ["float"] = typeof(float),
            ["double"] = typeof(double),
            ["decimal"] = typeof(decimal),
            ["object"] = typeof(object),
            ["Math"] = typeof(Math),
            ["Convert"] = typeof(Convert),
            ["ExpressionUtils"] = typeof(Values.ExpressionUtils),
            ["Enumerable"] = typeof(Enumerable),
            ["Uri"] = typeof(Uri),
            ["StringComparison"] = typeof(StringComparison),
            ["DayOfWeek"] = typeof(DayOfWeek),
            ["MidpointRounding"] = typeof(MidpointRounding),
            ["StringSplitOptions"] = typeof(StringSplitOptions),
        };
        foreach (var type in names.Values.Where(t => t.IsPrimitive || t == typeof(string) || t == typeof(decimal) || t == typeof(object)).ToList())
        {
            names[type.Name] = type;
        }

        foreach (var type in new[] { typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan), typeof(Guid) })
        {
            names[type.Name] = type;
        }

        return names;
    }
}
