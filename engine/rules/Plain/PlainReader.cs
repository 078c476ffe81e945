using System.Collections;
using System.Dynamic;
using System.Text.Json;

namespace OcrWorkflows.Rules.Plain;

/// <summary>
/// Reads plain data in one pass for the quick way to a verdict: what the rules name goes into slots, all else is passed over.
/// A record that this does not understand comes out as <see cref="PlainData"/> would have it, which the same code reads more slowly.
/// </summary>
internal static class PlainReader
{
    /// <exception cref="ArgumentException">The data is nested too deep, or holds itself.</exception>
    public static object? Read(PlainLayout layout, object? value, Scratch scratch, int depth = 0)
    {
        switch (value)
        {
            case null or string or int or bool or decimal or long or double or DateTime:
                return value;
            case JsonElement element:
                return Element(layout, element, scratch, depth);
            case JsonDocument document:
                return Element(layout, document.RootElement, scratch, depth);
        }

        if (depth > PlainData.MaximumDepth)
        {
            throw PlainData.TooDeep(nameof(value));
        }

        if (layout.IsWhole)
        {
            return PlainData.Of(value, depth);
        }

        return value switch
        {
            ExpandoObject or Dictionary<string, object?> => Record(layout, (IDictionary<string, object?>)value, scratch, depth),
            List<object?> items when layout.Items is { } item => Items(layout, item, items, scratch, depth),
            _ when NewtonsoftTokens.For(value) is { } tokens => tokens.Read(layout, value, scratch, depth),
            _ => PlainData.Of(value, depth),
        };
    }

    private static object? Element(PlainLayout layout, JsonElement element, Scratch scratch, int depth) =>
        !layout.IsWhole && element.ValueKind is JsonValueKind.Object or JsonValueKind.Array && JsonText.TryRead(layout, element, scratch, depth, out var read) ? read : PlainData.Of(element, depth);

    private static object? Record(PlainLayout layout, IDictionary<string, object?> members, Scratch scratch, int depth)
    {
        var filling = new Filling(layout, scratch);
        foreach (var (name, value) in members)
        {
            var slot = filling.SlotOf(name);
            if (slot == Filling.Ambiguous)
            {
                return PlainData.Of(members, depth);
            }

            if (slot >= 0)
            {
                filling.Slots[slot].Value = value is null or string or int or bool or decimal ? value : Read(layout.Members[slot].Layout, value, scratch, depth + 1);
            }
            else if (value is not (null or string) && value is IEnumerable)
            {
                PlainData.Of(value, depth + 1);
            }
        }

        return filling.Done();
    }

    /// <summary>As <see cref="PlainData"/> does, a list whose items stay as they are is kept.</summary>
    private static List<object?> Items(PlainLayout place, PlainLayout layout, List<object?> items, Scratch scratch, int depth)
    {
        var read = scratch.List(place);
        var same = true;
        foreach (var item in items)
        {
            var value = Read(layout, item, scratch, depth + 1);
            same &= ReferenceEquals(item, value);
            read.Add(value);
        }

        return same ? items : read;
    }
}
