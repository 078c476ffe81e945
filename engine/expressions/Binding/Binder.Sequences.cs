using System.Reflection;
using OcrWorkflows.Expressions.Syntax;
using OcrWorkflows.Expressions.Values;

namespace OcrWorkflows.Expressions.Binding;

/// <summary>Sequence methods, their lambdas, and objects made on the way.</summary>
internal sealed partial class Binder
{
    private static readonly MethodInfo s_record = typeof(RecordValue).GetMethod(nameof(RecordValue.Create))!;

    private Bound SequenceCall(CallNode node, Bound target, Type element)
    {
        var source = Conversions.Convert(target, typeof(IEnumerable<>).MakeGenericType(element));
        var name = SequenceCalls.Canonical(node.Name);
        if (name != node.Name && !SequenceCalls.AnyCasing(name))
        {
            _faults.Differs(DifferenceCodes.MethodCasing);
        }

        if (name is "OfType" or "Cast")
        {
            return node.Arguments is [var typeName] && NamedType(typeName) is { } type
                ? SequenceCalls.OfType(name, source, type)
                : Fault(FaultCodes.Arguments, node, $"`{name}` takes the name of a type in quotes, as in {name}(\"System.Int32\").");
        }

        if (name == "Contains" && node.Arguments is [var sought])
        {
            var item = Value(sought);
            return item.IsError ? item : Contains(source, item, node);
        }

        if (SequenceCalls.TakesSequence(name))
        {
            return WithSequence(node, name, source, element);
        }

        if (SequenceCalls.TakesCount(name) && node.Arguments is [var number])
        {
            var count = Value(number);
            return count.IsError ? count : AsIndex(count) is { } whole
                ? SequenceCalls.Plain(name, source, whole) with { Shape = target.Shape }
                : Fault(FaultCodes.Arguments, node, $"`{name}` takes a whole number, not {TypeNames.A(count.Type)}.");
        }

        if (name is "Sum" or "Average" && node.Arguments.Count == 0 && (target.Type.IsArray || target.Type != source.Type || target is not BoundCall { Method.DeclaringType: var declaring } || declaring != typeof(Enumerable)))
        {
            _faults.Differs(DifferenceCodes.BareSum);
        }

        if (node.Arguments.Count == 0 && element == typeof(object) && name.EndsWith("OrDefault", StringComparison.Ordinal))
        {
            return OrDefault(source, items => SequenceCalls.Bare(name, items, element)!);
        }

        if (node.Arguments.Count == 0)
        {
            return SequenceCalls.Bare(name, source, element) ?? Fault(FaultCodes.Arguments, node.NameStart, node.End, $"`{name}` cannot be taken of a sequence of {TypeNames.Of(element)}.", $"write {name}(x => …).");
        }

        if (node.Arguments.Count > 1 || !SequenceCalls.TakesLambda(name))
        {
            return Fault(FaultCodes.Arguments, node.NameStart, node.End, $"`{name}` does not take {node.Arguments.Count} arguments.");
        }

        if (Lambda(node.Arguments[0], element, target.Shape) is not { } lambda)
        {
            return new BoundError();
        }

        if (SequenceCalls.TakesCondition(name))
        {
            var truth = Truth(lambda.Body, node.Arguments[0], $"The condition of `{name}`");
            return truth.IsError ? truth
                : element == typeof(object) && name.EndsWith("OrDefault", StringComparison.Ordinal) ? OrDefault(source, items => SequenceCalls.Conditioned(name, items, lambda with { Body = truth }))
                : SequenceCalls.Conditioned(name, source, lambda with { Body = truth }) with { Shape = target.Shape };
        }

        return SequenceCalls.Selected(name, source, lambda) is { } selected
            ? selected with { Shape = SequenceCalls.KeepsElements(name) ? target.Shape : lambda.Body.Shape }
            : Fault(FaultCodes.Arguments, node.Arguments[0], $"`{name}` cannot work with {TypeNames.A(lambda.Body.Type)}.");
    }

    private static BoundLet OrDefault(Bound source, Func<Bound, Bound> find)
    {
        var items = new BoundParameter("items", source.Type);
        var again = new BoundVariable(items, Known: true) { Span = source.Span };
        return new BoundLet(items, source, new BoundCall(null, typeof(PlainSequences).GetMethod(nameof(PlainSequences.OrDefault))!, [find(again), again]));
    }

    /// <summary>A lambda, named or not; its body is bound once, so nesting costs nothing extra.</summary>
    private BoundLambda? Lambda(Node node, Type element, RecordShape? shape)
    {
        var named = node as LambdaNode;
        if (named is not null && _names.IsTaken(named.Parameter))
        {
            Fault(FaultCodes.DuplicateName, named.Start, named.Start + named.Parameter.Length, $"The name `{named.Parameter}` is already taken.", "Choose another name for the lambda's variable.");
            return null;
        }

        var parameter = new BoundParameter(named?.Parameter ?? "it", element, shape);
        _names.Enter(parameter, named is null);
        var body = Value(named?.Body ?? node);
        _names.Leave();
        if (body.IsNull)
        {
            body = new BoundConstant(null, typeof(object));
        }

        return body.IsError ? null : new BoundLambda(parameter, body) { Span = (node.Start, node.End) };
    }

