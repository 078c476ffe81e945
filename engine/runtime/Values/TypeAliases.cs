namespace OcrWorkflows.Runtime.Values;

/// <summary>Type names as the Elsa format writes them, to the CLR types that values have here.</summary>
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
    };

    /// <summary>The type of a name; <see cref="object"/> for lists, dictionaries, JSON and every name that is not known here.</summary>
    public static Type Resolve(string? typeName)
    {
        if (typeName is null)
        {
            return typeof(object);
        }

        var name = typeName.StartsWith(Unregistered, StringComparison.Ordinal) ? typeName[Unregistered.Length..] : typeName;
        name = name.Split(',')[0].Trim();
        name = name.StartsWith("System.", StringComparison.Ordinal) ? name["System.".Length..] : name;
        return Types.GetValueOrDefault(name, typeof(object));
    }

    /// <summary>The name to show people for a type.</summary>
    public static string NameOf(Type type)
    {
        var bare = Nullable.GetUnderlyingType(type) ?? type;
        return Types.FirstOrDefault(t => t.Value == bare && t.Key != "Int16").Key ?? bare.Name;
    }
}
