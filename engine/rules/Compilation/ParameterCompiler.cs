using OcrWorkflows.Expressions;
using OcrWorkflows.Rules.Files;

namespace OcrWorkflows.Rules.Compilation;

/// <summary>Compiles expressions in their scope, and declares parameters in it.</summary>
internal sealed class ParameterCompiler(LoadContext load)
{
    /// <summary>Names that one expression may see.</summary>
    public const int MostNames = 200;

    /// <summary>Parameters of one set, each counted wherever it is compiled.</summary>
    public const int MostParameters = 20_000;

    private int _declared;

    public NameScope Declare(NameScope scope, ParameterText parameter, NameKind kind)
    {
        var name = parameter.Name.Value;
        if (scope.Find(name) is { } taken)
        {
            var (code, what) = taken.Kind == kind && kind == NameKind.Global
                ? (Problems.DuplicateParameter, "another parameter")
                : (Problems.Shadowing, taken.Kind switch { NameKind.Input => "the input", NameKind.Global => "a global parameter", _ => "a local parameter of this rule or of its group" });
            var casing = load.Language.CaseSensitive ? "" : " (casing does not tell names apart)";
            load.Faults.Add(parameter.Name.Node.At(code, $"The name `{Excerpt.Of(name)}` is already that of {what}{casing}.", "Choose another name."));
            return scope;
        }

        if (scope.Names.Count >= MostNames || ++_declared > MostParameters)
        {
            load.Faults.Add(parameter.Name.Node.At(Problems.TooManyParameters, $"An expression may see at most {MostNames} names, and a set may have {MostParameters:N0} parameters.", "Leave out what is not used, or split the set."));
            return scope.WithBroken(name);
        }

        return Compile(parameter.Expression, scope, null) is { } expression
            ? scope.With(new ScopedName(name, expression.ResultType, kind, expression.Lambda, expression))
            : scope.WithBroken(name);
    }

    public CompiledExpression? Compile(TextAt text, NameScope scope, Type? expected)
    {
        var result = ExpressionCompiler.Compile(text.Value, scope.Expressions, expected);
        foreach (var fault in result.Faults.Where(f => !scope.Broken.Contains(Word(text.Value, f))))
        {
            load.Faults.Add(text.Node.Within(fault.Start, fault.Code, fault.Message, fault.Suggestion));
        }

        load.Warn(result.Warnings, text);
        load.Differences.UnionWith(result.Differences);
        return result.Expression;
    }

    private static string Word(string text, ExpressionFault fault) =>
        fault.Start + fault.Length <= text.Length ? text.Substring(fault.Start, fault.Length) : "";
}
