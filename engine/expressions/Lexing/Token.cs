namespace OcrWorkflows.Expressions.Lexing;

internal enum TokenKind
{
    Name,
    Literal,
    Symbol,
    End,
}

/// <param name="Text">The characters of the token; for a symbol, the symbol.</param>
/// <param name="Value">The value of a literal.</param>
/// <param name="End">Index after the last character.</param>
internal readonly record struct Token(TokenKind Kind, string Text, object? Value, int Start, int End)
{
    public bool IsSymbol(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    public bool IsWord(string word) => Kind == TokenKind.Name && string.Equals(Text, word, StringComparison.OrdinalIgnoreCase);

    /// <summary>The token as a message names it.</summary>
    public string Display => Kind == TokenKind.End ? "the end of the expression" : $"`{Text}`";
}
