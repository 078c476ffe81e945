using System.Text.Json;
using System.Text.Json.Nodes;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Tests.Conformance.Workflows;

/// <summary>Runs one case and compares each of its runs with what was observed.</summary>
internal sealed class CaseRun(JsonElement one, CaseTypes types, WorkflowStore store)
{
    /// <summary>Rules of the cases have no effective dates, so any day does.</summary>
    private static readonly DateOnly s_day = new(2026, 1, 1);

    public IEnumerable<Finding> Findings()
    {
        var expected = one.GetProperty("expected");
        if (one.TryGetProperty("runs", out var runs) && runs.ValueKind == JsonValueKind.Array)
        {
            var wanted = expected.GetProperty("runs").EnumerateArray().ToList();
            return runs.EnumerateArray().Select((run, i) => Run(run, wanted[i], "", $"run {i + 1}: ")).ToList().SelectMany(f => f);
        }

        var repeat = one.TryGetProperty("repeat", out var times) ? times.GetInt32() : 1;
        return expected.TryGetProperty("results#0", out _)
            ? Enumerable.Range(0, repeat).SelectMany(i => Run(one, expected, $"#{i}", $"repeat {i + 1}: "))
            : Run(one, expected, "", "");
    }

    private List<Finding> Run(JsonElement run, JsonElement expected, string suffix, string label)
    {
        var (contract, values) = Inputs(run);
        var name = one.TryGetProperty("workflowName", out var named) ? named.GetString()! : store.FirstName;
        if (run.TryGetProperty("remove", out var removed))
        {
            store.Remove(removed.ValueKind == JsonValueKind.String ? removed.GetString()! : name);
        }

        foreach (var update in Updates(run))
        {
            if (store.Update(JsonNode.Parse(update.GetRawText())!, name, contract) is { } refused)
            {
                return Label(new LoadComparison(expected, suffix, Paths(update)).Refused(refused), label);
            }
        }

        var load = store.Load(name, contract);
        return Label(
            load.RuleSet is { } set
                ? Decided(set, load, values, expected, suffix)
                : new LoadComparison(expected, suffix, d => store.RulesAt(d)).Refused(load),
            label);
    }

    private static List<JsonElement> Updates(JsonElement run) =>
        !run.TryGetProperty("update", out var update) || update.ValueKind == JsonValueKind.Null ? []
        : update.ValueKind == JsonValueKind.Array ? [.. update.EnumerateArray()]
        : [update];

    private static Func<string, IReadOnlyList<string>> Paths(JsonElement update)
    {
        // The refused text held the update in its place; only the way inside of the workflow matters for the names.
        var alone = new WorkflowStore([JsonNode.Parse(update.GetRawText())!], RuleSetOptions.Default);
        return path => alone.RulesAt("$[0]" + path[(path.IndexOf(']', StringComparison.Ordinal) + 1)..]);
    }

    private static List<Finding> Label(IEnumerable<Finding> findings, string label) => [.. findings.Select(f => f with { Text = label + f.Text })];

    private IEnumerable<Finding> Decided(RuleSet set, RuleSetLoad load, object?[] values, JsonElement expected, string suffix)
    {
        var threw = expected.TryGetProperty("threw", out var thrown);
        try
        {
            if (one.TryGetProperty("rule", out var rule))
            {
                return OneRule(set, load, rule.GetString()!, values, expected);
            }

            var plain = set.Decide(values, s_day, new DecideOptions { RunActions = true });
            var traced = set.Decide(values, s_day, new DecideOptions { RunActions = true, Trace = true });
            if (threw)
            {
                return [Finding.Of($"expected {thrown.GetProperty("type")} ({thrown.GetProperty("message")}), found an answer", DifferenceKinds.AcceptedHere, Codes(load, traced, traced.Results.SelectMany(Mismatch.CodesOf)))];
            }

            return Compared(load, plain, traced, expected, suffix);
        }
        catch (RuleBrokenException) when (threw)
        {
            return [];
        }
        catch (ArgumentException fault) when (threw)
        {
            _ = fault;
            return [];
        }
    }

