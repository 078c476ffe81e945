namespace OcrWorkflows.Runtime.Values;

/// <summary>Type names as the Elsa format writes them, to the CLR types that values have here; a list is an array type, and its values are lists of plain values.</summary>
internal static class TypeAliases
{
    private const string Unregistered = "UnregisteredClrType:";

    private static readonly Dictionary<string, Type> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Object"] = typeof(object),
        ["String"] = typeof(string),
        ["Boolean"] = typeof(bool),
        ["Int16"] = typeof(int),
        ["Int32"] = typeof(int),
        ["Int64"] = typeof(long),
        ["Long"] = typeof(long),
        ["Single"] = typeof(double),
        ["Double"] = typeof(double),
        ["Decimal"] = typeof(decimal),
        ["DateTime"] = typeof(DateTime),
        ["DateTimeOffset"] = typeof(DateTimeOffset),
        ["DateOnly"] = typeof(DateOnly),
        ["TimeSpan"] = typeof(TimeSpan),
        ["Guid"] = typeof(Guid),
        ["StringDictionary"] = typeof(IReadOnlyDictionary<string, object?>),
        ["ObjectDictionary"] = typeof(IReadOnlyDictionary<string, object?>),
        ["StringMap"] = typeof(IReadOnlyDictionary<string, object?>),
        ["ObjectMap"] = typeof(IReadOnlyDictionary<string, object?>),
        ["JSON"] = typeof(JsonValue),
        ["JsonElement"] = typeof(JsonValue),
        ["JsonNode"] = typeof(JsonValue),
        ["JsonObject"] = typeof(JsonValue),
        ["JsonArray"] = typeof(JsonValue),
    };

    private static readonly string[] Lists = ["List", "IEnumerable", "ICollection", "IList", "IReadOnlyList", "IReadOnlyCollection", "ISet", "HashSet", "Collection"];

    /// <summary>The type of a name; <see cref="object"/> for every name that is not known here.</summary>
    public static Type Resolve(string? typeName)
    {
        if (typeName is null)
        {
            return typeof(object);
        }

        var name = typeName.StartsWith(Unregistered, StringComparison.Ordinal) ? typeName[Unregistered.Length..] : typeName;
        name = name.Split(',')[0].Trim();
        name = name.StartsWith("System.", StringComparison.Ordinal) ? name["System.".Length..] : name;
        if (name.EndsWith("[]", StringComparison.Ordinal))
        {
            return Resolve(name[..^2]).MakeArrayType();
        }

        var list = Lists.FirstOrDefault(l => name.StartsWith(l + "<", StringComparison.OrdinalIgnoreCase) && name.EndsWith('>'));
        return list is null ? Types.GetValueOrDefault(name, typeof(object)) : Resolve(name[(list.Length + 1)..^1]).MakeArrayType();
    }

    /// <summary>The type of a declaration: <c>isArray</c> makes a list of it.</summary>
    public static Type Resolve(string? typeName, bool isArray) => isArray ? Resolve(typeName).MakeArrayType() : Resolve(typeName);

    /// <summary>What an expression sees of a value of this type: lists, dictionaries and JSON are plain objects to it.</summary>
    public static Type InExpressions(Type type) =>
        type.IsArray || type == typeof(JsonValue) || type == typeof(IReadOnlyDictionary<string, object?>) ? typeof(object) : type;

    /// <summary>The name to show people for a type.</summary>
    public static string NameOf(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        if (bare.IsArray)
        {
            return NameOf(bare.GetElementType()!) + "[]";
        }

        return Types.FirstOrDefault(t => t.Value == bare && t.Key != "Int16").Key ?? bare.Name;
    }
}
