using System.Linq.Expressions;
using OcrWorkflows.Expressions.Binding;
using OcrWorkflows.Expressions.Values;

namespace OcrWorkflows.Expressions.Plain;

/// <summary>Follows the places of plain data through one expression. What is not understood keeps the place whole, which is always right and only slower.</summary>
internal sealed class PlainFlow(PlainPlan plan)
{
    private readonly Dictionary<BoundParameter, PlainNode?> _names = [];

    public void Name(BoundParameter parameter, PlainNode? node) => _names[parameter] = node;

    /// <returns>The place that the value is; null when it is none, and then all its pieces have been followed.</returns>
    public PlainNode? Follow(Bound node)
    {
        switch (node)
        {
            case BoundVariable variable:
                return _names.GetValueOrDefault(variable.Parameter);
            case BoundCall call when Is(call, nameof(JsonValues.Member)) && call.Arguments[1] is BoundConstant { Value: string name }:
                return Member(call, name);
            case BoundCall { Name: "First" or "FirstOrDefault" or "Last" or "LastOrDefault" or "Single" or "SingleOrDefault" } call when IsLinq(call):
                return Element(call);
            case BoundCall { Name: "Any" or "All" or "Count" or "LongCount" } call when IsLinq(call):
                Element(call);
                return null;
            case BoundCall { Name: "Sum" or "Average" or "Min" or "Max", Arguments: [var source, BoundLambda selector] } call when IsLinq(call):
                Lambda(selector, Items(source));
                return null;
            case BoundConvert { Method: null } convert when convert.Type == typeof(object) && convert.Operand.Type == typeof(object):
                return Follow(convert.Operand);
            case BoundLet let:
                Name(let.Variable, Value(let.Value));
                return Value(let.Body);
            case BoundConditional choice:
                return Conditional(choice);
            case BoundBinary { Operator: ExpressionType.Equal or ExpressionType.NotEqual } test when IsNull(test.Left) || IsNull(test.Right):
                Value(IsNull(test.Left) ? test.Right : test.Left);
                return null;
            default:
                foreach (var piece in Interpretation.BoundTree.PiecesOf(node))
                {
                    Use(piece);
                }

                return null;
        }
    }

    /// <summary>Follows a whole expression; a place is its result only where the platform sees it as plain data too.</summary>
    public PlainNode? Result(Bound body) => Value(body);

    /// <summary>Follows a value that is used in a way that may look at all of it.</summary>
    public void Use(Bound node) => Value(node)?.TakeWhole();

    /// <summary>A sequence that goes on as a value keeps its items whole.</summary>
    private PlainNode? Value(Bound node)
    {
        if (node.Type == typeof(object) || !Sequences.IsSequence(node.Type) || node.Type == typeof(string))
        {
            return Follow(node);
        }

        Items(node)?.TakeWhole();
        return null;
    }

    private PlainNode? Member(BoundCall call, string name)
    {
        if (Value(call.Arguments[0]) is not { } target)
        {
            return null;
        }

        plan.Read(call, target);
        return target.Member(name);
    }

    private PlainNode? Conditional(BoundConditional choice)
    {
        Use(choice.Condition);
        if (IsNull(choice.Then))
        {
            return Value(choice.Else);
        }

        Use(choice.Then);
        Use(choice.Else);
        return null;
    }

    /// <returns>The place of the items of a sequence; null when they are none, and then all its pieces have been followed.</returns>
    private PlainNode? Items(Bound sequence)
    {
        switch (sequence)
        {
            case BoundCall call when Is(call, nameof(JsonValues.Sequence)):
                return Value(call.Arguments[0])?.ItemsOf();
            case BoundConvert { Method: null } convert when Sequences.IsSequence(convert.Operand.Type):
                return Items(convert.Operand);
            case BoundCall { Name: "Where" or "TakeWhile" or "SkipWhile", Arguments: [_, BoundLambda] } call when IsLinq(call):
                return Element(call);
            case BoundCall { Name: "Select", Arguments: [var source, BoundLambda lambda] } call when IsLinq(call):
                Name(lambda.Parameter, Items(source));
                return Value(lambda.Body);
            case BoundCall { Name: "SelectMany", Arguments: [var source, BoundLambda lambda] } call when IsLinq(call):
                Name(lambda.Parameter, Items(source));
                return Items(lambda.Body);
            case BoundCall { Name: "Distinct", Arguments: [var source] } call when IsLinq(call):
                var items = Items(source);
                items?.TakeWhole();
                return items;
            default:
                return Follow(sequence) is { } place ? Kept(place) : null;
        }
    }

    private static PlainNode? Kept(PlainNode place)
    {
        place.TakeWhole();
        return null;
    }

    /// <summary>A method over a sequence, perhaps with a condition for each item.</summary>
    private PlainNode? Element(BoundCall call)
    {
        var items = Items(call.Arguments[0]);
        if (call.Arguments is [_, var condition])
        {
            Lambda(condition, items);
        }

        return items;
    }

    private void Lambda(Bound argument, PlainNode? items)
    {
        if (argument is BoundLambda lambda)
        {
            Name(lambda.Parameter, items);
            Use(lambda.Body);
            return;
        }

        items?.TakeWhole();
        Use(argument);
    }

    private static bool IsLinq(BoundCall call) => call.Method.DeclaringType == typeof(Enumerable);

    private static bool Is(BoundCall call, string method) => call.Method.DeclaringType == typeof(JsonValues) && call.Method.Name == method;

    private static bool IsNull(Bound node) => node is BoundConstant { Value: null };
}
