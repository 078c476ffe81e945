using OcrWorkflows.Expressions;
using OcrWorkflows.Rules.Reading;

namespace OcrWorkflows.Rules.Compiling;

/// <summary>The rules of one file ready to run: its global parameters once, then each rule.</summary>
/// <param name="Slots">Number of parameter values a decision needs.</param>
internal sealed record FileProgram(IReadOnlyList<ParamProgram> Globals, IReadOnlyList<RuleProgram> Rules, int Slots);

/// <summary>Compiles the rules of a file; whatever has faults is left out, and the faults are noted.</summary>
internal sealed class RuleCompiler(FactsContract contract, List<Diagnostic> faults)
{
    private int _slots;

    public FileProgram Compile(RuleFileModel file)
    {
        var scope = new ScopeCompiler(contract, faults);
        var globals = Params(file.Globals, ref scope);
        var rules = file.Rules.Select(rule => Compile(rule, scope)).OfType<RuleProgram>().ToList();
        return new FileProgram(globals, rules, _slots);
    }

    private RuleProgram? Compile(RuleModel rule, ScopeCompiler outer)
    {
        var scope = outer;
        var locals = Params(rule.Locals, ref scope);
        var children = rule.Children.Select(child => Compile(child, scope)).OfType<RuleProgram>().ToList();
        var message = rule.ErrorMessage is { } text ? new MessageTemplate(text, scope, faults) : null;
        if (rule.Operator is not null)
        {
            return children.Count == rule.Children.Count ? new GroupProgram(rule, locals, message, children) : null;
        }

        return rule.Expression is { } expression && scope.Condition(expression) is { } condition ? new LeafProgram(rule, locals, message, condition) : null;
    }

    private List<ParamProgram> Params(IReadOnlyList<ParamModel> models, ref ScopeCompiler scope)
    {
        var programs = new List<ParamProgram>();
        foreach (var param in models)
        {
            if (scope.Knows(param.Name))
            {
                faults.Add(param.Expression.At("RUL021", $"The parameter \"{param.Name}\" has the name of an input or parameter that is visible here already.", "Choose another name."));
                continue;
            }

            var compiled = scope.Value(param.Expression);
            if (compiled is { } found)
            {
                programs.Add(new ParamProgram(param.Name, scope.SlotCount, found.Value));
            }

            // A parameter with faults keeps its name, so that its users are not reported for it as well.
            scope = scope.With(param.Name, compiled?.Type ?? typeof(object));
            _slots = Math.Max(_slots, scope.SlotCount);
        }

        return programs;
    }
}
