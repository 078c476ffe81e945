using System.Text.Json;
using OcrWorkflows.Expressions;
using OcrWorkflows.Rules;
using OcrWorkflows.Tests.Conformance.Workflows;
using CaseResult = OcrWorkflows.Tests.Conformance.Workflows.CaseResult;

namespace OcrWorkflows.Tests.Conformance.Expressions;

/// <summary>One expression over its inputs, and what came of it on RulesEngine.</summary>
internal sealed class ExpressionCase(string id, JsonElement one, CaseTypes types, JsonElement inputs)
{
    private readonly SortedSet<string> _codes = new(StringComparer.Ordinal);

    public CaseResult Result() => Difference() is var (kind, difference)
        ? new CaseResult(id, $"{Text}: {difference}", Explanations.Of(kind, _codes))
        : new CaseResult(id, null, []);

    private string Text => one.GetProperty("expression").GetString()!;

    private (DifferenceKinds Kind, string Text)? Difference()
    {
        var given = inputs.EnumerateObject().Select(i => Read(i.Name, i.Value)).ToList();
        var settings = CaseSettings.Read(one, types);
        var scope = new ExpressionScope([.. given.Select(g => new ScopeVariable(g.Name, g.Type))])
        {
            Options = new ExpressionOptions { CaseSensitive = settings.IsExpressionCaseSensitive, CustomTypes = settings.CustomTypes },
        };
        var asBool = one.TryGetProperty("asBool", out var flag) && flag.ValueKind == JsonValueKind.True;
        var compiled = ExpressionCompiler.Compile(Text, scope, asBool ? typeof(bool) : null);
        _codes.UnionWith(compiled.Differences);
        var expected = one.GetProperty("expected");
        var threw = expected.TryGetProperty("threw", out var exception);
        if (compiled.Expression is not { } expression)
        {
            return threw ? null : (DifferenceKinds.RefusedHere, $"expected {expected}, refused: {string.Join("; ", compiled.Faults.Select(f => $"{f.Code} {f.Message}"))}");
        }

        var (value, broke) = Run(expression, [.. given.Select(g => g.Value)]);
        return (threw, broke) switch
        {
            (true, null) => (DifferenceKinds.AcceptedHere, $"expected {exception.GetProperty("type").GetString()} ({exception.GetProperty("message").GetString()}), found {CaseValues.Say(value)}"),
            (true, _) => Breakages.Difference(exception, broke) is { } other ? (DifferenceKinds.RefusedHere, other) : null,
            (false, not null) => (DifferenceKinds.RefusedHere, $"expected {expected}, broke: {broke}"),
            _ => CaseValues.Difference(expected.GetProperty("value"), value) is { } difference ? (CaseValues.KindOf(expected.GetProperty("value"), value), difference) : null,
        };
    }

    /// <summary>Runs the compiled form, and the traced one for the differences that show in the values.</summary>
    private (object? Value, string? Broke) Run(CompiledExpression expression, object?[] values)
    {
        var trace = expression.Trace(values);
        _codes.UnionWith(trace.Differences);
        try
        {
            return (expression.Evaluate(values), null);
        }
        catch (ExpressionException fault)
        {
            return (null, fault.Message);
        }
    }

    private (string Name, Type Type, object? Value) Read(string name, JsonElement value)
    {
        var declared = one.TryGetProperty("inputTypes", out var named) && named.ValueKind == JsonValueKind.Object && named.TryGetProperty(name, out var type) ? types.Find(type.GetString()!) : null;
        var mode = one.TryGetProperty("inputMode", out var way) ? way.GetString() : null;
        var read = CaseFacts.Read(value, mode, declared);
        return declared is null ? (name, typeof(object), PlainData.Of(read)) : (name, declared, read);
    }
}
