using System.Linq.Expressions;
using OcrWorkflows.Expressions.Values;

namespace OcrWorkflows.Rules.Plain;

/// <summary>Reads trees of Newtonsoft.Json, which the engines do not refer to: its members are found by name once, and read by delegates.</summary>
internal sealed class NewtonsoftTokens
{
    private const string Namespace = "Newtonsoft.Json.Linq";

    private static volatile NewtonsoftTokens? s_known;

    private readonly Type _record;
    private readonly Type _list;
    private readonly Type _scalar;
    private readonly Func<object, object?> _first;
    private readonly Func<object, object?> _next;
    private readonly Func<object, object?> _content;
    private readonly PropertyStep _property;

    private NewtonsoftTokens(Type token)
    {
        Type Named(string name) => token.Assembly.GetType($"{Namespace}.{name}", throwOnError: true)!;
        (_record, _list, _scalar) = (Named("JObject"), Named("JArray"), Named("JValue"));
        _first = Reading(Named("JContainer"), "First");
        _next = Reading(Named("JToken"), "Next");
        _content = Reading(_scalar, "Value");
        _property = Step(Named("JProperty"));
    }

    /// <summary>Reads one member.</summary>
    /// <returns>The next one; null after the last.</returns>
    private delegate object? PropertyStep(object property, out string name, out object value);

    /// <returns>Null when the value is no such tree.</returns>
    public static NewtonsoftTokens? For(object value)
    {
        var type = value.GetType();
        return s_known is { } known && (type == known._record || type == known._list) ? known
            : type.Namespace == Namespace && type.Name is "JObject" or "JArray" ? s_known = new NewtonsoftTokens(type)
            : null;
    }

    public object? Read(PlainLayout layout, object token, int depth)
    {
        if (token.GetType() == _scalar)
        {
            return _content(token) switch
            {
                null => null,
                int or bool or string or double or long or DateTime => _content(token),
                _ => PlainData.Of(token, depth),
            };
        }

        if (depth > PlainData.MaximumDepth)
        {
            throw PlainData.TooDeep(nameof(token));
        }

        return layout.IsWhole ? PlainData.Of(token, depth)
            : token.GetType() == _record ? Record(layout, token, depth)
            : token.GetType() == _list && layout.Items is { } item ? Items(item, token, depth)
            : PlainData.Of(token, depth);
    }

    private object? Record(PlainLayout layout, object token, int depth)
    {
        var filling = new Filling(layout);
        var next = _first(token);
        while (next is not null)
        {
            next = _property(next, out var name, out var value);
            var slot = filling.SlotOf(name);
            if (slot == Filling.Ambiguous)
            {
                return PlainData.Of(token, depth);
            }

            if (slot >= 0)
            {
                filling.Slots[slot].Value = Read(layout.Members[slot].Layout, value, depth + 1);
            }
            else if (value.GetType() != _scalar)
            {
                PlainData.Of(value, depth + 1);
            }
        }

        return filling.Done();
    }

    private List<object?> Items(PlainLayout layout, object token, int depth)
    {
        var items = new List<object?>();
        for (var next = _first(token); next is not null; next = _next(next))
        {
            items.Add(Read(layout, next, depth + 1));
        }

        return items;
    }

    private static Func<object, object?> Reading(Type owner, string property)
    {
        var token = Expression.Parameter(typeof(object), "token");
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(Expression.Property(Expression.Convert(token, owner), property), typeof(object)), token).Compile();
    }

    private static PropertyStep Step(Type owner)
    {
        var token = Expression.Parameter(typeof(object), "token");
        var (name, value) = (Expression.Parameter(typeof(string).MakeByRefType(), "name"), Expression.Parameter(typeof(object).MakeByRefType(), "value"));
        var property = Expression.Variable(owner, "property");
        return Expression.Lambda<PropertyStep>(
            Expression.Block(
                typeof(object),
                [property],
                Expression.Assign(property, Expression.Convert(token, owner)),
                Expression.Assign(name, Expression.Property(property, "Name")),
                Expression.Assign(value, Expression.Property(property, "Value")),
                Expression.Property(property, "Next")),
            token,
            name,
            value).Compile();
    }
}
