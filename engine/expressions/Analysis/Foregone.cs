using System.Linq.Expressions;
using OcrWorkflows.Expressions.Binding;
using OcrWorkflows.Expressions.Interpretation;

namespace OcrWorkflows.Expressions.Analysis;

/// <summary>Says of a condition that its answer is the same whatever the facts are. Silent when in doubt: a null or a number that is none (NaN) may upset what looks settled.</summary>
internal sealed class Foregone(string text)
{
    private readonly Dictionary<BoundParameter, string> _lets = [];

    /// <returns>True or false when it is always that; null when it depends on the facts.</returns>
    public bool? Answer(Bound node) => node switch
    {
        BoundConstant { Value: bool value } => value,
        BoundConvert { Method: null } convert when IsBool(convert.Operand.Type) => Answer(convert.Operand),
        BoundUnary { Operator: ExpressionType.Not } not => !Answer(not.Operand),
        BoundBinary { Operator: ExpressionType.AndAlso } and => Chain(and, settles: false),
        BoundBinary { Operator: ExpressionType.OrElse } or => Chain(or, settles: true),
        BoundConditional choice => Answer(choice.Condition) is { } taken ? Answer(taken ? choice.Then : choice.Else) : null,
        BoundLet let => Inside(let, Answer),
        _ when !IsBool(node.Type) => null,
        _ when IsClosed(node) => Worked(node),
        BoundBinary binary when IsWithItself(binary.Left, binary.Right) => OfSame(binary),
        _ => null,
    };

    /// <summary>The two sides of a comparison are the same text.</summary>
    public bool IsWithItself(Bound left, Bound right) => !IsClosed(left) && Key(left) is { } key && key == Key(right);

    /// <summary>The conditions that a chain of one operator joins.</summary>
    public static List<Bound> Links(Bound node, ExpressionType op)
    {
        var links = new List<Bound>();
        var open = new Stack<Bound>([node]);
        while (open.TryPop(out var next))
        {
            next = Bare(next);
            if (next is BoundBinary binary && binary.Operator == op)
            {
                open.Push(binary.Right);
                open.Push(binary.Left);
            }
            else
            {
                links.Add(next);
            }
        }

        return links;
    }

    /// <summary>What tells two pieces apart: their text, without white space.</summary>
    public string? Key(Bound node)
    {
        node = Bare(node);
        return node is BoundVariable { Parameter: var parameter } && _lets.TryGetValue(parameter, out var known) ? known
            : node.Span == default ? null
            : Spaceless.Of(text[node.Span.Start..node.Span.End]);
    }

    private static Bound Bare(Bound node)
    {
        while (node is BoundConvert { Method: null } convert)
        {
            node = convert.Operand;
        }

        return node;
    }

    /// <param name="settles">The answer of one link that settles the chain: false for `and`, true for `or`.</param>
    private bool? Chain(BoundBinary chain, bool settles)
    {
        var links = Links(chain, chain.Operator);
        var answers = links.Select(Answer).ToList();
        if (answers.Contains(settles))
        {
            return settles;
        }

        if (answers.TrueForAll(a => a == !settles))
        {
            return !settles;
        }

        var ranges = new Dictionary<string, ValueRange>(StringComparer.Ordinal);
        foreach (var (key, range) in links.Select(l => Condition(l, holds: !settles)).OfType<(string, ValueRange)>())
        {
            if (ranges.TryGetValue(key, out var known))
            {
                known.Meet(range);
                if (known.IsEmpty)
                {
                    return settles;
                }
            }
            else
            {
                ranges[key] = range;
            }
        }

        return null;
    }

    /// <summary>What a condition leaves of the one thing it is about, when it holds, or when it does not.</summary>
    private (string Key, ValueRange Range)? Condition(Bound node, bool holds)
    {
        node = Bare(node);
        switch (node)
        {
            case BoundUnary { Operator: ExpressionType.Not } not:
                return Condition(not.Operand, !holds);
            case BoundLet let:
                return Inside(let, body => Condition(body, holds));
            case BoundBinary { Operator: ExpressionType.OrElse or ExpressionType.AndAlso } chain:
                return AnyOf(chain, holds);
            case BoundBinary comparison when Compared(comparison) is { } found:
                return found.Range(holds) is { } range ? (found.Key, range) : null;
            default:
                return node.Type == typeof(bool) && Key(node) is { } key ? ($"{key}|{typeof(bool)}", ValueRange.Only(holds)) : null;
        }
    }

