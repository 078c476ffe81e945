using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace OcrWorkflows.Expressions.Values;

/// <summary>The value of <c>new (a as X, b as Y)</c>: equal to another with the same names and values.</summary>
internal sealed class RecordValue : IReadOnlyDictionary<string, object?>, IEquatable<RecordValue>
{
    private readonly string[] _names;
    private readonly object?[] _values;

    private RecordValue(string[] names, object?[] values)
    {
        _names = names;
        _values = values;
    }

    public static RecordValue Create(string[] names, object?[] values) => new(names, values);

    public int Count => _names.Length;

    public IEnumerable<string> Keys => _names;

    public IEnumerable<object?> Values => _values;

    public object? this[string key] => TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"The record has no member `{key}`.");

    public bool ContainsKey(string key) => Array.IndexOf(_names, key) >= 0;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        var index = Array.IndexOf(_names, key);
        value = index < 0 ? null : _values[index];
        return index >= 0;
    }

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() =>
        _names.Select((name, i) => KeyValuePair.Create(name, _values[i])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public bool Equals(RecordValue? other) => other is not null && _names.SequenceEqual(other._names) && _values.SequenceEqual(other._values);

    public override bool Equals(object? obj) => Equals(obj as RecordValue);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var value in _values)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }
}
