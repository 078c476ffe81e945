using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Sources;
using OcrWorkflows.Runtime.Scripts;
using OcrWorkflows.Runtime.Values;

namespace OcrWorkflows.Runtime.Definitions;

/// <summary>Reads inputs: literals, references and expressions, each checked against the type that is declared.</summary>
internal sealed class BindingReader(Action<Diagnostic> report, Func<IReadOnlyDictionary<string, Type>> workflowInputs, IScriptRunner? scripts)
{
    private delegate ValueSource? Syntax(BindingReader reader, Place place);

    private sealed record Place(ActivityNode Node, SourceNode Expression, SourceNode? Value, Type Type, string Name);

    private static readonly string[] Elsewhere = ["Liquid", "Python", "Secret", "Delegate"];

    private static readonly Dictionary<string, Syntax> Syntaxes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Literal"] = (reader, at) => reader.Literal(at),
        ["Object"] = (reader, at) => reader.Json(at),
        ["Json"] = (reader, at) => reader.Json(at),
        ["Variable"] = (reader, at) => reader.Variable(at),
        ["Input"] = (reader, at) => reader.WorkflowInput(at),
        ["CSharp"] = (reader, at) => reader.Compiled(at),
        ["C#"] = (reader, at) => reader.Compiled(at),
        ["JavaScript"] = (reader, at) => reader.Script(at),
    };

    /// <summary>True once a script has been read.</summary>
    public bool HasScripts { get; private set; }

    /// <summary>An input as the format wraps it, or a bare scalar, which is a literal. Null when it is unset or at fault.</summary>
    public InputBinding? Input(ActivityNode node, SourceNode written, string name, Type type)
    {
        if (written.Kind == SourceKind.Null)
        {
            return null;
        }

        if (written.Kind is SourceKind.Object && written.Find("expression") is { } expression)
        {
            return expression.Kind == SourceKind.Null ? null : Bind(node, expression, name, type);
        }

        if (written.Kind is SourceKind.Object or SourceKind.Array)
        {
            report(written.At("WFL018", $"The input \"{name}\" of \"{node.Id}\" is no input: it has no \"expression\"."));
            return null;
        }

        return Wrap(Literal(new Place(node, written, written, type, name)), name, type);
    }

    /// <summary>An expression: <c>{type, value}</c>, or a bare text in the lambda language.</summary>
    public InputBinding? Bind(ActivityNode node, SourceNode expression, string name, Type type)
    {
        if (expression.Kind == SourceKind.String)
        {
            return Wrap(Compiled(new Place(node, expression, expression, type, name)), name, type);
        }

        var written = expression.Find("type")?.Text ?? "Literal";
        if (Syntaxes.TryGetValue(written, out var syntax))
        {
            return Wrap(syntax(this, new Place(node, expression, expression.Find("value"), type, name)), name, type);
        }

        var place = expression.Find("type")!;
        report(Elsewhere.Contains(written, StringComparer.OrdinalIgnoreCase)
            ? place.At("WFL013", $"Expressions of type {written} are not in this build.", "Write it as an expression of type CSharp.")
            : place.At("WFL014", $"There are no expressions of type \"{written}\".", Spelling.DidYouMeanOrList(written, Syntaxes.Keys)));
        return null;
    }

    public VariableDeclaration? FindVariable(ActivityNode node, SourceNode reference)
    {
        var id = reference.Kind == SourceKind.String ? reference.Text : reference.Find("id")?.Text;
        var name = reference.Find("name")?.Text ?? id;
        var found = node.VariablesInSight().FirstOrDefault(v => v.Id == id) ?? node.VariablesInSight().FirstOrDefault(v => v.Name == name);
        if (found is null)
        {
            report((reference.Find("id") ?? reference).At("WFL010", $"There is no variable \"{name ?? id}\" that \"{node.Id}\" can see.", Spelling.DidYouMeanOrList(name ?? id ?? "", node.VariablesInSight().Select(v => v.Name))));
        }

        return found;
    }

    private static InputBinding? Wrap(ValueSource? source, string name, Type type) => source is null ? null : new InputBinding(name, type, source);

    private LiteralValue? Literal(Place at)
    {
        var value = at.Value is null ? null : PlainValues.Of(at.Value);
        value = value is "" && at.Type != typeof(string) && at.Type != typeof(object) ? null : value;
        if (PlainValues.TryConvert(value, at.Type, out var converted))
        {
            return converted is null ? null : new LiteralValue(converted);
        }

        report((at.Value ?? at.Expression).At("WFL016", $"The input \"{at.Name}\" of \"{at.Node.Id}\" needs a value of type {TypeAliases.NameOf(at.Type)}; this is none."));
        return null;
    }

    private ValueSource? Json(Place at)
    {
        var value = at.Value;
        if (value is { Kind: SourceKind.String })
        {
            var inner = SourceDocument.Parse("value", System.Text.Encoding.UTF8.GetBytes(value.Text!));
            if (inner.Root is null || inner.Diagnostics.Any(d => d.IsError))
            {
                var reason = inner.Diagnostics.Count > 0 ? inner.Diagnostics[0].Message : "";
                report(value.At("WFL016", $"The input \"{at.Name}\" of \"{at.Node.Id}\" is to be JSON inside a text. {reason}".TrimEnd()));
                return null;
            }

            value = inner.Root;
            if (at.Type == typeof(object) && value.Kind is (SourceKind.Object or SourceKind.Array))
            {
                return new StructureValue(PlainValues.Of(value)!);
            }
        }

        return Literal(at with { Value = value });
    }

    private VariableValue? Variable(Place at) => FindVariable(at.Node, at.Value ?? at.Expression) is { } variable ? new VariableValue(variable) : null;

    private WorkflowInputValue? WorkflowInput(Place at)
    {
        var reference = at.Value ?? at.Expression;
        var name = reference.Kind == SourceKind.String ? reference.Text! : reference.Find("name")?.Text ?? "";
        if (workflowInputs().ContainsKey(name))
        {
            return new WorkflowInputValue(name);
        }

        report(reference.At("WFL020", $"The workflow has no input \"{name}\".", Spelling.DidYouMeanOrList(name, workflowInputs().Keys)));
        return null;
    }

    private ScriptValue? Script(Place at)
    {
        if (scripts is null)
        {
            report(at.Expression.Find("type")!.At("WFL013", "Expressions of type JavaScript are not in this build.", "Write it as an expression of type CSharp."));
            return null;
        }

        if (at.Value is not { Kind: SourceKind.String } text)
        {
            report((at.Value ?? at.Expression).At("WFL012", $"The expression of \"{at.Name}\" is not a text."));
            return null;
        }

        return CheckScript(text) ? new ScriptValue(text.Text!) : null;
    }

    /// <summary>Reads a script; false when it is at fault.</summary>
    public bool CheckScript(SourceNode text)
    {
        HasScripts = true;
        if (scripts?.Check(text.Text!) is not { } fault)
        {
            return true;
        }

        report(text.Within(IndexOf(text.Text!, fault.Line, fault.Column), "WFL012", $"{fault.Message} ({fault.Code})", fault.Suggestion));
        return false;
    }

    private static int IndexOf(string text, int line, int column)
    {
        var start = 0;
        for (var at = 1; at < line && text.IndexOf('\n', start) is >= 0 and var end; at++)
        {
            start = end + 1;
        }

        return Math.Clamp(start + column - 1, 0, text.Length);
    }

    private CompiledValue? Compiled(Place at)
    {
        if (at.Value is not { Kind: SourceKind.String } text)
        {
            report((at.Value ?? at.Expression).At("WFL012", $"The expression of \"{at.Name}\" is not a text."));
            return null;
        }

        var result = ExpressionCompiler.Compile(text.Text!, ScopeOf(at.Node));
        foreach (var fault in result.Faults)
        {
            report(text.Within(fault.Start, "WFL012", $"{fault.Message} ({fault.Code})", fault.Suggestion));
        }

        if (result.Expression is not { } expression)
        {
            return null;
        }

        if (PlainValues.NeverConverts(expression.ResultType, TypeAliases.InExpressions(at.Type)))
        {
            report(text.At("WFL024", $"The input \"{at.Name}\" of \"{at.Node.Id}\" needs {TypeAliases.NameOf(at.Type)}; the expression gives {TypeAliases.NameOf(expression.ResultType)}."));
            return null;
        }

        return new CompiledValue(expression);
    }

    /// <summary><c>Variables</c> and <c>Input</c>, each a record of what is declared. What may be null has a nullable type.</summary>
    private ExpressionScope ScopeOf(ActivityNode node)
    {
        var variables = new Dictionary<string, Type>(StringComparer.Ordinal);
        foreach (var variable in node.VariablesInSight())
        {
            variables.TryAdd(variable.Name, Nullable(TypeAliases.InExpressions(variable.Type)));
        }

        return new ExpressionScope([Record("Variables", variables), Record("Input", workflowInputs().ToDictionary(i => i.Key, i => Nullable(TypeAliases.InExpressions(i.Value))))]);
    }

    private static ScopeVariable Record(string name, IReadOnlyDictionary<string, Type> members) =>
        new(name, typeof(IReadOnlyDictionary<string, object?>), new RecordShape(members));

    private static Type Nullable(Type type) => type.IsValueType ? typeof(Nullable<>).MakeGenericType(type) : type;
}
