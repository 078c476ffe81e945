namespace OcrWorkflows.Expressions.Lexing;

/// <summary>Cuts the text of an expression into tokens with their positions.</summary>
internal sealed class Lexer(string text, FaultList faults)
{
    private static readonly string[] s_symbols =
    [
        "<<", ">>", "<=", ">=", "<>", "==", "=>", "!=", "&&", "||", "??", "?.",
        "(", ")", "[", "]", "{", "}", ",", ".", "?", ":", "+", "-", "*", "/", "%", "<", ">", "=", "!", "&", "|", "~", "$", "^", ";",
    ];

    private int _at;

    /// <summary>Every token, the last of kind <see cref="TokenKind.End"/>. Characters that belong to no token are faults and skipped.</summary>
    public List<Token> Read()
    {
        var tokens = new List<Token>();
        while (true)
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            {
                _at++;
            }

            if (_at == text.Length)
            {
                tokens.Add(new Token(TokenKind.End, "", null, _at, _at));
                return tokens;
            }

            if (Next() is { } token)
            {
                tokens.Add(token);
                _at = token.End;
            }
        }
    }

    private Token? Next()
    {
        var first = text[_at];
        if (IsNameStart(first) || (first == '@' && _at + 1 < text.Length && IsNameStart(text[_at + 1])))
        {
            return Name();
        }

        if (char.IsAsciiDigit(first))
        {
            var literal = NumberLiteral.Read(text, _at, faults);
            Differs(text[_at..literal.End]);
            return new Token(TokenKind.Literal, text[_at..literal.End], literal.Value, _at, literal.End);
        }

        if (first is '"' or '\'')
        {
            return Quoted(first);
        }

        foreach (var symbol in s_symbols)
        {
            if (string.CompareOrdinal(text, _at, symbol, 0, symbol.Length) == 0)
            {
                return new Token(TokenKind.Symbol, symbol, null, _at, _at + symbol.Length);
            }
        }

        faults.Add(FaultCodes.Character, _at, _at + 1, $"The character `{first}` has no meaning in an expression.",
            first is '“' or '”' or '‘' or '’' ? "Write texts between straight quotes: \"…\"." : null);
        _at++;
        return null;
    }

    private void Differs(string number)
    {
        if (number.AsSpan().ContainsAny('l', 'u'))
        {
            faults.Differs(DifferenceCodes.SuffixCasing);
        }
    }

    private Token Name()
    {
        if (text[_at] == '@')
        {
            faults.Differs(DifferenceCodes.LambdaName);
        }

        var end = _at + 1;
        while (end < text.Length && (IsNameStart(text[end]) || char.IsDigit(text[end])))
        {
            end++;
        }

        return new Token(TokenKind.Name, text[_at..end].TrimStart('@'), null, _at, end);
    }

    private Token Quoted(char quote)
    {
        var literal = QuotedLiteral.Read(text, _at, quote, faults);
        if (quote == '"')
        {
            return new Token(TokenKind.Literal, text[_at..literal.End], literal.Value, _at, literal.End);
        }

        if (literal.Value.Length != 1 && literal.Terminated)
        {
            faults.Add(FaultCodes.CharLength, _at, literal.End, $"Single quotes hold exactly one character; {text[_at..literal.End]} holds {literal.Value.Length}.",
                $"Write a text between double quotes: \"{literal.Value}\".");
        }

        return new Token(TokenKind.Literal, text[_at..literal.End], literal.Value.Length == 1 ? literal.Value[0] : '\0', _at, literal.End);
    }

    private static bool IsNameStart(char c) => char.IsLetter(c) || c == '_';
}
