using OcrWorkflows.Expressions.Lexing;
using OcrWorkflows.Expressions.Syntax;

namespace OcrWorkflows.Expressions.Binding;

/// <summary>Gives every piece of a tree its meaning and type. Goes on after a fault, so that one reading reports them all.</summary>
internal sealed partial class Binder
{
    private readonly FaultList _faults;
    private readonly Names _names;

    private readonly TypeScope _types;
    private readonly ExpressionOptions _options;
    private readonly IReadOnlyList<BoundParameter> _variables;

    public Binder(IReadOnlyList<BoundParameter> variables, FaultList faults, ExpressionOptions options)
    {
        (_variables, _faults, _options) = (variables, faults, options);
        _types = new TypeScope(variables, options);
        _names = new Names(variables, _types, options.CaseSensitive);
    }

    public IReadOnlyCollection<string> TypesNamed => _types.Named;

    /// <summary>The expression itself, which over a single input may be written as a lambda of it.</summary>
    public Bound Whole(Node node)
    {
        if (node is not LambdaNode lambda || _variables is not [var only])
        {
            return Value(node);
        }

        var parameter = new BoundParameter(lambda.Parameter, only.Type, only.Shape);
        _names.Enter(parameter, bare: false);
        var body = Value(lambda.Body);
        _names.Leave();
        return body.IsError ? body : new BoundLet(parameter, new BoundVariable(only) { Shape = only.Shape }, body) { Shape = body.Shape };
    }

    /// <summary>A value; a bare type name is a fault here.</summary>
    public Bound Value(Node node)
    {
        var bound = Any(node);
        return bound is not BoundTypeName type ? bound
            : node is NameNode name && _names.Hiding(name.Name) is { } member ? member with { Span = (node.Start, node.End) }
            : Fault(FaultCodes.UnknownName, node, $"`{TypeNames.Of(type.Named)}` is a type, not a value.", $"Write {TypeNames.Of(type.Named)}(…) to make one.");
    }

    private Bound Any(Node node)
    {
        var bound = node switch
        {
            LiteralNode literal => Literal(literal),
            NameNode name => Name(name),
            MemberNode member => Member(member),
            CallNode call => Call(call),
            IndexNode index => Index(index),
            UnaryNode unary => Unary(unary),
            BinaryNode binary => Binary(binary),
            ConditionalNode choice => Conditional(choice, choice.Condition, choice.Then, choice.Else),
            InNode listed => In(listed),
            RecordNode record => Record(record),
            ArrayNode array => Array(array),
            LambdaNode => Fault(FaultCodes.Lambda, node, "A lambda stands only inside a sequence method.", "Write sequence.Any(x => …)."),
            _ => throw new InvalidOperationException(node.GetType().Name),
        };
        return bound.Span == default ? bound with { Span = (node.Start, node.End) } : bound;
    }

    private static BoundConstant Literal(LiteralNode literal) => literal.Value switch
    {
        null => new BoundConstant(null, typeof(Marker.Null)),
        RealLiteral real => new BoundConstant(real.Value, typeof(double), real.Text),
        var value => new BoundConstant(value, value.GetType()) { Radix = literal.Radix },
    };

    private Bound Name(NameNode node) =>
        Checked(_names.Find(node.Name, this), node.Name) ?? (Refusals.OfName(node.Name) is { } refusal
            ? Refused(refusal.Code, node, refusal.Reason, refusal.Remedy)
            : Fault(FaultCodes.UnknownName, node, $"unknown name `{node.Name}`", Spelling.DidYouMeanOrList(node.Name, _names.All)));

    private Bound Conditional(Node node, Node conditionNode, Node thenNode, Node elseNode)
    {
        var condition = Condition(conditionNode, "The condition");
        var (then, otherwise) = (Value(thenNode), Value(elseNode));
        if (condition.IsError || then.IsError || otherwise.IsError)
        {
            return new BoundError();
        }

        return Unify(then, otherwise) is { } branches
            ? new BoundConditional(condition, branches.Left, branches.Right) { Shape = then.Shape ?? otherwise.Shape }
            : Fault(FaultCodes.Branches, node, $"The two results have different types: {TypeNames.Of(then.Type)} and {TypeNames.Of(otherwise.Type)}.", "Convert one of them.");
    }

    /// <summary>A value that must be true or false.</summary>
    private Bound Condition(Node node, string what) => Truth(Value(node), node, what);

