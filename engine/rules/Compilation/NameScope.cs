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

/// <param name="Value">The expression of a parameter; null for an input.</param>
/// <param name="Source">The same as it was compiled, for those who look into it.</param>
internal sealed record ScopedName(string Name, Type Type, NameKind Kind, LambdaExpression? Value = null, CompiledExpression? Source = null);

/// <summary>The names that an expression sees, in order: the inputs, the global parameters, the local ones. Immutable.</summary>
/// <param name="Names">In the order in which they are evaluated.</param>
/// <param name="Broken">Parameters that did not compile: what names them is not reported again.</param>
internal sealed record NameScope(ImmutableList<ScopedName> Names, ImmutableHashSet<string> Broken, ExpressionOptions Options)
{
    public ExpressionScope Expressions { get; } = new([.. Names.Select(n => new ScopeVariable(n.Name, n.Type))]) { Options = Options };

    public IEnumerable<string> Known => Names.Select(n => n.Name);

    public static NameScope Of(IEnumerable<FactsInput> inputs, ExpressionOptions options) => new(
        [.. inputs.Select(i => new ScopedName(i.Name, i.Type, NameKind.Input))],
        ImmutableHashSet.Create<string>(Comparer(options)),
        options);

    public NameScope With(ScopedName name) => new(Names.Add(name), Broken, Options);

    public NameScope WithBroken(string name) => new(Names, Broken.Add(name), Options);

    public ScopedName? Find(string name) => Names.Find(n => Comparer(Options).Equals(n.Name, name));

    public static StringComparer Comparer(ExpressionOptions options) => options.CaseSensitive ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;
}
