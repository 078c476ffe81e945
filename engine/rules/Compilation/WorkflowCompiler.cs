using OcrWorkflows.Expressions;
using OcrWorkflows.Rules.Deciding;
using OcrWorkflows.Rules.Files;

namespace OcrWorkflows.Rules.Compilation;

/// <summary>Compiles the parameters and rules of one workflow; a fault becomes a diagnostic and the rest goes on, so that all are found at once.</summary>
internal sealed class WorkflowCompiler(FactsContract contract, List<Diagnostic> faults)
{
    public CompiledWorkflow Compile(Participant participant)
    {
        var workflow = participant.Workflow;
        var scope = NameScope.Of(contract);
        var globals = new List<CompiledGlobal>();
        foreach (var parameter in workflow.Globals)
        {
            var before = scope;
            scope = Declare(scope, parameter, NameKind.Global);
            if (!ReferenceEquals(before, scope) && scope.Names.Count > before.Names.Count)
            {
                globals.Add(new CompiledGlobal(parameter.Name.Value, RuleComposer.Compose<object?>(before, scope.Names[^1].Value!)));
            }
        }

        return new CompiledWorkflow(globals, [.. workflow.Rules.Select(rule => Rule(rule, scope, participant.Set)).OfType<CompiledRule>()]);
    }

    private CompiledRule? Rule(RuleText rule, NameScope outer, string set)
    {
        var scope = rule.Locals.Aggregate(outer, (names, parameter) => Declare(names, parameter, NameKind.Local));
        var templates = new TemplateCompiler(scope, faults);
        var words = new RuleWords(rule, set, templates.Compile(rule.ErrorMessage), templates.Compile(rule.Metadata.Remedy));
        var children = rule.Children.Select(child => Rule(child, scope, set)).OfType<CompiledRule>().ToList();
        if (rule.OperatorText is not null)
        {
            return rule.Operator is { } @operator ? new GroupRule(words, @operator, children) : null;
        }

        return rule.Expression is { } text && !string.IsNullOrWhiteSpace(text.Value) && Expression(text, scope, typeof(bool)) is { } expression
            ? new LeafRule(words, RuleComposer.Compose<bool>(scope, expression.Lambda))
            : null;
    }

    private NameScope Declare(NameScope scope, ParameterText parameter, NameKind kind)
    {
        var name = parameter.Name.Value;
        if (scope.Find(name) is { } taken)
        {
            var (code, what) = taken.Kind == kind && kind == NameKind.Global
                ? (Problems.DuplicateParameter, "another parameter")
                : (Problems.Shadowing, taken.Kind switch { NameKind.Input => "the input", NameKind.Global => "a global parameter", _ => "a local parameter of this rule or of its group" });
            faults.Add(parameter.Name.Node.At(code, $"The name `{name}` is already that of {what} (casing does not tell names apart).", "Choose another name."));
            return scope;
        }

        return Expression(parameter.Expression, scope, null) is { } expression
            ? scope.With(new ScopedName(name, expression.ResultType, kind, expression.Lambda))
            : scope.WithBroken(name);
    }

    private CompiledExpression? Expression(TextAt text, NameScope scope, Type? expected)
    {
        var result = ExpressionCompiler.Compile(text.Value, scope.Expressions, expected);
        foreach (var fault in result.Faults.Where(f => !scope.Broken.Contains(Word(text.Value, f))))
        {
            faults.Add(text.Node.Within(fault.Start, fault.Code, fault.Message, fault.Suggestion));
        }

        return result.Expression;
    }

    private static string Word(string text, ExpressionFault fault) =>
        fault.Start + fault.Length <= text.Length ? text.Substring(fault.Start, fault.Length) : "";
}
