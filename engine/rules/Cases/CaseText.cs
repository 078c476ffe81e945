using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Sources;
using OcrWorkflows.Rules.Files;

namespace OcrWorkflows.Rules.Cases;

/// <summary>What a case expects. A list that is null is not compared.</summary>
/// <param name="Failing">Every rule that fails, of any severity; children of groups are not named.</param>
/// <param name="Broken">Every rule that breaks; none unless it is said.</param>
/// <param name="Fees">The fees charged, with repeats.</param>
internal sealed record Expected(Outcome Outcome, IReadOnlyList<string>? Failing, IReadOnlyList<string> Broken, IReadOnlyList<string>? Fees);

/// <summary>A case as written.</summary>
internal sealed record CaseText(string Name, SourceNode Node, SourceNode? Facts, DateOnly? DecisionDate, Expected Expected);

/// <summary>Reads the cases of a file; one that cannot be read is a diagnostic and is left out.</summary>
internal sealed class CaseReader(IReadOnlyCollection<string> rules, List<Diagnostic> faults)
{
    private readonly Fields _fields = new(faults);

    public IEnumerable<CaseText> Read(SourceNode root)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in _fields.Objects(root, "cases"))
        {
            _fields.CheckNames(node, "A case", "name", "facts", "expect", "decisionDate");
            var name = _fields.Text(node, "name");
            if (string.IsNullOrWhiteSpace(name?.Value) || !names.Add(name.Value))
            {
                faults.Add((name?.Node ?? node).At(Problems.CaseName, "A case needs a name that no other case of the file has.", "Say in a sentence what the case shows."));
            }

            if (Expect(node) is { } expected)
            {
                yield return new CaseText(name?.Value ?? node.Path, node, Object(node, "facts"), Date(node), expected);
            }
        }
    }

    /// <summary>The object of that name; anything else there is a fault.</summary>
    public SourceNode? Object(SourceNode owner, string name)
    {
        var value = Fields.Present(owner, name);
        if (value is null or { Kind: SourceKind.Object })
        {
            return value;
        }

        _fields.WrongType(value, "an object");
        return null;
    }

    private Expected? Expect(SourceNode node)
    {
        if (Object(node, "expect") is not { } expect || _fields.Text(expect, "outcome") is not { } outcome)
        {
            faults.Add(node.At(Problems.Expectation, "A case expects an outcome.", "Add \"expect\": { \"outcome\": \"Accepted\" } or Refused or Undecided."));
            return null;
        }

        _fields.CheckNames(expect, "An expectation", "outcome", "failing", "broken", "fees");
        if (!Enum.TryParse<Outcome>(outcome.Value, ignoreCase: true, out var parsed) || !Enum.IsDefined(parsed) || char.IsDigit(outcome.Value[0]))
        {
            faults.Add(outcome.Node.At(Problems.Expectation, $"`{outcome.Value}` is not an outcome;", Spelling.DidYouMeanOrList(outcome.Value, Enum.GetNames<Outcome>())));
            return null;
        }

        return new Expected(parsed, RuleNames(expect, "failing"), RuleNames(expect, "broken") ?? [], Names(expect, "fees"));
    }

    private IReadOnlyList<string>? RuleNames(SourceNode expect, string member)
    {
        foreach (var name in _fields.Texts(expect, member).Where(n => !rules.Contains(n.Value)))
        {
            faults.Add(name.Node.At(Problems.UnknownRule, $"The set has no rule `{name.Value}`;", Spelling.DidYouMeanOrList(name.Value, rules)));
        }

        return Names(expect, member);
    }

    private IReadOnlyList<string>? Names(SourceNode expect, string member) =>
        Fields.Present(expect, member) is null ? null : [.. _fields.Texts(expect, member).Select(n => n.Value)];

    private DateOnly? Date(SourceNode node)
    {
        if (_fields.Text(node, "decisionDate") is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text.Value, "yyyy-MM-dd", out var date))
        {
            return date;
        }

        faults.Add(text.Node.At(Problems.Date, $"`{text.Value}` is not a date.", "Write it as year-month-day, such as 2018-09-01."));
        return null;
    }
}
