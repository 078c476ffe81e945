using OcrWorkflows.Expressions.Lexing;

namespace OcrWorkflows.Expressions.Syntax;

/// <summary>Reads tokens into a tree. Nesting is bounded, so no text can overflow the stack.</summary>
internal sealed partial class Parser(IReadOnlyList<Token> tokens, FaultList faults)
{
    /// <summary>Deepest nesting of parentheses, lambdas and prefix operators.</summary>
    public const int MaximumNesting = 128;

    /// <summary>Deepest tree; a chain of operators or members of this length is the longest.</summary>
    public const int MaximumDepth = 400;

    private int _at;
    private int _nesting;
    private int _openLists;

    private Token Current => tokens[_at];

    private Token Following => tokens[Math.Min(_at + 1, tokens.Count - 1)];

    /// <exception cref="UnreadableTextException">There is a syntax fault; it is in the list.</exception>
    public Node Read()
    {
        try
        {
            return Whole();
        }
        catch (UnreadableTextException) when (_openLists > 0)
        {
            faults.Differs(DifferenceCodes.InList);
            throw;
        }
    }

    private Node Whole()
    {
        if (Current.Kind == TokenKind.End)
        {
            throw Fault(FaultCodes.Empty, Current, "The expression is empty.");
        }

        var node = Expression();
        if (Current.Kind != TokenKind.End)
        {
            throw Unexpected("an operator or the end of the expression");
        }

        return node;
    }

    private Node Expression()
    {
        if (++_nesting > MaximumNesting)
        {
            throw TooDeep();
        }

        if (Current.Kind == TokenKind.Name && Following.IsSymbol("=>"))
        {
            var parameter = Take();
            Take();
            var lambda = new LambdaNode(parameter.Start, parameter.Text, Expression());
            _nesting--;
            return lambda;
        }

        var node = Infix(Operators.Lowest);
        if (Current.IsSymbol("?"))
        {
            Take();
            var then = Expression();
            Expect(":");
            var otherwise = Expression();
            node = Bounded(new ConditionalNode(node.Start, otherwise.End, node, then, otherwise));
        }

        _nesting--;
        return node;
    }

    private Node Infix(int lowest)
    {
        var left = Prefix();
        while (Operators.Infix(Current) is { } op && Operators.Precedence(op) is var precedence && precedence >= lowest)
        {
            var symbol = Take();
            if (op == BinaryOperator.In)
            {
                left = Bounded(In(left, precedence));
                continue;
            }

            var right = op == BinaryOperator.Coalesce ? Nested(() => Infix(precedence)) : Infix(precedence + 1);
            left = Bounded(new BinaryNode(op, left, right, symbol.Text));
        }

        return left;
    }

    private InNode In(Node value, int precedence)
    {
        if (!Current.IsSymbol("("))
        {
            var sequence = Infix(precedence + 1);
            return new InNode(sequence.End, value, [sequence], Listed: false);
        }

        Take();
        var items = InList();
        var end = tokens[_at - 1].End;
        if (items.Count == 0)
        {
            faults.Add(FaultCodes.Syntax, value.Start, end, "The list after `in` is empty.");
            throw new UnreadableTextException();
        }

        return new InNode(end, value, items, Listed: true);
    }

    private List<Node> InList()
    {
        _openLists++;
        var items = List(")");
        _openLists--;
        return items;
    }

    private Node Prefix()
    {
        var first = Current;
        if (first.IsSymbol("-") && Following is { Kind: TokenKind.Literal } number && number.Value is not (string or char) && number.Start == first.End)
        {
            Take();
            return Postfix(NegativeLiteral(first, Take()));
        }

        if (first.IsSymbol("!") || first.IsSymbol("-") || first.IsSymbol("+") || (first.IsWord("not") && StartsOperand(Following)))
        {
            Take();
            if (first.Text == "+")
            {
                faults.Differs(DifferenceCodes.SignedOperand);
            }

            var operand = Nested(Prefix);
            return first.Text == "+" ? operand : Bounded(new UnaryNode(first.Start, first.Text == "-" ? UnaryOperator.Negate : UnaryOperator.Not, operand));
        }

        return Postfix(Primary());
    }

    private static bool StartsOperand(Token token) =>
        token.Kind is TokenKind.Name or TokenKind.Literal || token.IsSymbol("(") || token.IsSymbol("!") || token.IsSymbol("-") || token.IsSymbol("$");

    private LiteralNode NegativeLiteral(Token minus, Token number)
    {
        if (NumberLiteral.Parse("-" + number.Text) is { } value)
        {
            if (value is long && char.IsAsciiDigit(number.Text[^1]))
            {
                faults.Differs(DifferenceCodes.NegativeLiteral);
            }

            return new LiteralNode(minus.Start, number.End, value) { Radix = IsRadix(number) };
        }

        faults.Add(FaultCodes.Number, minus.Start, number.End, $"`-{number.Text}` does not fit any number type.");
        throw new UnreadableTextException();
    }

    private Node Nested(Func<Node> read)
    {
        if (++_nesting > MaximumNesting)
        {
            throw TooDeep();
        }

        var node = read();
        _nesting--;
        return node;
    }

    private T Bounded<T>(T node)
        where T : Node => node.Depth <= MaximumDepth ? node : throw TooDeep();

    private UnreadableTextException TooDeep() => Fault(FaultCodes.TooDeep, Current,
        $"The expression is nested too deeply: at most {MaximumNesting} levels of parentheses and {MaximumDepth} chained operators are read.",
        "Split it into several rules, or list the values with `in (…)`.");

    private Token Take() => tokens[_at++];

    private Token Expect(string symbol) => Current.IsSymbol(symbol) ? Take() : throw Unexpected($"`{symbol}`");

    private UnreadableTextException Unexpected(string wanted)
    {
        if (Current is { Kind: TokenKind.Literal, Value: string })
        {
            faults.Differs(DifferenceCodes.AdjacentTexts);
        }

        var (message, remedy) = ForeignSyntax.Explain(Current, Following);
        return message is null
            ? Fault(FaultCodes.Syntax, Current, $"Expected {wanted}, found {Current.Display}.")
            : Fault(FaultCodes.NotInLanguage, Current, message, remedy);
    }

    private UnreadableTextException Fault(string code, Token token, string message, string? suggestion = null)
    {
        faults.Add(code, token.Start, token.End, message, suggestion);
        return new UnreadableTextException();
    }
}
