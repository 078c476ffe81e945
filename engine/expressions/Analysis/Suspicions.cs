using System.Linq.Expressions;
using OcrWorkflows.Expressions.Binding;
using OcrWorkflows.Expressions.Interpretation;
using OcrWorkflows.Expressions.Values;

namespace OcrWorkflows.Expressions.Analysis;

/// <summary>What in an expression was probably meant otherwise. Each is a warning: the expression runs.</summary>
internal sealed class Suspicions
{
    private const int MostWarnings = 20;

    private readonly string _text;
    private readonly Foregone _foregone;
    private readonly List<ExpressionFault> _found = [];

    private Suspicions(string text)
    {
        _text = text;
        _foregone = new Foregone(text);
    }

    /// <returns>The warnings in the order of the text, and the answer of the whole when the facts have no say in it.</returns>
    public static (IReadOnlyList<ExpressionFault> Warnings, bool? Always) Of(string text, Bound body)
    {
        var suspicions = new Suspicions(text);
        var always = IsBool(body) ? suspicions._foregone.Answer(body) : null;
        suspicions.Visit(body, known: false);
        return ([.. suspicions._found.Distinct().OrderBy(f => f.Start).Take(MostWarnings)], always);
    }

    private static bool IsBool(Bound node) => node.Type == typeof(bool) || node.Type == typeof(bool?);

    /// <param name="known">A condition around this one is reported already.</param>
    private void Visit(Bound node, bool known)
    {
        if (!known && node is not (BoundConstant or BoundVariable or BoundMember or BoundLambda) && node.Span != default && IsBool(node))
        {
            known = Same(node) || Settled(node);
        }

        Casing(node);
        Unused(node);
        foreach (var piece in BoundTree.PiecesOf(node))
        {
            Visit(piece, known);
        }
    }

    private bool Settled(Bound node)
    {
        if (_foregone.Answer(node) is not { } answer)
        {
            return false;
        }

        var other = node is BoundBinary { Operator: ExpressionType.AndAlso } ? "||" : "&&";
        var joined = node is BoundBinary { Operator: ExpressionType.AndAlso or ExpressionType.OrElse };
        Add(FaultCodes.Foregone, node, $"`{Short(node)}` is always {(answer ? "true" : "false")}, whatever the facts are.",
            joined ? $"Check the values and the operators; was `{other}` meant?" : "Check the values, or leave the condition out.");
        return true;
    }

    private bool Same(Bound node)
    {
        switch (node)
        {
            case BoundBinary { Operator: ExpressionType.AndAlso or ExpressionType.OrElse } chain:
                var seen = new HashSet<string>(StringComparer.Ordinal);
                foreach (var link in Foregone.Links(chain, chain.Operator).Where(l => l.Span != default && l is not BoundConstant))
                {
                    if (_foregone.Key(link) is { } key && !seen.Add(key))
                    {
                        Add(FaultCodes.WithItself, link, $"`{Short(link)}` stands twice in this condition.", "Leave one out, or write what was meant in its place.");
                    }
                }

                return false;
            case BoundBinary binary when _foregone.IsWithItself(binary.Left, binary.Right):
                return WithItself(node);
            case BoundCall { Method.DeclaringType: var owner, Arguments: [var left, var right] } when owner == typeof(JsonValues) && _foregone.IsWithItself(left, right):
                return WithItself(node);
            default:
                return false;
        }
    }

    private bool WithItself(Bound node)
    {
        Add(FaultCodes.WithItself, node, $"`{Short(node)}` compares a value with itself.", "Write the value that it was meant to be compared with.");
        return true;
    }

    /// <summary>Names are found in any casing; one that differs from its declaration is easily taken for another.</summary>
    private void Casing(Bound node)
    {
        var declared = node switch
        {
            BoundMember member => member.Member.Name,
            BoundVariable variable => variable.Parameter.Name,
            BoundCall { Shape: null, Method: { Name: nameof(JsonValues.Read) } method } read when method.DeclaringType == typeof(JsonValues) => read.Name,
            _ => null,
        };
        if (declared is null || node.Span == default || node.Span.End - node.Span.Start < declared.Length)
        {
            return;
        }

        var start = node.Span.End - declared.Length;
        var written = _text.AsSpan(start, declared.Length);
        var whole = start == node.Span.Start || _text[start - 1] is '.' or ' ' or '(' or '?';
        if (whole && written.Equals(declared, StringComparison.OrdinalIgnoreCase) && !written.SequenceEqual(declared))
        {
            _found.Add(new ExpressionFault(FaultCodes.Casing, start, declared.Length, $"`{written}` is declared as `{declared}`.", $"Write {declared}."));
        }
    }

    private void Unused(Bound node)
    {
        if (node is not BoundLambda { Span: var span, Parameter: var parameter } lambda || span == default
            || !_text.AsSpan(span.Start).StartsWith(parameter.Name) || !_text.AsSpan(span.Start + parameter.Name.Length).TrimStart().StartsWith("=>")
            || Uses(lambda.Body, parameter) || lambda.Body is BoundConstant)
        {
            return;
        }

        _found.Add(new ExpressionFault(FaultCodes.UnusedVariable, span.Start, parameter.Name.Length, $"The variable `{parameter.Name}` is not used, so every element gives the same answer.", $"Write a condition on {parameter.Name}."));
    }

    private static bool Uses(Bound node, BoundParameter parameter) =>
        (node is BoundVariable variable && variable.Parameter == parameter) || BoundTree.PiecesOf(node).Any(p => Uses(p, parameter));

    private void Add(string code, Bound node, string message, string suggestion)
    {
        var (start, end) = SourceSpan.Closed(_text, node.Span);
        _found.Add(new ExpressionFault(code, start, end - start, message, suggestion));
    }

    private string Short(Bound node)
    {
        const int Longest = 80;
        var (start, end) = SourceSpan.Closed(_text, node.Span);
        return end - start > Longest ? string.Concat(_text.AsSpan(start, Longest), "…") : _text[start..end];
    }
}
