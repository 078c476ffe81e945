namespace OcrWorkflows.Expressions.Values;

/// <summary>The sum of plain values in the making, beginning at the whole number 0; real numbers and decimals add up without a new object for each.</summary>
internal struct PlainSum
{
    private object? _sum;
    private double _real;
    private decimal _exact;
    private Form _form;

    private enum Form
    {
        /// <summary>In <see cref="_sum"/>, where null is 0.</summary>
        Any,
        Real,
        Exact,
    }

    public readonly object Value => _form switch { Form.Real => _real, Form.Exact => _exact, _ => _sum ?? Box.Of(0) };

    /// <exception cref="ExpressionException">The two cannot be added.</exception>
    /// <exception cref="OverflowException">The sum does not fit its type.</exception>
    public void Add(object item)
    {
        if (item is double real && (_form == Form.Real || IsZero))
        {
            _real += real;
            _form = Form.Real;
        }
        else if (item is decimal exact && (_form == Form.Exact || IsZero))
        {
            _exact += exact;
            _form = Form.Exact;
        }
        else
        {
            _sum = JsonValues.Add(Value, item);
            _form = _sum switch { double => Form.Real, decimal => Form.Exact, _ => Form.Any };
            _real = _sum as double? ?? 0;
            _exact = _sum as decimal? ?? 0;
        }
    }

    private readonly bool IsZero => _form == Form.Any && _sum is null;
}
