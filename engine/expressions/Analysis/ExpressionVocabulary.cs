using System.Globalization;
using OcrWorkflows.Expressions.Lexing;
using OcrWorkflows.Expressions.Syntax;

namespace OcrWorkflows.Expressions.Analysis;

/// <summary>What an expression speaks of: the members it reads and the values it compares with.</summary>
/// <param name="Paths">Dotted names from the first name on, such as <c>entry.Attempts.Used</c>; every prefix too.</param>
/// <param name="Texts">Text literals.</param>
/// <param name="Numbers">Number literals.</param>
public sealed record ExpressionVocabulary(IReadOnlySet<string> Paths, IReadOnlySet<string> Texts, IReadOnlySet<decimal> Numbers)
{
    /// <returns>Nothing at all for a text that is not an expression.</returns>
    public static ExpressionVocabulary Of(string text)
    {
        var (paths, texts, numbers) = (new SortedSet<string>(StringComparer.OrdinalIgnoreCase), new SortedSet<string>(StringComparer.Ordinal), new SortedSet<decimal>());
        foreach (var node in NodeWalk.Read(text) is { } root ? NodeWalk.All(root) : [])
        {
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

        return new ExpressionVocabulary(paths, texts, numbers);
    }

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