    private Bound WithSequence(CallNode node, string name, Bound source, Type element)
    {
        if (node.Arguments is not [var argument])
        {
            return Fault(FaultCodes.Arguments, node.NameStart, node.End, $"`{name}` takes one sequence.");
        }

        var other = Value(argument);
        if (other.IsError)
        {
            return other;
        }

        other = other.Type == typeof(object) ? Listed(other) : other;
        if (Sequences.ElementOf(other.Type) is not { } second)
        {
            return Fault(FaultCodes.NotSequence, argument, $"`{name}` takes a sequence, not {TypeNames.A(other.Type)}.");
        }

        if (second == element)
        {
            return SequenceCalls.Plain(name, source, Conversions.Convert(other, source.Type)) with { Shape = source.Shape };
        }

        var common = new[] { element, second }.FirstOrDefault(t => Meets(element, t) && Meets(second, t));
        return common is null
            ? Fault(FaultCodes.Arguments, argument, $"`{name}` cannot put a sequence of {TypeNames.Of(second)} with a sequence of {TypeNames.Of(element)}.")
            : SequenceCalls.Plain(name, SequenceCalls.Cast(source, common), SequenceCalls.Cast(other, common));

        static bool Meets(Type from, Type to) => Conversions.Implicit(new BoundVariable(new BoundParameter("item", from)), to) is not null;
    }

    /// <summary>Membership with the promotions that `==` makes.</summary>
    private Bound Contains(Bound sequence, Bound item, Node node)
    {
        if (sequence.Type == typeof(object))
        {
            return new BoundCall(null, typeof(JsonValues).GetMethod(nameof(JsonValues.Contains))!, [sequence, Conversions.Implicit(item, typeof(object))!.Value.Value], OnFirst: true) { Name = "items" };
        }

        var element = Sequences.ElementOf(sequence.Type)!;
        var source = Conversions.Convert(sequence, typeof(IEnumerable<>).MakeGenericType(element));
        if (element != item.Type && element != typeof(object) && !item.IsNull && Nullable.GetUnderlyingType(element) != item.Type)
        {
            _faults.Differs(DifferenceCodes.PromotedMembership);
        }

        if (element != typeof(object) && !(item.IsNull && element.IsValueType) && Conversions.Implicit(item, element) is { Distance: <= Distance.Reference } same)
        {
            return SequenceCalls.Plain("Contains", source, same.Value);
        }

        var parameter = new BoundParameter("item", element);
        var test = Operate(BinaryOperator.Equal, new BoundVariable(parameter), item, node, "in");
        return test.IsError ? test : SequenceCalls.Conditioned("Any", source, new BoundLambda(parameter, test));
    }

    private Bound Record(RecordNode node)
    {
        var names = new List<string>();
        var values = new List<Bound>();
        foreach (var member in node.Members)
        {
            var value = Value(member.Value);
            var name = member.Name ?? (member.Value switch { NameNode simple => simple.Name, MemberNode path => path.Name, _ => null });
            if (name is null)
            {
                value = Fault(FaultCodes.Syntax, member.Value, "This member has no name.", "Write value as Name.");
            }
            else if (names.Contains(name))
            {
                value = Fault(FaultCodes.DuplicateName, member.Value, $"The record has two members `{name}`.");
            }

            names.Add(name ?? "");
            values.Add(value.IsNull ? new BoundConstant(null, typeof(object)) : value);
        }

        if (values.Any(v => v.IsError))
        {
            return new BoundError();
        }

        var shape = new RecordShape(names.Zip(values).ToDictionary(p => p.First, p => p.Second.Type, StringComparer.Ordinal));
        var nameArray = new BoundArray(typeof(string), [.. names.Select(n => new BoundConstant(n, typeof(string)))]);
        var valueArray = new BoundArray(typeof(object), [.. values.Select(v => Conversions.Convert(v, typeof(object)))]);
        return new BoundCall(null, s_record, [nameArray, valueArray]) { Shape = shape };
    }

    private Bound Array(ArrayNode node)
    {
        var items = node.Items.Select(Value).ToList();
        var element = node.ElementType is null ? null : _types.Find(node.ElementType, exact: false);
        if (node.ElementType is not null && element is null)
        {
            return Fault(FaultCodes.UnknownName, node, $"unknown type `{node.ElementType}`", Spelling.DidYouMean(node.ElementType, KnownTypes.AllNames));
        }

        if (items.Count == 0 || items.Any(i => i.IsError))
        {
            return items.Count > 0 ? new BoundError() : new BoundArray(element ?? typeof(object), []);
        }

        if (element is null)
        {
            var common = items[0];
            foreach (var item in items.Skip(1))
            {
                common = Unify(common, item)?.Left ?? common;
            }

            element = common.IsNull ? typeof(object) : common.Type;
            if (items.Exists(i => i.Type != items[0].Type))
            {
                _faults.Differs(DifferenceCodes.ArrayType);
            }
        }

        var converted = items.Select(i => Conversions.Implicit(i, element)?.Value).ToList();
        return converted.FindIndex(c => c is null) is var wrong and >= 0
            ? Fault(FaultCodes.Branches, node.Items[wrong], $"This item is {TypeNames.A(items[wrong].Type)}, and the array is of {TypeNames.Of(element)}.")
            : new BoundArray(element, converted!) { Shape = items[0].Shape };
    }

    /// <summary>np(path, default): null at any step of the path gives the default.</summary>
    private Bound NullPath(CallNode node)
    {
        var path = Value(node.Arguments[0]);
        var otherwise = node.Arguments.Count == 2 ? Value(node.Arguments[1]) : null;
        if (path.IsError || otherwise is { IsError: true })
        {
            return new BoundError();
        }

        if (!NullPaths.IsPath(path))
        {
            return Fault(FaultCodes.NullPath, node.Arguments[0], "`np` takes a path such as entry.Unit.Code.");
        }

        if (path is BoundArrayIndex)
        {
            _faults.Differs(DifferenceCodes.NullPathOfValue);
        }

        var safe = NullPaths.Guard(path);
        return otherwise is null || otherwise.IsNull ? safe : Operate(BinaryOperator.Coalesce, safe, otherwise, node, "np");
    }
}
