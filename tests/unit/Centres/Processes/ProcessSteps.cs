using OcrWorkflows.Centres;
using OcrWorkflows.Centres.Facts;
using OcrWorkflows.Rules;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Tests.Runtime;

namespace OcrWorkflows.Tests.Centres.Processes;

/// <summary>Steps of the shipped processes. What they decide is decided by the rule sets that are shipped, from the facts that the definition tells.</summary>
internal static class ProcessSteps
{
    public static Story Begin(string definition, string utc, params (string Name, object? Value)[] input) =>
        new Story(ProductDefinitions.Load(definition)).At(utc).Start(Members(input));

    public static Dictionary<string, object?> Members(params (string Name, object? Value)[] members) => members.ToDictionary(m => m.Name, m => m.Value);

    public static Story Do(this Story story, string task, params (string Name, object? Value)[] answer) => story.Task(task, Members(answer));

    public static EffectRequest Asked(this Story story, string activity)
    {
        var asked = story.Last!.Effects.Where(e => e.ActivityId == activity).ToList();
        Assert.That(asked, Has.Count.EqualTo(1), $"{activity} in: {story.LastLines}; waits at {string.Join(", ", story.WaitsAt)}; {string.Join(' ', story.State!.Incidents.Select(i => i.Message))}");
        return asked[0];
    }

    /// <summary>The decision asked for, made by its rule set; it must come out as expected.</summary>
    public static Story Decided(this Story story, string activity, Outcome expected)
    {
        var request = story.Asked(activity);
        var name = (string)request.Inputs["ruleSet"]!;
        var contract = new CentresFacts().For(name)!;
        var today = WorkingCalendar.LocalDate(story.Now);
        var facts = GivenFacts.Read(contract, (IReadOnlyDictionary<string, object?>)request.Inputs["facts"]!, today, activity);
        var verdict = Load(name, contract).Decide(facts, today);
        Assert.That(verdict.Outcome, Is.EqualTo(expected), $"{activity}: {string.Join(' ', verdict.Refusals.Select(r => r.Message))}");
        return story.Done(activity, verdict.Outcome.ToString(), Members(
            ("decision", "d1"), ("messages", verdict.Refusals.Select(r => (object?)r.Message).ToArray()), ("remedies", verdict.Refusals.Select(r => (object?)r.Remedy).ToArray())));
    }

    /// <summary>A letter of that kind is asked for, and written.</summary>
    public static Story Sent(this Story story, string activity, string kind)
    {
        Assert.That(story.Asked(activity).Inputs["kind"], Is.EqualTo(kind));
        return story.Done(activity);
    }

    public static Story Ends(this Story story, string at)
    {
        Assert.That(story.State!.SubStatus, Is.EqualTo(InstanceSubStatus.Finished), $"waits at {string.Join(", ", story.WaitsAt)}");
        Assert.That(story.LastLines, Does.Contain($"{at}.Completed"));
        return story;
    }

    private static RuleSet Load(string name, FactsContract contract)
    {
        var file = $"rule-sets/{name}/rules.json";
        var load = RuleSetLoader.Load(new RuleSource(name, file, ProductFiles.Read(file)), new Dictionary<string, RuleSource>(), contract);
        return load.RuleSet ?? throw new AssertionException(string.Join('\n', load.Diagnostics));
    }
}
