using Jint.Parser;
using JsProgram = Jint.Parser.Ast.Program;

namespace OcrWorkflows.JavaScript.Running;

/// <param name="Program">Null when there is a fault.</param>
/// <param name="Shift">Characters that stand before the script on its first line.</param>
internal sealed record ScriptText(JsProgram? Program, int Shift, ScriptFault? Fault);

/// <summary>Parses ECMAScript 5.1; a <c>return</c> outside of functions is allowed, as in workflow definitions.</summary>
internal static class ScriptReader
{
    private const string Opening = "(function () {";
    private const string Closing = "\n}).call(this)";

    public static ScriptText Read(string source)
    {
        try
        {
            return new ScriptText(new JavaScriptParser().Parse(source), 0, null);
        }
        catch (ParserException fault) when (IsReturn(fault))
        {
            return ReadAsBody(source);
        }
        catch (ParserException fault)
        {
            return new ScriptText(null, 0, Explain(source, fault, 0));
        }
    }

    private static ScriptText ReadAsBody(string source)
    {
        try
        {
            return new ScriptText(new JavaScriptParser().Parse(Opening + source + Closing), Opening.Length, null);
        }
        catch (ParserException fault)
        {
            return new ScriptText(null, 0, Explain(source, fault, Opening.Length));
        }
    }

    private static bool IsReturn(ParserException fault) => fault.Description?.Contains("return", StringComparison.OrdinalIgnoreCase) == true;

    private static ScriptFault Explain(string source, ParserException fault, int shift)
    {
        var index = Math.Max(0, fault.Index - shift);
        if (LaterSyntax.First(source, index) is { } later)
        {
            var (line, column) = Place(source, later.Index);
            return new ScriptFault(FaultCodes.LaterSyntax, $"`{later.Word}` is syntax after ECMAScript 5, which is what scripts are read as here.", line, column, later.Instead);
        }

        var at = Place(source, Math.Min(index, source.Length));
        return new ScriptFault(FaultCodes.Unreadable, $"The script cannot be read: {fault.Description ?? fault.Message}.", at.Line, at.Column);
    }

    private static (int Line, int Column) Place(string source, int index)
    {
        var before = source.AsSpan(0, index);
        return (before.Count('\n') + 1, index - (before.LastIndexOf('\n') + 1) + 1);
    }
}
