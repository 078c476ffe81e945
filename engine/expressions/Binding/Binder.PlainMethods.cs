using System.Reflection;
using OcrWorkflows.Expressions.Syntax;
using OcrWorkflows.Expressions.Values;

namespace OcrWorkflows.Expressions.Binding;

/// <summary>Methods of values whose type is known only when the expression runs.</summary>
internal sealed partial class Binder
{
    /// <summary>Types that plain data comes in, the one that a text would be read as first.</summary>
    private static readonly Type[] s_plainTypes =
        [typeof(string), typeof(DateOnly), typeof(DateTimeOffset), typeof(DateTime), typeof(decimal), typeof(long), typeof(int), typeof(double), typeof(bool), typeof(TimeSpan), typeof(Guid)];

    private static readonly MethodInfo s_onValue = typeof(PlainCalls).GetMethod(nameof(PlainCalls.OnValue))!;

    private static readonly MethodInfo s_onType = typeof(PlainCalls).GetMethod(nameof(PlainCalls.OnType))!;

    private static readonly MethodInfo s_contains = typeof(JsonValues).GetMethod(nameof(JsonValues.Contains))!;

    private static readonly MethodInfo s_containsInAnyCasing = typeof(JsonValues).GetMethod(nameof(JsonValues.ContainsInAnyCasing))!;

    private static readonly HashSet<string> s_ofObject = new(StringComparer.OrdinalIgnoreCase)
    {
        "GetDynamicMemberNames", "GetDynamicPropertyValue", "GetDynamicProperty", "SetDynamicPropertyValue", "ContainsProperty",
    };

    /// <summary>A method on a value typed when the expression runs: the name says which type is meant.</summary>
    private Bound JsonMethod(CallNode node, Bound target)
    {
        if (node.Name.Equals("ToString", StringComparison.OrdinalIgnoreCase) && node.Arguments.Count == 0)
        {
            return JsonCall(nameof(JsonValues.Text), target) with { OnFirst = true };
        }

        if (s_ofObject.Contains(node.Name))
        {
            return Refused(FaultCodes.Reflection, node.NameStart, node.NameEnd, $"`{node.Name}` looks into the object that RulesEngine makes of plain data, and is out of reach.", "name the member itself.");
        }

        if (node.Name.Equals("Contains", StringComparison.OrdinalIgnoreCase) && node.Arguments is [var sought])
        {
            var item = Value(sought);
            return item.IsError ? item : new BoundCall(null, node.Name == "Contains" ? s_contains : s_containsInAnyCasing, [target, Conversions.Implicit(item, typeof(object))!.Value.Value], OnFirst: true) { Name = "Contains" };
        }

        if (node.Name.Equals("Contains", StringComparison.OrdinalIgnoreCase) && node.Arguments.Count == 2)
        {
            return InstanceCall(node, Conversions.FromJson(target, typeof(string)), InstanceMethods(typeof(string), node.Name));
        }

        if (SequenceCalls.IsKnown(node.Name))
        {
            return SequenceCall(node, Listed(target), typeof(object));
        }

        var types = s_plainTypes.Where(t => InstanceMethods(t, node.Name).Count > 0).ToList();
        var type = types.FirstOrDefault();
        if (types.Count > 1)
        {
            var arguments = node.Arguments.Select(Value).ToList();
            return arguments.Exists(a => a.IsError)
                ? new BoundError()
                : new BoundCall(null, s_onValue, [target, new BoundConstant(node.Name, typeof(string)), Boxed(arguments)], OnFirst: true) { Name = node.Name };
        }

        return type is null
            ? Fault(FaultCodes.UnknownMethod, node.NameStart, node.NameEnd, $"unknown method `{node.Name}`", Spelling.DidYouMean(node.Name, MemberTable.Of(typeof(string)).MethodNames.Concat(SequenceCalls.Names)))
            : InstanceCall(node, Conversions.FromJson(target, type), InstanceMethods(type, node.Name));
    }

    private static BoundCall Listed(Bound target) =>
        new(null, typeof(JsonValues).GetMethod(nameof(JsonValues.Sequence))!, [target], OnFirst: true) { Name = "items", Span = target.Span };
}
