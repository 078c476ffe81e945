using OcrWorkflows.Expressions.Lexing;

namespace OcrWorkflows.Expressions.Syntax;

/// <summary>Knows what people write out of habit from C# and what to write instead.</summary>
internal static class ForeignSyntax
{
    public static (string? Message, string? Remedy) Explain(Token token, Token following) => token switch
    {
        _ when token.IsSymbol("?.") => ("`?.` is not part of the language.", "Write np(path) or np(path, default)."),
        _ when token.IsSymbol("^") => ("`^` is not an operator here.", "Write Math.Pow(x, y) for a power."),
        _ when token.IsSymbol(";") => ("An expression holds no statements.", "Write one expression; join conditions with `and`."),
        _ when token.IsWord("not") && following.IsWord("in") => ("`not in` is not part of the language.", "Write not (x in (…))."),
        _ when token.IsWord("is") => ("`is` is not an operator here.", "Compare with null, or use np(…)."),
        _ when token.IsWord("as") => ("`as` names a member of new (…) only.", "Write string(x), int(x) and so on to convert."),
        _ when token.IsSymbol("{") => ("`{` is not part of the language here.", "Write new (value as Name, …) for an object."),
        _ when token.Kind == TokenKind.Literal && token.Value is string => ("A text stands where an operator is expected.", "Join texts with `+`, and separate the items of a list with commas."),
        _ => (null, null),
    };
}
