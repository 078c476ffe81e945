using OcrWorkflows.Expressions.Binding;
using OcrWorkflows.Expressions.Interpretation;
using OcrWorkflows.Expressions.Values;

namespace OcrWorkflows.Expressions.Analysis;

/// <summary>A value that an expression reads.</summary>
/// <param name="Root">Name of the variable of the scope.</param>
/// <param name="Steps">Members after it; <c>[]</c> stands for every element of a sequence. The last may be members of values (a year of a date, a length of a text).</param>
public sealed record ReadPath(string Root, IReadOnlyList<string> Steps)
{
    /// <summary>The step to any element of a sequence.</summary>
    public const string Element = "[]";

    public override string ToString() => string.Join('.', Steps.Prepend(Root)).Replace("." + Element, Element, StringComparison.Ordinal);
}

/// <summary>What an expression reads and compares with.</summary>
/// <param name="Names">Variables of the scope that it names.</param>
/// <param name="Constants">Constants written in it, in the type in which they are used; null left out.</param>
public sealed record ExpressionReads(IReadOnlyList<string> Names, IReadOnlyList<ReadPath> Paths, IReadOnlyList<object> Constants)
{
    internal static ExpressionReads Of(Bound body, IReadOnlyList<BoundParameter> parameters) => new ReadsWalk(parameters).Take(body);
}

internal sealed class ReadsWalk(IReadOnlyList<BoundParameter> parameters)
{
    private readonly Dictionary<BoundParameter, ReadPath> _inner = [];
    private readonly List<ReadPath> _paths = [];
    private readonly List<object> _constants = [];

    public ExpressionReads Take(Bound body)
    {
        Walk(body);
        var paths = _paths.DistinctBy(p => p.ToString()).ToList();
        return new ExpressionReads([.. paths.Select(p => p.Root).Distinct()], paths, [.. _constants.Distinct()]);
    }

    private void Walk(Bound node)
    {
        if (node is BoundConstant { Value: { } value })
        {
            _constants.Add(value);
        }

        if (PathOf(node) is { } path)
        {
            _paths.Add(path);
        }

        if (node is BoundLet let)
        {
            if (PathOf(let.Value) is { } named)
            {
                _inner[let.Variable] = named;
            }
        }

        var source = node is BoundCall { OnFirst: true, Arguments: [var first, ..] } ? PathOf(first) : null;
        foreach (var piece in BoundTree.PiecesOf(node))
        {
            if (piece is BoundLambda lambda && source is not null)
            {
                _inner[lambda.Parameter] = new ReadPath(source.Root, [.. source.Steps, ReadPath.Element]);
            }

            if (!(node is BoundCall { Method.DeclaringType: var owner } && owner == typeof(JsonValues) && piece is BoundConstant { Value: string } && IsMember(node)))
            {
                Walk(piece);
            }
        }
    }

    private ReadPath? PathOf(Bound node) => node switch
    {
        BoundVariable { Parameter: var parameter } => _inner.GetValueOrDefault(parameter) ?? (parameters.Contains(parameter) ? new ReadPath(parameter.Name, []) : null),
        BoundConvert convert => PathOf(convert.Operand),
        BoundMember { Target: { } target } member => PathOf(target) is { } path ? IsOfNullable(target.Type) ? path : Then(path, member.Member.Name) : null,
        BoundCall { Arguments: [var target, BoundConstant { Value: string name }] } when IsMember(node) => PathOf(target) is { } path ? Then(path, name) : null,
        BoundCall { OnFirst: true, Arguments: [var source, ..] } call when call.Method.DeclaringType == typeof(Enumerable) || call.Name == "items" => PathOf(source),
        BoundCall { Target: { } list, Name: "element" } => PathOf(list) is { } path ? Then(path, ReadPath.Element) : null,
        BoundArrayIndex index => PathOf(index.Target) is { } path ? Then(path, ReadPath.Element) : null,
        _ => null,
    };

    private static ReadPath Then(ReadPath path, string step) => new(path.Root, [.. path.Steps, step]);

    private static bool IsMember(Bound node) => node is BoundCall { OnFirst: true, Method: { Name: nameof(JsonValues.Member) or nameof(JsonValues.Read) } method } && method.DeclaringType == typeof(JsonValues);

    private static bool IsOfNullable(Type type) => Nullable.GetUnderlyingType(type) is not null;
}
