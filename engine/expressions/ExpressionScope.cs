namespace OcrWorkflows.Expressions;

/// <summary>Members that are known by name when an expression is compiled, of a value that is a dictionary when it runs.</summary>
/// <param name="Members">Name to type. The type <see cref="object"/> stands for a JSON value: its members are looked up when the expression runs.</param>
public sealed record RecordShape(IReadOnlyDictionary<string, Type> Members);

/// <summary>A name that an expression may use.</summary>
/// <param name="Name">As written in expressions; compared without regard to case, as the RulesEngine format does.</param>
/// <param name="Type">CLR type of the value; for a shape, <c>IReadOnlyDictionary&lt;string, object?&gt;</c>.</param>
/// <param name="Shape">The members, when the value is a dictionary; null for a CLR object.</param>
public sealed record ScopeVariable(string Name, Type Type, RecordShape? Shape = null);

/// <summary>What an expression may name, in the order its compiled form takes the values.</summary>
public sealed record ExpressionScope(IReadOnlyList<ScopeVariable> Variables)
{
    public ExpressionOptions Options { get; init; } = ExpressionOptions.Default;
}

/// <summary>What of the language may be set, as RulesEngine's settings set it.</summary>
public sealed record ExpressionOptions
{
    public static ExpressionOptions Default { get; } = new();

    /// <summary>Types whose static members, methods and constructors an expression may use by name, besides those of the language.</summary>
    public IReadOnlyList<Type> CustomTypes { get; init; } = [];

    /// <summary>Names must be written as declared. Off unless it is set, as in RulesEngine.</summary>
    public bool CaseSensitive { get; init; }
}
