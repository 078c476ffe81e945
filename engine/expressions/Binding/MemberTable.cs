using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using OcrWorkflows.Expressions.Values;

namespace OcrWorkflows.Expressions.Binding;

/// <summary>What an expression may reach on one CLR type: an exact name wins over one in other casing.</summary>
internal sealed class MemberTable
{
    private static readonly ConcurrentDictionary<(Type Type, bool WithMethods), MemberTable> s_tables = new();

    private readonly Dictionary<string, MemberInfo> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<MethodInfo>> _methods = new(StringComparer.OrdinalIgnoreCase);

    private MemberTable(Type type, bool withMethods)
    {
        foreach (var declaring in Lineage(type))
        {
            AddValues(declaring);
        }

        if (withMethods || KnownTypes.IsOurs(type))
        {
            AddMethods(type);
        }
    }

    /// <param name="withMethods">Its methods too, though the type is none of the language: a custom type.</param>
    public static MemberTable Of(Type type, bool withMethods = false) => s_tables.GetOrAdd((type, withMethods), static key => new MemberTable(key.Type, key.WithMethods));

    public IReadOnlyCollection<string> ValueNames => _values.Keys;

    public IReadOnlyCollection<string> MethodNames => _methods.Keys;

    public MemberInfo? Value(string name) => _values.TryGetValue(name, out var exact)
        ? exact
        : _values.FirstOrDefault(v => string.Equals(v.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    public MemberInfo? ExactValue(string name) => _values.GetValueOrDefault(name);

    public IReadOnlyList<MethodInfo> Methods(string name) => _methods.TryGetValue(name, out var found) ? found : [];

    public static Type TypeOf(MemberInfo member) => member is PropertyInfo property ? property.PropertyType : ((FieldInfo)member).FieldType;

    public static bool IsStatic(MemberInfo member) => member is PropertyInfo property ? property.GetMethod!.IsStatic : ((FieldInfo)member).IsStatic;

    /// <summary>A type of the caller's: its values may be read, its methods not called.</summary>
    public static bool IsFacts(Type type) =>
        !KnownTypes.IsOurs(type) && !type.IsPointer && !type.IsByRefLike && !typeof(Delegate).IsAssignableFrom(type) && !IsPlatform(type.Namespace ?? "");

    private static bool IsPlatform(string space) =>
        space == "System" || space.StartsWith("System.", StringComparison.Ordinal) || space == "Microsoft" || space.StartsWith("Microsoft.", StringComparison.Ordinal);

    private static bool MayHold(Type type) =>
        KnownTypes.IsOurs(type) || IsFacts(type) || (type.IsGenericType && Nullable.GetUnderlyingType(type) is { } inner && MayHold(inner))
        || (typeof(IEnumerable).IsAssignableFrom(type) && Sequences.ElementOf(type) is { } element && (MayHold(element) || IsPair(element)));

    private static bool IsPair(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>) && type.GetGenericArguments().All(MayHold);

    private static IEnumerable<Type> Lineage(Type type) => type.IsInterface ? [type, .. type.GetInterfaces()] : [type];

    private void AddValues(Type type)
    {
        foreach (var member in type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy))
        {
            var readable = member switch
            {
                PropertyInfo property => property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0,
                FieldInfo field => !field.IsSpecialName,
                _ => false,
            };
            if (readable && MayHold(TypeOf(member)) && !Refusals.IsRefused(member))
            {
                _values.TryAdd(member.Name, member);
            }
        }
    }

    private void AddMethods(Type type)
    {
        foreach (var method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy))
        {
            if (method.IsSpecialName || method.IsGenericMethod || Refusals.IsRefused(method) || !MayHold(method.ReturnType) || method.ReturnType == typeof(void))
            {
                continue;
            }

            if (method.GetParameters().All(p => !p.ParameterType.IsByRef && MayHold(p.ParameterType)))
            {
                Add(TextMethods.Instead(type, method) ?? method);
            }
        }
    }

    private void Add(MethodInfo method)
    {
        if (!_methods.TryGetValue(method.Name, out var overloads))
        {
            _methods[method.Name] = overloads = [];
        }

        overloads.Add(method);
    }
}
