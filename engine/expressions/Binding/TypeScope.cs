namespace OcrWorkflows.Expressions.Binding;

/// <summary>The types that one expression may name: those of the language, the custom types of its options, and those of its variables.</summary>
internal sealed class TypeScope(IReadOnlyList<BoundParameter> variables, ExpressionOptions options)
{
    private readonly SortedSet<string> _named = new(StringComparer.Ordinal);

    /// <summary>Every name by which a type was found.</summary>
    public IReadOnlyCollection<string> Named => _named;

    /// <param name="exact">Off: in any casing.</param>
    public Type? Find(string name, bool exact)
    {
        var found = KnownTypes.Find(name, exact) ?? Others().FirstOrDefault(t => Matches(t, name, exact));
        if (found is not null)
        {
            _named.Add(name);
        }

        return found;
    }

    /// <summary>An enumeration that only the facts use: RulesEngine knows it by its full name in quotes, not by its bare one.</summary>
    public bool IsOfFactsOnly(Type type) => type.IsEnum && KnownTypes.Find(type.Name, exact: true) != type && !options.CustomTypes.Contains(type)
        && !variables.Any(v => v.Type == type || Sequences.ElementOf(v.Type) == type);

    /// <summary>A type of the facts' own assembly, which may be named in quotes though no variable has it.</summary>
    public Type? OfFacts(string fullName) => variables.Select(v => Sequences.ElementOf(v.Type) ?? v.Type).Where(MemberTable.IsFacts)
        .Select(t => t.Assembly.GetType(fullName)).FirstOrDefault(t => t is { IsPublic: true, ContainsGenericParameters: false } && (MemberTable.IsFacts(t) || t.IsEnum));

    public IEnumerable<Type> CustomTypes => options.CustomTypes;

    /// <summary>A custom type, or a base of one: its methods may be called.</summary>
    public bool IsCustom(Type type) => options.CustomTypes.Any(type.IsAssignableFrom) && type != typeof(object) && !type.IsValueType | options.CustomTypes.Contains(type);

    private static bool Matches(Type type, string name, bool exact) =>
        string.Equals(type.Name, name, exact ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase) || type.FullName == name;

    private IEnumerable<Type> Others() => options.CustomTypes
        .Concat(variables.SelectMany(v => new[] { v.Type, Sequences.ElementOf(v.Type) }).OfType<Type>().Where(t => MemberTable.IsFacts(t) || t.IsEnum))
        .Concat(variables.SelectMany(v => KnownTypes.EnumsOf(v.Type).Values));
}