    private (string Key, ValueRange Range)? AnyOf(BoundBinary chain, bool holds)
    {
        if (holds != (chain.Operator == ExpressionType.OrElse))
        {
            return null;
        }

        string? key = null;
        var values = new List<object?>();
        foreach (var link in Links(chain, chain.Operator))
        {
            if (Condition(link, holds) is not { } found || found.Range.Listed is not { } listed || (key is not null && key != found.Key))
            {
                return null;
            }

            key = found.Key;
            values.AddRange(listed);
        }

        return (key!, ValueRange.Only(values));
    }

    private Comparison? Compared(BoundBinary node)
    {
        if (node.Operator is not (ExpressionType.Equal or ExpressionType.NotEqual or ExpressionType.LessThan or ExpressionType.LessThanOrEqual or ExpressionType.GreaterThan or ExpressionType.GreaterThanOrEqual))
        {
            return null;
        }

        var turned = Bare(node.Left) is BoundConstant;
        var (thing, constant) = turned ? (node.Right, Bare(node.Left)) : (node.Left, Bare(node.Right));
        if (constant is not BoundConstant { Value: var value } || Key(thing) is not { } key || (value is not null && (value is not IComparable || value.GetType() != (Nullable.GetUnderlyingType(thing.Type) ?? thing.Type))))
        {
            return null;
        }

        var bare = Nullable.GetUnderlyingType(thing.Type) ?? thing.Type;
        var total = thing.Type.IsValueType && bare == thing.Type && bare != typeof(double) && bare != typeof(float);
        return new Comparison($"{key}|{bare}", turned ? Turned(node.Operator) : node.Operator, value, total);
    }

    private static ExpressionType Turned(ExpressionType op) => op switch
    {
        ExpressionType.LessThan => ExpressionType.GreaterThan,
        ExpressionType.LessThanOrEqual => ExpressionType.GreaterThanOrEqual,
        ExpressionType.GreaterThan => ExpressionType.LessThan,
        ExpressionType.GreaterThanOrEqual => ExpressionType.LessThanOrEqual,
        _ => op,
    };

    private static bool? OfSame(BoundBinary node) => !node.Left.Type.IsValueType || Nullable.GetUnderlyingType(node.Left.Type) is not null || node.Left.Type == typeof(double) || node.Left.Type == typeof(float)
        ? null
        : node.Operator switch
        {
            ExpressionType.Equal or ExpressionType.LessThanOrEqual or ExpressionType.GreaterThanOrEqual => true,
            ExpressionType.NotEqual or ExpressionType.LessThan or ExpressionType.GreaterThan => false,
            _ => null,
        };

    private T Inside<T>(BoundLet let, Func<Bound, T> ask)
    {
        if (Key(let.Value) is { } key)
        {
            _lets[let.Variable] = key;
        }

        return ask(let.Body);
    }

    private static bool IsClosed(Bound node) => node is not BoundVariable && BoundTree.PiecesOf(node).All(IsClosed);

    private bool? Worked(Bound node) => Tracing.Of(text, node, [], []).Value as bool?;

    private static bool IsBool(Type type) => type == typeof(bool) || type == typeof(bool?);

    /// <param name="Total">Of any value one of &lt; and &gt;= is true: neither null nor NaN can be there.</param>
    private sealed record Comparison(string Key, ExpressionType Operator, object? Value, bool Total)
    {
        public ValueRange? Range(bool holds) => (Operator, holds) switch
        {
            (ExpressionType.Equal, true) or (ExpressionType.NotEqual, false) => ValueRange.Only([Value]),
            (ExpressionType.Equal, false) or (ExpressionType.NotEqual, true) => ValueRange.Not(Value),
            _ when Value is null || (!holds && !Total) => null,
            (ExpressionType.LessThan, true) or (ExpressionType.GreaterThanOrEqual, false) => ValueRange.Below(Value, inclusive: false),
            (ExpressionType.LessThanOrEqual, true) or (ExpressionType.GreaterThan, false) => ValueRange.Below(Value, inclusive: true),
            (ExpressionType.GreaterThan, true) or (ExpressionType.LessThanOrEqual, false) => ValueRange.Above(Value, inclusive: false),
            _ => ValueRange.Above(Value, inclusive: true),
        };
    }
}
