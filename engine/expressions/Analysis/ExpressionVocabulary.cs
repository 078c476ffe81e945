using System.Globalization;
using OcrWorkflows.Expressions.Lexing;
using OcrWorkflows.Expressions.Syntax;

namespace OcrWorkflows.Expressions.Analysis;

/// <summary>What an expression speaks of: the members it reads and the values it compares with.</summary>
/// <param name="Paths">Dotted names from the first name on, such as <c>entry.Attempts.Used</c>; every prefix too.</param>
/// <param name="Texts">Text literals.</param>
/// <param name="Numbers">Number literals.</param>
/// <param name="Compared">Text literals by the path that they are compared with, by an operator or a list.</param>
public sealed record ExpressionVocabulary(IReadOnlySet<string> Paths, IReadOnlySet<string> Texts, IReadOnlySet<decimal> Numbers, IReadOnlyList<(string Path, string Text)> Compared)
{
    /// <returns>Nothing at all for a text that is not an expression.</returns>
    public static ExpressionVocabulary Of(string text)
    {
        var (paths, texts, numbers) = (new SortedSet<string>(StringComparer.OrdinalIgnoreCase), new SortedSet<string>(StringComparer.Ordinal), new SortedSet<decimal>());
        var compared = new List<(string, string)>();
        foreach (var node in NodeWalk.Read(text) is { } root ? NodeWalk.All(root) : [])
        {
            compared.AddRange(ComparedIn(node));
            if (PathOf(node) is { } path)
            {
                paths.Add(path);
            }
            else if (node is LiteralNode { Value: string literal })
            {
                texts.Add(literal);
            }
            else if (node is LiteralNode { Value: { } value } && Number(value) is { } number)
            {
                numbers.Add(number);
            }
        }

        return new ExpressionVocabulary(paths, texts, numbers, compared);
    }

    private static IEnumerable<(string Path, string Text)> ComparedIn(Node node) => node switch
    {
        BinaryNode { Left: var left, Right: LiteralNode { Value: string text } } when PathOf(left) is { } path => [(path, text)],
        BinaryNode { Left: LiteralNode { Value: string text }, Right: var right } when PathOf(right) is { } path => [(path, text)],
        InNode listed when PathOf(listed.Value) is { } path => listed.Items.OfType<LiteralNode>().Select(l => l.Value).OfType<string>().Select(text => (path, text)),
        _ => [],
    };

    private static string? PathOf(Node node) => node switch
    {
        NameNode name => name.Name,
        MemberNode member when PathOf(member.Target) is { } target => $"{target}.{member.Name}",
        _ => null,
    };

    private static decimal? Number(object value) => value switch
    {
        RealLiteral real => decimal.TryParse(real.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) ? exact : null,
        bool or char => null,
        IConvertible number => Convert.ToDecimal(number, CultureInfo.InvariantCulture),
        _ => null,
    };
}
