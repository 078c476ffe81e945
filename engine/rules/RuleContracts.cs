using OcrWorkflows.Expressions;

namespace OcrWorkflows.Rules;

/// <summary>The text of one <c>rules.json</c>.</summary>
/// <param name="Name">Name of the rule set: its folder, and the WorkflowName inside.</param>
/// <param name="File">File name for diagnostics.</param>
/// <param name="Utf8">The bytes as written.</param>
public sealed record RuleSource(string Name, string File, ReadOnlyMemory<byte> Utf8);

/// <summary>One thing that the rules of a set are told.</summary>
/// <param name="Name">The name under which expressions see it, such as <c>entry</c>.</param>
/// <param name="Type">A record with public properties; <see cref="object"/> for plain data (JSON, ExpandoObject, dictionaries), whose members are looked up when a rule runs.</param>
public sealed record FactsInput(string Name, Type Type);

/// <summary>What the rules of a set are told, in the order in which the values are given.</summary>
public sealed record FactsContract(IReadOnlyList<FactsInput> Inputs)
{
    private static readonly string[] s_dayOfDecision = ["DecisionDate"];

    /// <summary>The usual contract: one input of one type.</summary>
    public FactsContract(string inputName, Type factsType)
        : this([new FactsInput(inputName, factsType)])
    {
    }

    /// <summary>Members of the facts, by path, that whoever asks for the decision cannot change, such as <c>Attempts</c>: what is below them is fixed too. Remedies leave them alone.</summary>
    public IReadOnlyCollection<string> Unchangeable { get; init; } = s_dayOfDecision;

    /// <summary>Name of the first input.</summary>
    public string InputName => Inputs[0].Name;

    /// <summary>Type of the first input; its JSON form is camelCase or as declared, read without regard to case.</summary>
    public Type FactsType => Inputs[0].Type;
}

/// <summary>How a decision is made.</summary>
public sealed record DecideOptions
{
    public static DecideOptions Default { get; } = new();

    /// <summary>Writes down how each rule came to its answer. Slow; without it nothing is spent on it.</summary>
    public bool Trace { get; init; }

    /// <summary>Runs the actions of the rules once all of them are decided, as RulesEngine's AutoExecuteActions does.</summary>
    public bool RunActions { get; init; }
}

/// <summary>What the action of a rule came to.</summary>
/// <param name="Broke">Why it could not be carried out; null when it could. The rule's own answer stands either way.</param>
public sealed record ActionResult(object? Output, string? Broke)
{
    /// <summary>The rules that EvaluateRule ran, the one evaluated last first; empty for other actions.</summary>
    public IReadOnlyList<RuleResult> Evaluated { get; init; } = [];
}

/// <summary>A rule set that compiled, or every fault found in its files.</summary>
public sealed record RuleSetLoad(RuleSet? RuleSet, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>Codes of the documented differences from RulesEngine that these files rely on, or are refused by; see docs/rules/differences.md.</summary>
    public IReadOnlyList<string> Differences { get; init; } = [];
}

/// <summary>What a failing rule does to the decision.</summary>
public enum RuleSeverity
{
    /// <summary>Refuses. The default.</summary>
    Refuse,

    /// <summary>Accepts with a warning.</summary>
    Warn,

    /// <summary>Accepts and adds the rule's fee.</summary>
    Charge,

    /// <summary>Says something, and changes nothing.</summary>
    Inform,
}

public enum RuleStatus
{
    Success,

    /// <summary>The rule ran and did not hold.</summary>
    Failure,

    /// <summary>The rule broke: neither success nor failure.</summary>
    Error,

    /// <summary>Not run: out of its effective dates, or a group was already decided.</summary>
    Skipped,
}

public enum Outcome
{
    Accepted,
    Refused,

    /// <summary>A refusing rule broke, so nothing is known: held, never accepted or refused by accident.</summary>
    Undecided,
}

