using System.Linq.Expressions;
using OcrWorkflows.Expressions.Syntax;

namespace OcrWorkflows.Expressions.Binding;

/// <summary>Membership of a list.</summary>
internal sealed partial class Binder
{
    private Bound In(InNode node)
    {
        var value = Value(node.Value);
        var items = node.Items.Select(Value).ToList();
        if (value.IsError || items.Any(i => i.IsError))
        {
            return new BoundError();
        }

        if (node.Listed && (value.Type == typeof(bool) || items.Exists(i => i.Type == typeof(bool)) || node.Items.Any(i => i is BinaryNode or ConditionalNode or InNode)))
        {
            _faults.Differs(DifferenceCodes.InList);
        }

        if (items.Count == 1 && (!node.Listed || Sequences.IsSequence(items[0].Type)))
        {
            return Sequences.IsSequence(items[0].Type) || items[0].Type == typeof(object)
                ? Contains(items[0], value, node)
                : Fault(FaultCodes.NotSequence, node.Items[0], $"After `in` stands a list or a sequence, not {TypeNames.A(items[0].Type)}.", "Write x in (a, b).");
        }

        var once = value is BoundVariable or BoundConstant ? null : new BoundParameter("value", value.Type);
        var subject = once is null ? value : new BoundVariable(once) { Span = value.Span };
        var tests = items.Select((item, i) => Operate(BinaryOperator.Equal, subject, item, node.Items[i], "in")).ToList();
        if (tests.Any(t => t.IsError))
        {
            return new BoundError();
        }

        var any = AnyOf(tests, 0, tests.Count);
        return once is null ? any : new BoundLet(once, value, any);
    }

    /// <summary>Joins tests by `or` as a balanced tree, so that a long list is not a deep one.</summary>
    private static Bound AnyOf(List<Bound> tests, int from, int to) => to - from == 1
        ? tests[from]
        : new BoundBinary(ExpressionType.OrElse, AnyOf(tests, from, (from + to) / 2), AnyOf(tests, (from + to) / 2, to), typeof(bool));
}