    private static IEnumerable<Finding> Compared(RuleSetLoad load, Verdict plain, Verdict traced, JsonElement expected, string suffix)
    {
        var mismatches = ResultComparison.Compare(expected.GetProperty("results" + suffix), traced.Results).ToList();
        foreach (var mismatch in mismatches)
        {
            yield return Finding.Of(mismatch.Text, mismatch.Kind, Codes(load, traced, mismatch.Codes));
        }

        if (!plain.Results.Select(r => (r.Rule, r.Status, r.Message)).SequenceEqual(traced.Results.Select(r => (r.Rule, r.Status, r.Message))))
        {
            yield return new Finding("answers otherwise with a trace than without", []);
        }

        if (mismatches.Count == 0 && expected.TryGetProperty("firstSuccessEvent" + suffix, out var announced) && announced.GetString() != plain.FirstSuccessEvent)
        {
            yield return new Finding($"expected the event {announced}, found {plain.FirstSuccessEvent}", []);
        }

        if (mismatches.Count == 0 && expected.TryGetProperty("allFailed" + suffix, out var none) && none.GetBoolean() != plain.NoneHolds)
        {
            yield return new Finding($"expected all failed {none}, found {plain.NoneHolds}", []);
        }
    }

    private static IEnumerable<Finding> OneRule(RuleSet set, RuleSetLoad load, string rule, object?[] values, JsonElement expected)
    {
        var run = set.RunRule(rule, values, s_day, new DecideOptions { Trace = true });
        if (!expected.TryGetProperty("action", out var action))
        {
            return [Finding.Of("expected an exception, found an answer", DifferenceKinds.AcceptedHere, load.Differences)];
        }

        var found = run.Results.Select(r => r with { Action = null });
        var mismatches = ResultComparison.Compare(action.GetProperty("results"), found).Select(m => Finding.Of(m.Text, m.Kind, [.. m.Codes, .. load.Differences]));
        var threw = action.GetProperty("exception").ValueKind != JsonValueKind.Null;
        return threw != (run.Broke is not null) ? mismatches.Append(new Finding($"expected exception {action.GetProperty("exception")}, found {run.Broke}", load.Differences))
            : !threw && CaseValues.Difference(action.GetProperty("output"), run.Output) is { } difference ? mismatches.Append(new Finding($"output {difference}", load.Differences))
            : mismatches;
    }

    private static IReadOnlyCollection<string> Codes(RuleSetLoad load, Verdict verdict, IEnumerable<string> own) => [.. own.Concat(verdict.Differences).Concat(load.Differences).Distinct()];

    private (FactsContract Contract, object?[] Values) Inputs(JsonElement run)
    {
        var inputs = run.TryGetProperty("inputs", out var given) && given.ValueKind == JsonValueKind.Object ? given.EnumerateObject().ToList() : [];
        var mode = (run.TryGetProperty("inputMode", out var own) ? own : one.TryGetProperty("inputMode", out var all) ? all : default) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        var positional = one.TryGetProperty("positional", out var by) && by.ValueKind == JsonValueKind.True;
        var read = inputs.Select((input, i) =>
        {
            var type = Type(run, input.Name) ?? Type(one, input.Name);
            var value = CaseFacts.Read(input.Value, mode, type is null ? null : types.Find(type));
            return (Input: new FactsInput(positional ? $"input{i + 1}" : input.Name, type is null || value is null ? typeof(object) : value.GetType()), Value: value);
        }).ToList();
        return (new FactsContract([.. read.Select(r => r.Input)]), [.. read.Select(r => r.Value)]);
    }

    private static string? Type(JsonElement owner, string input) =>
        owner.TryGetProperty("inputTypes", out var named) && named.ValueKind == JsonValueKind.Object && named.TryGetProperty(input, out var type) ? type.GetString() : null;
}
