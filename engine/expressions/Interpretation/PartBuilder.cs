using OcrWorkflows.Expressions.Binding;

namespace OcrWorkflows.Expressions.Interpretation;

/// <summary>A <see cref="TracedPart"/> in the making. Nodes that the binder put in (conversions, the steps of np) have no text of their own and write into the part around them.</summary>
internal sealed class PartBuilder
{
    /// <summary>Elements of a sequence method shown when none of them decided.</summary>
    private const int ElementsShown = 3;

    private readonly Trace _trace;
    private readonly (int Start, int End) _span;
    private readonly int? _element;
    private readonly Type _type;
    private readonly List<PartBuilder> _parts = [];
    private readonly List<PartBuilder> _elements = [];
    private PartBuilder? _unreached;
    private bool _leftOut;
    private bool _evaluated;
    private object? _value;
    private string? _broke;

    private PartBuilder(Trace trace, (int Start, int End) span, Type type, int? element)
    {
        (_trace, _span, _type, _element) = (trace, span, type, element);
    }

    public static PartBuilder Root(Trace trace, Bound body, int length) => new(trace, (0, length), body.Type, null);

    /// <summary>The part that a node inside of this one writes into.</summary>
    public PartBuilder For(Bound node)
    {
        if (_leftOut || node.Span == default || node.Span == _span || node is BoundConstant || (node is BoundVariable && MemberTable.IsFacts(node.Type)))
        {
            return this;
        }

        if (_parts.Find(p => p._span == node.Span) is { } known)
        {
            return known;
        }

        var part = new PartBuilder(_trace, node.Span, node.Type, _element);
        part._leftOut = !_trace.MayGrow();
        if (!part._leftOut)
        {
            _parts.Add(part);
        }

        return part;
    }

    /// <summary>Room for the parts of one run of a lambda.</summary>
    public PartBuilder Element(int index) => new(_trace, default, _type, index);

    /// <summary>Keeps a run of a lambda that decided, in place of those before it, or that is among the first.</summary>
    public void Keep(PartBuilder run, bool decided)
    {
        _unreached?.Drop();
        _unreached = null;
        if (decided)
        {
            _elements.ForEach(e => e.Drop());
            _elements.Clear();
        }

        if (_elements.Count < ElementsShown)
        {
            _elements.Add(run);
        }
        else
        {
            run.Drop();
        }
    }

    public void Came(object? value) => (_evaluated, _value, _broke) = (true, value, null);

    public void Break(string reason) => (_evaluated, _value, _broke) = (true, null, reason);

    /// <summary>Writes down what was never reached.</summary>
    public void Skip(Bound node)
    {
        var part = For(node);
        foreach (var piece in BoundTree.PiecesOf(node))
        {
            part.Skip(piece);
        }
    }

    /// <summary>What to show of a lambda that no element ever reaches.</summary>
    public void Expect(BoundLambda lambda)
    {
        _unreached ??= new PartBuilder(_trace, default, lambda.Body.Type, _element);
        _unreached.Skip(lambda.Body);
    }

    public TracedPart Build(string text)
    {
        var (start, end) = SourceSpan.Closed(text, _span);
        var ofLambda = _elements.Count > 0 ? _elements.SelectMany(e => e._parts) : _unreached?._parts ?? [];
        return new TracedPart(text[start..end], start, _evaluated, Shown(_value), _broke, _element,
            [.. _parts.Concat(ofLambda).OrderBy(p => p._span.Start).Select(p => p.Build(text))])
        {
            Type = _type,
        };
    }

    private static object? Shown(object? value) => value is IDrawn drawn ? drawn.Items : value;

    private void Drop()
    {
        foreach (var part in _parts.Concat(_elements))
        {
            part.Drop();
        }

        _trace.Shrink(_parts.Count);
        _parts.Clear();
        _elements.Clear();
    }
}
