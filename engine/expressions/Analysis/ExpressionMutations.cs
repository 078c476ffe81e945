using System.Globalization;
using OcrWorkflows.Expressions.Lexing;
using OcrWorkflows.Expressions.Syntax;

namespace OcrWorkflows.Expressions.Analysis;

/// <summary>One small change of an expression, as a slip of the hand would make it.</summary>
/// <param name="Start">0-based index of the first character that is replaced.</param>
/// <param name="Length">Number of characters replaced.</param>
/// <param name="What">The change in words, such as <c>`&lt;` became `&lt;=`</c>.</param>
public sealed record ExpressionMutation(int Start, int Length, string Replacement, string What)
{
    public string Apply(string text) => string.Concat(text.AsSpan(0, Start), Replacement, text.AsSpan(Start + Length));
}

/// <summary>Makes every small change of an expression: operators, constants, boundaries, one at a time.</summary>
public static class ExpressionMutations
{
    private static readonly Dictionary<BinaryOperator, string[]> s_instead = new()
    {
        [BinaryOperator.Less] = ["<=", ">"],
        [BinaryOperator.LessOrEqual] = ["<", ">"],
        [BinaryOperator.Greater] = [">=", "<"],
        [BinaryOperator.GreaterOrEqual] = [">", "<"],
        [BinaryOperator.Equal] = ["!="],
        [BinaryOperator.NotEqual] = ["=="],
        [BinaryOperator.And] = ["||"],
        [BinaryOperator.Or] = ["&&"],
        [BinaryOperator.Add] = ["-"],
        [BinaryOperator.Subtract] = ["+"],
        [BinaryOperator.Multiply] = ["/"],
        [BinaryOperator.Divide] = ["*"],
        [BinaryOperator.Modulo] = ["*"],
    };

    private static readonly Dictionary<string, string> s_methods = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Any"] = "All",
        ["All"] = "Any",
        ["First"] = "Last",
        ["Last"] = "First",
        ["FirstOrDefault"] = "LastOrDefault",
        ["LastOrDefault"] = "FirstOrDefault",
        ["Min"] = "Max",
        ["Max"] = "Min",
        ["StartsWith"] = "EndsWith",
        ["EndsWith"] = "StartsWith",
    };

    /// <returns>In the order of the text; empty for a text that is not an expression. Some do not compile: the caller leaves those out.</returns>
    public static IReadOnlyList<ExpressionMutation> Of(string text)
    {
        if (NodeWalk.Read(text) is not { } root)
        {
            return [];
        }

        return [.. NodeWalk.All(root).SelectMany(node => Of(node, text)).OrderBy(m => m.Start).ThenBy(m => m.Replacement, StringComparer.Ordinal)];
    }

    private static IEnumerable<ExpressionMutation> Of(Node node, string text) => node switch
    {
        BinaryNode binary => Operator(binary, text),
        UnaryNode { Operator: UnaryOperator.Not } not => [new ExpressionMutation(not.Start, not.Operand.Start - not.Start, Padding(not, text), "`!` was dropped")],
        CallNode { Target: not null } call when s_methods.TryGetValue(call.Name, out var other) => [new ExpressionMutation(call.NameStart, call.Name.Length, other, $"`{call.Name}` became `{other}`")],
        InNode listed => Items(listed, text),
        LiteralNode literal => Literal(literal, text),
        _ => [],
    };

    /// <summary>Keeps a word apart from the one before it when `not` goes.</summary>
    private static string Padding(UnaryNode not, string text) => text[not.Start] == '!' ? "" : " ";

    private static IEnumerable<ExpressionMutation> Operator(BinaryNode binary, string text)
    {
        if (!s_instead.TryGetValue(binary.Operator, out var others))
        {
            yield break;
        }

        var start = text.IndexOf(binary.Symbol, binary.Left.End, binary.Right.Start - binary.Left.End, StringComparison.Ordinal);
        if (start < 0)
        {
            yield break;
        }

        foreach (var other in others)
        {
            yield return new ExpressionMutation(start, binary.Symbol.Length, other, $"`{binary.Symbol}` became `{other}`");
        }
    }

    /// <summary>Leaves one item out of a list of several.</summary>
    private static IEnumerable<ExpressionMutation> Items(InNode listed, string text)
    {
        if (!listed.Listed || listed.Items.Count < 2)
        {
            yield break;
        }

        for (var i = 0; i < listed.Items.Count; i++)
        {
            var (start, end) = i == 0 ? (listed.Items[0].Start, listed.Items[1].Start) : (listed.Items[i - 1].End, listed.Items[i].End);
            yield return new ExpressionMutation(start, end - start, "", $"{text[listed.Items[i].Start..listed.Items[i].End]} was left out of the list");
        }
    }

    private static IEnumerable<ExpressionMutation> Literal(LiteralNode literal, string text)
    {
        var written = text[literal.Start..literal.End];
        foreach (var other in Others(literal.Value, written))
        {
            yield return new ExpressionMutation(literal.Start, literal.End - literal.Start, other, $"{written} became {other}");
        }
    }

    private static IEnumerable<string> Others(object? value, string written)
    {
        switch (value)
        {
            case bool truth:
                return [truth ? "false" : "true"];
            case string date when DateOnly.TryParseExact(date, "yyyy-MM-dd", out var day):
                return [$"\"{day.AddDays(-1):yyyy-MM-dd}\"", $"\"{day.AddDays(1):yyyy-MM-dd}\""];
            case string:
                return ["\"another text\""];
            case RealLiteral real:
                return [(real.Value + 1).ToString("0.0################", CultureInfo.InvariantCulture)];
            case decimal exact:
                return [$"{(exact + 1).ToString(CultureInfo.InvariantCulture)}m", $"{Math.Max(0, exact - 1).ToString(CultureInfo.InvariantCulture)}m"];
            case int or long or uint when written.All(char.IsAsciiDigit):
                var number = Convert.ToInt64(value, CultureInfo.InvariantCulture);
                return number == 0 ? ["1"] : [(number - 1).ToString(CultureInfo.InvariantCulture), (number + 1).ToString(CultureInfo.InvariantCulture)];
            default:
                return [];
        }
    }
}
