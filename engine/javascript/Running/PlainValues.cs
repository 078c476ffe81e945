using System.Globalization;
using System.Text.Json;
using Jint;
using Jint.Native;
using Jint.Native.Array;
using Jint.Native.Date;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime.Interop;

namespace OcrWorkflows.JavaScript.Running;

/// <summary>A value of the script has no plain form.</summary>
internal sealed class NotPlainException(string message) : Exception(message);

/// <summary>Plain data to values of one engine and back, as JSON.stringify would: functions and undefined members are left out.</summary>
internal sealed class PlainValues(Engine engine)
{
    /// <summary>Largest whole number that is exact in a script.</summary>
    private const double Exact = 9007199254740991;

    private const int MostItems = 1_000_000;

    public JsValue From(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => JsValue.Null,
        JsonValueKind.String => new JsValue(json.GetString()),
        JsonValueKind.True => JsValue.True,
        JsonValueKind.False => JsValue.False,
        JsonValueKind.Number => new JsValue(json.GetDouble()),
        JsonValueKind.Array => engine.Array.Construct([.. json.EnumerateArray().Select(From)]),
        _ => PlainJson.Read(json) switch
        {
            DateTimeOffset moment => engine.Date.Construct(moment.ToUnixTimeMilliseconds()),
            double special => new JsValue(special),
            _ => Object(json),
        },
    };

    public object? Of(JsValue value) => Of(value, 0);

    private JsValue Object(JsonElement json)
    {
        var made = engine.Object.Construct([]);
        foreach (var member in json.EnumerateObject())
        {
            made.Put(member.Name, From(member.Value), throwOnError: false);
        }

        return made;
    }

    private object? Of(JsValue value, int depth)
    {
        if (depth > PlainJson.MaximumDepth)
        {
            throw new NotPlainException($"A value of the script is nested more than {PlainJson.MaximumDepth} deep, or holds itself.");
        }

        return value switch
        {
            _ when value.IsUndefined() || value.IsNull() => null,
            _ when value.IsBoolean() => value.AsBoolean(),
            _ when value.IsString() => value.AsString(),
            _ when value.IsNumber() && IsWhole(value.AsNumber()) => (long)value.AsNumber(),
            _ when value.IsNumber() => value.AsNumber(),
            _ => Of(value.AsObject(), depth),
        };
    }

    private static bool IsWhole(double number) => Math.Abs(number) <= Exact && Math.Floor(number) == number;

    private object? Of(ObjectInstance value, int depth) => value switch
    {
        DateInstance date => double.IsNaN(date.PrimitiveValue) ? null : DateTimeOffset.FromUnixTimeMilliseconds((long)date.PrimitiveValue),
        ArrayInstance array => Items(array, depth),
        FunctionInstance => throw new NotPlainException("The value of the script is a function. Call it."),
        ObjectWrapper => throw new NotPlainException("The value of the script is no plain data."),
        IPrimitiveInstance boxed => Of(boxed.PrimitiveValue, depth),
        _ => Members(value, depth),
    };

    private List<object?> Items(ArrayInstance array, int depth)
    {
        var length = array.Get("length").AsNumber();
        if (length > MostItems)
        {
            throw new NotPlainException($"A list of the script has {length} items; at most {MostItems} are taken.");
        }

        var items = new List<object?>();
        for (var i = 0; i < length; i++)
        {
            var item = array.Get(i.ToString(CultureInfo.InvariantCulture));
            items.Add(IsFunction(item) ? null : Of(item, depth + 1));
        }

        return items;
    }

    private Dictionary<string, object?> Members(ObjectInstance value, int depth)
    {
        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, descriptor) in value.GetOwnProperties().Where(p => p.Value.Enumerable == true).ToList())
        {
            var member = value.Get(name);
            if (!member.IsUndefined() && !IsFunction(member))
            {
                members[name] = Of(member, depth + 1);
            }
        }

        return members;
    }

    private static bool IsFunction(JsValue value) => value.IsObject() && value.AsObject() is FunctionInstance;
}