    private Bound Truth(Bound bound, Node node, string what)
    {
        if (bound.Type == typeof(bool) || bound.IsError)
        {
            return bound;
        }

        if (bound.Type == typeof(object))
        {
            return Conversions.FromJson(bound, typeof(bool));
        }

        return bound.Type == typeof(bool?)
            ? Fault(FaultCodes.NullableResult, node, $"{what} may be null (bool?), so it is neither true nor false.", "Write (…) ?? false, or compare with true.")
            : Fault(FaultCodes.Condition, node, $"{what} must be bool and is {TypeNames.Of(bound.Type)}.");
    }

    /// <summary>Two values in the type of both; null when they have none.</summary>
    private static (Bound Left, Bound Right)? Unify(Bound left, Bound right)
    {
        if (left.IsNull && right.IsNull)
        {
            return (Conversions.Convert(new BoundConstant(null, typeof(object)), typeof(object)), new BoundConstant(null, typeof(object)));
        }

        if (left.IsNull || right.IsNull)
        {
            var type = left.IsNull ? right.Type : left.Type;
            type = type.IsValueType && Nullable.GetUnderlyingType(type) is null ? typeof(Nullable<>).MakeGenericType(type) : type;
            return (Conversions.Implicit(left, type)!.Value.Value, Conversions.Implicit(right, type)!.Value.Value);
        }

        if (left.Type == right.Type)
        {
            return (left, right);
        }

        if (left.Type == typeof(object) || right.Type == typeof(object))
        {
            return (Conversions.Convert(left, typeof(object)), Conversions.Convert(right, typeof(object)));
        }

        if (Conversions.Implicit(right, left.Type) is { } asLeft)
        {
            return (left, asLeft.Value);
        }

        if (Conversions.Implicit(left, right.Type) is { } asRight)
        {
            return (asRight.Value, right);
        }

        return PromoteNumbers(left, right) ?? (Sequences.ElementOf(left.Type) is { } element && element == Sequences.ElementOf(right.Type)
            ? (Conversions.Convert(left, typeof(IEnumerable<>).MakeGenericType(element)), Conversions.Convert(right, typeof(IEnumerable<>).MakeGenericType(element)))
            : null);
    }

    private static (Bound Left, Bound Right)? PromoteNumbers(Bound left, Bound right)
    {
        var (a, b) = (Nullable.GetUnderlyingType(left.Type), Nullable.GetUnderlyingType(right.Type));
        if (Numbers.Promote(a ?? left.Type, b ?? right.Type) is not { } common)
        {
            return null;
        }

        var type = a is null && b is null ? common : typeof(Nullable<>).MakeGenericType(common);
        return (Lift(left, common, type), Lift(right, common, type));

        static Bound Lift(Bound value, Type common, Type type) =>
            type != common && Nullable.GetUnderlyingType(value.Type) is null
                ? Conversions.Convert(Conversions.Convert(value, common), type)
                : Conversions.Convert(value, type);
    }

    /// <summary>Notes a type whose name is written in another casing.</summary>
    private Bound? Checked(Bound? found, string name)
    {
        if (found is BoundTypeName { Named: var type } && type.Name != name && type.FullName != name && TypeNames.Of(type) != name)
        {
            _faults.Differs(DifferenceCodes.TypeCasing);
        }

        if (found is BoundTypeName { Named: var named } && _types.IsOfFactsOnly(named))
        {
            _faults.Differs(DifferenceCodes.BareEnum);
        }

        return found;
    }

    /// <summary>A fault that RulesEngine would not find: what it reaches for is out of reach here.</summary>
    private BoundError Refused(string code, Node node, string message, string? suggestion = null) => Refused(code, node.Start, node.End, message, suggestion);

    private BoundError Refused(string code, int start, int end, string message, string? suggestion = null)
    {
        var difference = code switch
        {
            FaultCodes.Clock or FaultCodes.Chance => DifferenceCodes.ClockAndChance,
            FaultCodes.Reflection => DifferenceCodes.Reflection,
            FaultCodes.FactsMethod => DifferenceCodes.FactsMethod,
            _ => null,
        };
        if (difference is not null)
        {
            _faults.Differs(difference);
        }

        return Fault(code, start, end, message, suggestion);
    }

    private BoundError Fault(string code, Node node, string message, string? suggestion = null) => Fault(code, node.Start, node.End, message, suggestion);

    private BoundError Fault(string code, int start, int end, string message, string? suggestion = null)
    {
        _faults.Add(code, start, end, message, suggestion);
        return new BoundError();
    }
}

/// <summary>The name of a type, on the way to one of its static members.</summary>
internal sealed record BoundTypeName(Type Named) : Bound(typeof(Marker.Error));
