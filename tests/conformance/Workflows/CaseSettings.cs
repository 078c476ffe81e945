using System.Text.Json;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Tests.Conformance.Workflows;

/// <summary>The settings of a case, by the names that RulesEngine gives them. Those without a meaning here are passed over.</summary>
internal static class CaseSettings
{
    public static RuleSetOptions Read(JsonElement one, CaseTypes types)
    {
        var options = new RuleSetOptions { CustomActions = new Dictionary<string, IRuleAction> { ["Echo"] = new Echo(), ["Throw"] = new Throw() } };
        if (!one.TryGetProperty("settings", out var settings) || settings.ValueKind != JsonValueKind.Object)
        {
            return options;
        }

        bool Flag(string name, bool otherwise) => settings.TryGetProperty(name, out var value) ? value.GetBoolean() : otherwise;
        return options with
        {
            NestedRuleExecutionMode = settings.TryGetProperty("NestedRuleExecutionMode", out var mode) && mode.ToString() is "Performance" or "1" ? NestedRuleExecutionMode.Performance : NestedRuleExecutionMode.All,
            IsExpressionCaseSensitive = Flag("IsExpressionCaseSensitive", false),
            EnableScopedParams = Flag("EnableScopedParams", true),
            EnableFormattedErrorMessage = Flag("EnableFormattedErrorMessage", true),
            EnableExceptionAsErrorMessage = Flag("EnableExceptionAsErrorMessage", true),
            EnableExceptionAsErrorMessageForRuleExpressionParsing = Flag("EnableExceptionAsErrorMessageForRuleExpressionParsing", true),
            IgnoreException = Flag("IgnoreException", false),
            AutoExecuteActions = Flag("AutoExecuteActions", true),
            CustomTypes = settings.TryGetProperty("CustomTypes", out var custom) && custom.ValueKind == JsonValueKind.Array ? [.. custom.EnumerateArray().Select(t => types.Find(t.GetString()!))] : [],
        };
    }

    /// <summary>Gives back the <c>message</c> of its Context.</summary>
    private sealed class Echo : IRuleAction
    {
        public object? Run(RuleActionContext context) => context.Context["message"];
    }

    private sealed class Throw : IRuleAction
    {
        public object? Run(RuleActionContext context) => throw new InvalidOperationException($"custom action failed: {context.Context.GetValueOrDefault("message")}");
    }
}
