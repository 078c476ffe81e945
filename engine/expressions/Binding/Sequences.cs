using System.Collections.Concurrent;

namespace OcrWorkflows.Expressions.Binding;

internal static class Sequences
{
    private static readonly ConcurrentDictionary<Type, Type?> s_elements = new();

    /// <summary>Element type of a sequence; null for anything else. A string is a sequence of char.</summary>
    public static Type? ElementOf(Type type) => s_elements.GetOrAdd(type, static type => Find(type));

    private static Type? Find(Type type)
    {
        if (type.IsArray)
        {
            return type.GetElementType();
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>))
        {
            return type.GetGenericArguments()[0];
        }

        return type.GetInterfaces().FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];
    }

    /// <summary>A sequence in the sense of `in` and of sums: a string is a value here, and so is a record.</summary>
    public static bool IsSequence(Type type) => type != typeof(string) && !IsRecord(type) && ElementOf(type) is not null;

    /// <summary>A JSON object.</summary>
    public static bool IsRecord(Type type) => typeof(IReadOnlyDictionary<string, object?>).IsAssignableFrom(type);
}
