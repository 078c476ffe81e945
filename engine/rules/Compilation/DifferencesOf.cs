using OcrWorkflows.Expressions;

namespace OcrWorkflows.Rules.Compilation;

/// <summary>Which documented differences from RulesEngine a loading shows.</summary>
internal static class DifferencesOf
{
    public static IReadOnlyList<string> Refused(LoadContext load, IReadOnlyList<Diagnostic> found)
    {
        load.Differences.Add(Differences.RefusedAtLoad);
        if (load.Options is not { EnableExceptionAsErrorMessageForRuleExpressionParsing: true, IgnoreException: false })
        {
            load.Differences.Add(Differences.ParsingAlwaysReported);
        }

        return WithThoseOf(load, found);
    }

    public static IReadOnlyList<string> Loaded(LoadContext load, IReadOnlyList<Diagnostic> found, IReadOnlyList<Participant> participants, RuleSet set, RuleSet? replaces)
    {
        if (participants.Count > 1 && replaces is not null)
        {
            load.Differences.Add(Differences.InjectedWithoutMutation);
        }

        if (participants.Skip(1).Any(p => p.Workflow.Globals.Count > 0))
        {
            load.Differences.Add(Differences.InjectedGlobals);
        }

        if (replaces is { HasGlobals: true } && !set.HasGlobals)
        {
            load.Differences.Add(Differences.DroppedGlobals);
        }

        if (replaces is not null && participants.Count > 1 && replaces.Hash != set.Hash)
        {
            load.Differences.Add(Differences.InjectedUpdate);
        }

        if (replaces is not null && replaces.Contract.Inputs.Zip(load.Contract.Inputs).Any(p => p.First.Type != p.Second.Type && ShortName(p.First.Type) == ShortName(p.Second.Type)))
        {
            load.Differences.Add(Differences.TypeIdentity);
        }

        return WithThoseOf(load, found);
    }

    /// <summary>The name by which RulesEngine tells compiled sets apart: without namespace, and without what a generic type is made of.</summary>
    private static string ShortName(Type type) => type.Name;

    /// <summary>Some diagnostics are themselves a difference: RulesEngine passes over what they name.</summary>
    private static IReadOnlyList<string> WithThoseOf(LoadContext load, IReadOnlyList<Diagnostic> found)
    {
        foreach (var fault in found)
        {
            var code = fault.Code switch
            {
                Problems.OldInjection => Differences.OldInjection,
                Problems.EmptyGroup => Differences.EmptyGroup,
                Problems.MisspeltProperty or "JSN004" => Differences.PropertyChecked,
                _ when fault.IsError && fault.Path.Contains(".Actions", StringComparison.Ordinal) => Differences.ActionsChecked,
                _ => null,
            };
            if (code is not null)
            {
                load.Differences.Add(code);
            }
        }

        return [.. load.Differences];
    }
}
