using System.Collections;

namespace OcrWorkflows.Expressions.Binding;

/// <summary>Types as messages name them.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> s_keywords = new()
    {
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(string)] = "string",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(object)] = "JSON value",
        [typeof(Marker.Null)] = "null",
        [typeof(IReadOnlyDictionary<string, object?>)] = "record",
        [typeof(Values.RecordValue)] = "record",
    };

    /// <summary>With its article, inside a sentence.</summary>
    public static string A(Type type)
    {
        var name = Of(type);
        return (name[0] is 'a' or 'e' or 'i' or 'o' or 'A' or 'E' or 'I' or 'O' ? "an " : "a ") + name;
    }

    /// <summary>With its article, at the beginning of a sentence.</summary>
    public static string Capital(Type type) => "A" + A(type)[1..];

    public static string Of(Type type)
    {
        if (s_keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Of(inner) + "?";
        }

        if (type.IsArray)
        {
            return Of(type.GetElementType()!) + "[]";
        }

        if (typeof(IEnumerable).IsAssignableFrom(type) && Sequences.ElementOf(type) is { } element)
        {
            return $"sequence of {Of(element)}";
        }

        return type.Name.Split('`')[0];
    }
}
