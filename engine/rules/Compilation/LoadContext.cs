using OcrWorkflows.Expressions;

namespace OcrWorkflows.Rules.Compilation;

/// <summary>What one loading of a set works with, and what it finds.</summary>
internal sealed class LoadContext(FactsContract contract, RuleSetOptions options)
{
    public FactsContract Contract { get; } = contract;

    public RuleSetOptions Options { get; } = options;

    public ExpressionOptions Language { get; } = new() { CustomTypes = options.CustomTypes, CaseSensitive = options.IsExpressionCaseSensitive };

    public DiagnosticList Faults { get; } = [];

    /// <summary>Codes of the differences from RulesEngine that the files rely on.</summary>
    public SortedSet<string> Differences { get; } = new(StringComparer.Ordinal);

    /// <summary>The texts that take part, by name.</summary>
    public Dictionary<string, RuleSource> Used { get; } = new(StringComparer.Ordinal);

    public void Warn(IEnumerable<ExpressionFault> warnings, Files.TextAt text)
    {
        foreach (var warning in warnings)
        {
            Faults.Add(text.Node.Within(warning.Start, warning.Code, warning.Message, warning.Suggestion, DiagnosticSeverity.Warning));
        }
    }
}
