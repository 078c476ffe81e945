using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OcrWorkflows.Rules;

/// <summary>What RulesEngine would do otherwise with plain data as it was given; looked for only where a trace is asked for. RulesEngine format, 9.</summary>
internal static class PlainDataDifferences
{
    /// <param name="given">An input as it was given.</param>
    /// <param name="read">What <see cref="PlainData"/> made of it.</param>
    public static void FindIn(object? given, object? read, ISet<string> found)
    {
        if (read is List<object?> items && items.Exists(i => i is IReadOnlyDictionary<string, object?>))
        {
            found.Add(Differences.BareList);
        }

        if (given is JsonElement or JsonNode || given is IDictionary<string, object?> members && members.Values.Any(v => v is JsonElement { ValueKind: JsonValueKind.Object or JsonValueKind.Array }))
        {
            found.Add(Differences.NestedElements);
        }

        Find(read, found);
    }

    /// <param name="value">A value that <see cref="PlainData"/> has read.</param>
    private static void Find(object? value, ISet<string> found)
    {
        switch (value)
        {
            case IReadOnlyDictionary<string, object?> record:
                foreach (var member in record.Values)
                {
                    Find(member, found);
                }

                break;
            case List<object?> items:
                Compare(items, found);
                items.ForEach(i => Find(i, found));
                break;
            case string or not IEnumerable:
                break;
        }
    }

    /// <summary>A list takes the type of its first element there, or of all its records merged.</summary>
    private static void Compare(List<object?> items, ISet<string> found)
    {
        if (items.Count > 1 && items.TrueForAll(i => i is IReadOnlyDictionary<string, object?>))
        {
            var first = ((IReadOnlyDictionary<string, object?>)items[0]!).Keys.ToHashSet(StringComparer.Ordinal);
            if (items.Exists(i => !first.SetEquals(((IReadOnlyDictionary<string, object?>)i!).Keys)))
            {
                found.Add(Differences.MergedElements);
            }
        }
        else if (items.Exists(i => i?.GetType() != items[0]?.GetType()))
        {
            found.Add(Differences.MixedList);
        }
    }
}
