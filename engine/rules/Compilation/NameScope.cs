using System.Collections.Immutable;
using System.Linq.Expressions;
using OcrWorkflows.Expressions;

namespace OcrWorkflows.Rules.Compilation;

internal enum NameKind
{
    Input,
    Global,
    Local,
}

/// <param name="Value">The expression of a parameter; null for the input.</param>
internal sealed record ScopedName(string Name, Type Type, NameKind Kind, LambdaExpression? Value = null);

/// <summary>The names that an expression sees, in order: the input, the global parameters, the local ones. Immutable.</summary>
/// <param name="Names">In the order in which they are evaluated.</param>
/// <param name="Broken">Parameters that did not compile: what names them is not reported again.</param>
internal sealed record NameScope(ImmutableList<ScopedName> Names, ImmutableHashSet<string> Broken)
{
    public ExpressionScope Expressions { get; } = new([.. Names.Select(n => new ScopeVariable(n.Name, n.Type))]);

    public IEnumerable<string> Known => Names.Select(n => n.Name);

    public static NameScope Of(FactsContract contract) => new(
        [new ScopedName(contract.InputName, contract.FactsType, NameKind.Input)],
        ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase));

    public NameScope With(ScopedName name) => new(Names.Add(name), Broken);

    public NameScope WithBroken(string name) => new(Names, Broken.Add(name));

    public ScopedName? Find(string name) => Names.Find(n => string.Equals(n.Name, name, StringComparison.OrdinalIgnoreCase));
}
