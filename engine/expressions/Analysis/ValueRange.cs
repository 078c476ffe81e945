namespace OcrWorkflows.Expressions.Analysis;

/// <summary>The values that conditions on one thing leave it.</summary>
internal sealed class ValueRange
{
    private object? _lower;
    private object? _upper;
    private bool _lowerIn;
    private bool _upperIn;
    private List<object?>? _allowed;
    private readonly List<object?> _excluded = [];

    /// <summary>True when nothing is left.</summary>
    public bool IsEmpty => _allowed is not null ? !_allowed.Exists(Fits) : Crossed();

    public static ValueRange Only(params IEnumerable<object?> values) => new() { _allowed = [.. values] };

    public static ValueRange Not(object? value)
    {
        var range = new ValueRange();
        range._excluded.Add(value);
        return range;
    }

    public static ValueRange Above(object value, bool inclusive) => new() { _lower = value, _lowerIn = inclusive };

    public static ValueRange Below(object value, bool inclusive) => new() { _upper = value, _upperIn = inclusive };

    /// <summary>The values when only these are left; null when they cannot be listed.</summary>
    public IReadOnlyList<object?>? Listed => _lower is null && _upper is null && _excluded.Count == 0 ? _allowed : null;

    public void Meet(ValueRange other)
    {
        _allowed = _allowed is null ? other._allowed : other._allowed is null ? _allowed : [.. _allowed.Where(other._allowed.Contains)];
        _excluded.AddRange(other._excluded);
        if (other._lower is { } lower && (_lower is null || Compare(lower, _lower) is var above && (above > 0 || (above == 0 && !other._lowerIn))))
        {
            (_lower, _lowerIn) = (lower, other._lowerIn);
        }

        if (other._upper is { } upper && (_upper is null || Compare(upper, _upper) is var below && (below < 0 || (below == 0 && !other._upperIn))))
        {
            (_upper, _upperIn) = (upper, other._upperIn);
        }
    }

    private bool Fits(object? value) =>
        !_excluded.Contains(value)
        && (_lower is null || (value is not null && Compare(value, _lower) is var above && (above > 0 || (above == 0 && _lowerIn))))
        && (_upper is null || (value is not null && Compare(value, _upper) is var below && (below < 0 || (below == 0 && _upperIn))));

    private bool Crossed()
    {
        if (_lower is null || _upper is null)
        {
            return false;
        }

        var (first, last) = (_lowerIn ? _lower : After(_lower) ?? _lower, _upperIn ? _upper : Before(_upper) ?? _upper);
        var order = Compare(first, last);
        return order > 0 || (order == 0 && !Fits(first));
    }

    private static int Compare(object left, object right) => ((IComparable)left).CompareTo(right);

    private static object? After(object value) => value switch
    {
        int n when n < int.MaxValue => n + 1,
        long n when n < long.MaxValue => n + 1,
        DateOnly d when d < DateOnly.MaxValue => d.AddDays(1),
        _ => null,
    };

    private static object? Before(object value) => value switch
    {
        int n when n > int.MinValue => n - 1,
        long n when n > long.MinValue => n - 1,
        DateOnly d when d > DateOnly.MinValue => d.AddDays(-1),
        _ => null,
    };
}