/// <summary>What one rule said.</summary>
/// <param name="Message">The error message with its values filled in, or what broke; null on success.</param>
/// <param name="Fee">Code of the fee that a failing charge adds.</param>
/// <param name="Children">Results of a group's rules; empty for a leaf.</param>
public sealed record RuleResult(
    string Rule,
    RuleStatus Status,
    RuleSeverity Severity,
    string? Message,
    IReadOnlyList<string> Clauses,
    string? Fee,
    string? Remedy,
    IReadOnlyList<RuleResult> Children)
{
    /// <summary>Why it was not run; null unless skipped.</summary>
    public string? SkippedBecause { get; init; }

    /// <summary>The rule's SuccessEvent as written; null without one.</summary>
    public string? SuccessEvent { get; init; }

    /// <summary>What its action came to; null when it has none for this answer, or actions were not asked for.</summary>
    public ActionResult? Action { get; init; }

    /// <summary>How its expression came to its value; null unless it was asked for, and for a group.</summary>
    public ExpressionTrace? Trace { get; init; }

    /// <summary>The rule's own ErrorMessage with its values filled in; null on success, without one, and where messages are switched off.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>What the rule saw by name: inputs, global parameters and its local ones; null unless a trace was asked for.</summary>
    public IReadOnlyDictionary<string, object?>? Values { get; init; }

    /// <summary>Codes of the documented differences from RulesEngine that showed in this result; looked for only with a trace.</summary>
    public IReadOnlyList<string> Differences { get; init; } = [];
}

/// <summary>The answer of a rule set to one set of facts. Results stand in the order of the file, injected rules last.</summary>
public sealed record Verdict(Outcome Outcome, IReadOnlyList<RuleResult> Results)
{
    /// <summary>Codes of the documented differences from RulesEngine that showed in the inputs; looked for only with a trace. Those of a rule are in its result.</summary>
    public IReadOnlyList<string> Differences { get; init; } = [];

    /// <summary>Rules that did not hold, of any severity.</summary>
    public IEnumerable<RuleResult> Failures => Results.Where(r => r.Status == RuleStatus.Failure);

    /// <summary>Rules that refused.</summary>
    public IEnumerable<RuleResult> Refusals => Failures.Where(r => r.Severity == RuleSeverity.Refuse);

    /// <summary>Fee codes to charge, in order; a code may come more than once.</summary>
    public IEnumerable<string> Fees => Failures.Where(r => r is { Severity: RuleSeverity.Charge, Fee: not null }).Select(r => r.Fee!);

    /// <summary>What the first rule that holds announces: its SuccessEvent, or its name; null when none holds.</summary>
    public string? FirstSuccessEvent => Results.FirstOrDefault(r => r.Status == RuleStatus.Success) is { } first ? first.SuccessEvent ?? first.Rule : null;

    /// <summary>True when no rule holds; a decision without rules counts as that.</summary>
    public bool NoneHolds => Results.All(r => r.Status != RuleStatus.Success);

    /// <summary>Calls back once, for the first rule that holds, with what it announces.</summary>
    public Verdict OnSuccess(Action<string> announce)
    {
        if (FirstSuccessEvent is { } announced)
        {
            announce(announced);
        }

        return this;
    }

    /// <summary>Calls back when no rule holds.</summary>
    public Verdict OnFail(Action none)
    {
        if (NoneHolds)
        {
            none();
        }

        return this;
    }
}

/// <summary>A rule as a page shows it.</summary>
/// <param name="Expression">Text of a leaf; null for a group.</param>
/// <param name="Set">Name of the set whose file it stands in: the set itself, or one that is injected.</param>
public sealed record RuleDescription(
    string Name,
    string Set,
    string? Expression,
    string? Operator,
    RuleSeverity Severity,
    IReadOnlyList<string> Clauses,
    string? Fee,
    DateOnly? From,
    DateOnly? To,
    string? ErrorMessage,
    string? Remedy,
    IReadOnlyList<RuleDescription> Children);
