using OcrWorkflows.Expressions.Binding;
using OcrWorkflows.Expressions.Lexing;

namespace OcrWorkflows.Expressions.Syntax;

/// <summary>Operands: literals, names, calls, members and what follows them.</summary>
internal sealed partial class Parser
{
    private Node Primary()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Literal:
                Take();
                return token.Value is string named && Current.IsSymbol("(") ? NamedType(token, named) : new LiteralNode(token.Start, token.End, token.Value) { Radix = IsRadix(token) };
            case TokenKind.Name:
                return token.IsWord("new") && (Following.IsSymbol("(") || Following.IsSymbol("[") || Following.IsSymbol("{") || Following.Kind == TokenKind.Name) ? New() : NameOrCall();
            case TokenKind.Symbol when token.Text == "(":
                return Parenthesised();
            case TokenKind.Symbol when token.Text is "$" or "~":
                Take();
                return new NameNode(token.Start, token.End, token.Text == "$" ? "it" : "root");
            default:
                throw Unexpected("a value");
        }
    }

    private static bool IsRadix(Token number) =>
        number.Text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) || number.Text.StartsWith("0b", StringComparison.OrdinalIgnoreCase);

    private Node Parenthesised()
    {
        Take();
        var inner = Expression();
        if (Current.IsSymbol(","))
        {
            throw Fault(FaultCodes.Syntax, Current, "A list in parentheses stands only after `in`.");
        }

        Expect(")");
        return inner;
    }

    private Node NameOrCall()
    {
        var name = Take();
        if (Current.IsSymbol("?") && Following.IsSymbol("(") && KnownTypes.Find(name.Text, exact: true) is not null)
        {
            Take();
            Take();
            return Bounded(new CallNode(name.Start, tokens[_at - 1].End, null, name.Text + "?", name.Start, List(")")));
        }

        if (Current is { Kind: TokenKind.Literal, Value: string } && KnownTypes.Find(name.Text, exact: true) is not null)
        {
            var text = Take();
            return Bounded(new CallNode(name.Start, text.End, null, name.Text, name.Start, [new LiteralNode(text.Start, text.End, text.Value)]));
        }

        if (Current.IsSymbol("("))
        {
            Take();
            var arguments = List(")");
            return Bounded(new CallNode(name.Start, tokens[_at - 1].End, null, name.Text, name.Start, arguments));
        }

        return name.Text.ToUpperInvariant() switch
        {
            "TRUE" => new LiteralNode(name.Start, name.End, true),
            "FALSE" => new LiteralNode(name.Start, name.End, false),
            "NULL" => new LiteralNode(name.Start, name.End, null),
            _ => new NameNode(name.Start, name.End, name.Text),
        };
    }

    /// <summary><c>"System.DateTime"("2024-01-01")</c>.</summary>
    private CallNode NamedType(Token quoted, string name)
    {
        Take();
        var arguments = List(")");
        return Bounded(new CallNode(quoted.Start, tokens[_at - 1].End, null, KnownTypes.WithoutSystem(name), quoted.Start, arguments));
    }

    private Node Postfix(Node node)
    {
        while (true)
        {
            if (Current.IsSymbol("."))
            {
                Take();
                var name = Current.Kind == TokenKind.Name ? Take() : throw Unexpected("the name of a member");
                if (Operators.Infix(name) is not (null or BinaryOperator.In) || name.IsWord("not"))
                {
                    faults.Differs(DifferenceCodes.WordAsMember);
                }

                if (!Current.IsSymbol("("))
                {
                    node = Bounded(new MemberNode(name.End, node, name.Text, name.Start));
                    continue;
                }

                Take();
                var arguments = List(")");
                node = Bounded(new CallNode(node.Start, tokens[_at - 1].End, node, name.Text, name.Start, arguments));
            }
            else if (Current.IsSymbol("["))
            {
                Take();
                var index = Expression();
                node = Bounded(new IndexNode(Expect("]").End, node, index));
            }
            else
            {
                return node;
            }
        }
    }

    private Node New()
    {
        var start = Take().Start;
        if (Current.IsSymbol("("))
        {
            Take();
            return Bounded(Record(start));
        }

        string? elementType = null;
        if (Current.Kind == TokenKind.Name)
        {
            var type = Take();
            elementType = type.Text;
            if (Current.IsSymbol("("))
            {
                Take();
                var arguments = List(")");
                if (arguments.Count == 0)
                {
                    return Bounded(new CallNode(start, tokens[_at - 1].End, null, type.Text, type.Start, arguments));
                }

                faults.Add(FaultCodes.NotInLanguage, start, type.End, $"`new {type.Text}(…)` is not part of the language.", $"Write {type.Text}(…) without `new`.");
                throw new UnreadableTextException();
            }

            if (!Current.IsSymbol("["))
            {
                faults.Add(FaultCodes.NotInLanguage, start, type.End, $"`new {type.Text}` is not part of the language.", $"Write {type.Text}(…) without `new`.");
                throw new UnreadableTextException();
            }
        }

        Expect("[");
        Expect("]");
        Expect("{");
        var items = List("}");
        return Bounded(new ArrayNode(start, tokens[_at - 1].End, elementType, items));
    }

    private RecordNode Record(int start)
    {
        var members = new List<RecordMember>();
        do
        {
            var value = Expression();
            string? name = null;
            if (Current.IsWord("as"))
            {
                Take();
                name = Current.Kind == TokenKind.Name ? Take().Text : throw Unexpected("a name after `as`");
            }

            members.Add(new RecordMember(value, name));
        }
        while (Current.IsSymbol(",") && Take().Kind == TokenKind.Symbol);
        return new RecordNode(start, Expect(")").End, members);
    }

    private List<Node> List(string close)
    {
        var items = new List<Node>();
        if (Current.IsSymbol(close))
        {
            Take();
            return items;
        }

        while (true)
        {
            items.Add(Expression());
            if (Current.IsSymbol(close))
            {
                Take();
                return items;
            }

            if (!Current.IsSymbol(","))
            {
                throw Unexpected($"`,` or `{close}`");
            }

            Take();
        }
    }
}
