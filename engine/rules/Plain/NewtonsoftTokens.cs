using System.Linq.Expressions;

namespace OcrWorkflows.Rules.Plain;

/// <summary>Reads trees of Newtonsoft.Json, which the engines do not refer to: its members are found by name once, and read by delegates.</summary>
internal sealed class NewtonsoftTokens
{
    private const string Namespace = "Newtonsoft.Json.Linq";

    private static volatile NewtonsoftTokens? s_known;

    private readonly Type _record;
    private readonly Type _list;
    private readonly Func<object, object?> _first;
    private readonly TokenStep _property;
    private readonly TokenStep _item;
    private readonly Walk _walk;

    private NewtonsoftTokens(Type token)
    {
        Type Named(string name) => token.Assembly.GetType($"{Namespace}.{name}", throwOnError: true)!;
        (_record, _list) = (Named("JObject"), Named("JArray"));
        var (member, any, scalar) = (Named("JProperty"), Named("JToken"), Named("JValue"));
        _first = First(Named("JContainer"));
        _property = Step(member, scalar, step => Expression.Property(step, "Name"), step => Expression.Property(step, "Value"));
        _item = Step(any, scalar, _ => Expression.Constant(null, typeof(string)), step => step);
        _walk = NewtonsoftWalk.Compile(member, scalar);
    }

    private enum Kind
    {
        /// <summary>A scalar.</summary>
        Content,
        Record,
        List,
        Other,
    }

    /// <summary>Reads one member, or one item of a list.</summary>
    /// <param name="content">Of a scalar.</param>
    /// <returns>The next one; null after the last.</returns>
    private delegate object? TokenStep(object step, out string name, out object value, out object? content, out Kind kind);

    /// <returns>Null when the value is no such tree.</returns>
    public static NewtonsoftTokens? For(object value)
    {
        var type = value.GetType();
        return s_known is { } known && (type == known._record || type == known._list) ? known
            : type.Namespace == Namespace && type.Name is "JObject" or "JArray" ? s_known = new NewtonsoftTokens(type)
            : null;
    }

    /// <param name="token">A record or a list.</param>
    public object? Read(PlainLayout layout, object token, Scratch scratch, int depth) =>
        Nested(layout, token, token.GetType() == _record ? Kind.Record : Kind.List, scratch, depth);

    /// <param name="layout">Null for a member that is passed over.</param>
    /// <param name="token">No scalar of a common kind.</param>
    public object? Other(PlainLayout? layout, object token, Scratch scratch, int depth) => layout is null
        ? PlainData.Of(token, depth)
        : Nested(layout, token, token.GetType() == _record ? Kind.Record : token.GetType() == _list ? Kind.List : Kind.Other, scratch, depth);

    private object? Value(PlainLayout layout, object token, object? content, Kind kind, Scratch scratch, int depth) =>
        kind != Kind.Content ? Nested(layout, token, kind, scratch, depth)
        : content is null or string or long or double or bool or int or DateTime ? content
        : PlainData.Of(token, depth);

    private object? Nested(PlainLayout layout, object token, Kind kind, Scratch scratch, int depth)
    {
        if (depth > PlainData.MaximumDepth)
        {
            throw PlainData.TooDeep(nameof(token));
        }

        return kind == Kind.List && (layout.IsWhole || layout.Items is not null) ? Items(layout, token, scratch, depth)
            : kind == Kind.Record && !layout.IsWhole ? Record(layout, token, scratch, depth)
            : PlainData.Of(token, depth);
    }

    private object? Record(PlainLayout layout, object token, Scratch scratch, int depth)
    {
        var filling = new Filling(layout, scratch);
        var next = _first(token);
        if (next is not null)
        {
            next = _walk(next, filling.Steps, ref filling.Next, filling.Slots, new WalkedRecord(this, layout, scratch, depth));
        }

        while (next is not null)
        {
            next = _property(next, out var name, out var value, out var content, out var kind);
            var slot = filling.SlotOf(name);
            if (slot == Filling.Ambiguous)
            {
                return PlainData.Of(token, depth);
            }

            if (slot >= 0)
            {
                filling.Slots[slot].Value = Value(layout.Members[slot].Layout, value, content, kind, scratch, depth + 1);
            }
            else if (kind != Kind.Content)
            {
                PlainData.Of(value, depth + 1);
            }
        }

        return filling.Done();
    }

    private List<object?> Items(PlainLayout layout, object token, Scratch scratch, int depth)
    {
        var items = scratch.List(layout);
        var next = _first(token);
        while (next is not null)
        {
            next = _item(next, out _, out var value, out var content, out var kind);
            items.Add(Value(layout.Items ?? PlainLayout.Whole, value, content, kind, scratch, depth + 1));
        }

        return items;
    }

    private static Func<object, object?> First(Type container)
    {
        var token = Expression.Parameter(typeof(object), "token");
        return Expression.Lambda<Func<object, object?>>(Expression.Property(Expression.Convert(token, container), "First"), token).Compile();
    }

    private TokenStep Step(Type owner, Type scalar, Func<Expression, Expression> nameOf, Func<Expression, Expression> valueOf)
    {
        var given = Expression.Parameter(typeof(object), "given");
        var (name, value) = (Expression.Parameter(typeof(string).MakeByRefType(), "name"), Expression.Parameter(typeof(object).MakeByRefType(), "value"));
        var (content, kind) = (Expression.Parameter(typeof(object).MakeByRefType(), "content"), Expression.Parameter(typeof(Kind).MakeByRefType(), "kind"));
        var (step, held) = (Expression.Variable(owner, "step"), Expression.Variable(typeof(object), "held"));
        Expression Taken(Kind taken, Expression read) => Expression.Block(typeof(void), Expression.Assign(kind, Expression.Constant(taken)), Expression.Assign(content, read));
        var nothing = Expression.Constant(null);
        return Expression.Lambda<TokenStep>(
            Expression.Block(
                typeof(object),
                [step, held],
                Expression.Assign(step, Expression.Convert(given, owner)),
                Expression.Assign(name, nameOf(step)),
                Expression.Assign(held, valueOf(step)),
                Expression.Assign(value, held),
                Expression.IfThenElse(
                    Expression.TypeEqual(held, scalar),
                    Taken(Kind.Content, Expression.Property(Expression.Convert(held, scalar), "Value")),
                    Expression.IfThenElse(
                        Expression.TypeEqual(held, _record),
                        Taken(Kind.Record, nothing),
                        Taken(Kind.Other, nothing))),
                Expression.IfThen(Expression.TypeEqual(held, _list), Expression.Assign(kind, Expression.Constant(Kind.List))),
                Expression.Property(step, "Next")),
            given,
            name,
            value,
            content,
            kind).Compile();
    }
}
