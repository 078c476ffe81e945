using OcrWorkflows.Centres.Clauses;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Tests.Architecture;

namespace OcrWorkflows.Tests.Clauses;

/// <summary>Each of the published statements is enforced by something that can be named, or says why not.</summary>
public sealed class ClauseMapTests
{
    private const int MostGuidance = 25;

    private static readonly ReferenceData Reference = ReferenceReader.Read(Repository.PathTo("rule-sets")).Data!;
    private static readonly Clause Shown = new("R1", "entries", "One thing must hold.", "Centre");

    [Test]
    public void Every_clause_is_enforced_or_guidance_or_listed_as_not_yet_enforced_and_nothing_else_is()
    {
        var map = Shipped();

        Assert.That(map.Faults, Is.Empty, string.Join('\n', map.Faults));
        Assert.That(map.Clauses, Has.Count.EqualTo(154));
        Assert.That(map.Clauses.Where(c => c.State == ClauseState.NotYetEnforced).Select(c => c.Clause.Id), Is.EquivalentTo(Reference.NotYetEnforced));
        Assert.That(map.Count(ClauseState.Guidance), Is.AtMost(MostGuidance));
    }

    [Test]
    public void Every_test_that_is_named_exists()
    {
        var known = TestNames.All();

        Assert.That(Reference.Clauses.SelectMany(c => c.Tests).Distinct().Where(t => !known.Contains(t)), Is.Empty);
        Assert.That(Reference.Clauses.SelectMany(c => c.Tests), Is.Not.Empty);
    }

    [TestCase("OcrWorkflows.Tests.Clauses.ClauseMapTests.A_test_that_was_never_written")]
    [TestCase("OcrWorkflows.Tests.Centres.ClauseMapTests.Every_test_that_is_named_exists")]
    [TestCase("claims: A case that was never written")]
    [TestCase("fees: A claim years after the entry is taken: there is no deadline")]
    public void A_name_that_is_none_is_not_found(string planted) => Assert.That(TestNames.All(), Does.Not.Contain(planted));

    [TestCase("OcrWorkflows.Tests.Clauses.ClauseMapTests.A_name_that_is_none_is_not_found")]
    [TestCase("claims: A claim years after the entry is taken: there is no deadline")]
    public void A_name_that_is_one_is_found(string name) => Assert.That(TestNames.All(), Does.Contain(name));

    [Test]
    public void A_clause_that_nothing_enforces_is_a_fault() => Assert.That(Faults([Shown]), Is.EqualTo(new[] { "REF012" }));

    [Test]
    public void A_rule_an_activity_or_a_test_is_enough()
    {
        Assert.That(Faults([Shown], rules: [new("resit", "Limit", ["R1"])]), Is.Empty);
        Assert.That(Faults([Shown], activities: [new("claim", "wait", ["R1"])]), Is.Empty);
        Assert.That(Faults([Shown with { Tests = ["A.B.C"] }]), Is.Empty);
    }

    [Test]
    public void Guidance_is_enough_and_a_fault_beside_something_that_enforces_it()
    {
        var guidance = Shown with { Guidance = "Advice." };

        Assert.That(Faults([guidance]), Is.Empty);
        Assert.That(Faults([guidance], rules: [new("resit", "Limit", ["R1"])]), Is.EqualTo(new[] { "REF013" }));
    }

    [Test]
    public void Not_yet_enforced_is_said_of_exactly_what_nothing_enforces()
    {
        Assert.That(Faults([Shown], notYet: ["R1"]), Is.Empty);
        Assert.That(Faults([Shown], notYet: ["R1"], rules: [new("resit", "Limit", ["R1"])]), Is.EqualTo(new[] { "REF013" }));
        Assert.That(Faults([Shown with { Guidance = "Advice." }], notYet: ["R1"]), Is.EqualTo(new[] { "REF013" }));
    }

    [Test]
    public void A_rule_without_a_clause_is_a_fault() =>
        Assert.That(Faults([Shown], rules: [new("resit", "Limit", ["R1"]), new("resit", "Stray", [])]), Is.EqualTo(new[] { "REF015" }));

    [Test]
    public void A_clause_that_does_not_exist_is_a_fault_wherever_it_is_named()
    {
        Assert.That(Faults([Shown], rules: [new("resit", "Limit", ["R1", "R999"])]), Is.EqualTo(new[] { "REF014" }));
        Assert.That(Faults([Shown], activities: [new("claim", "wait", ["R1", "R999"])]), Is.EqualTo(new[] { "REF014" }));
        Assert.That(Faults([Shown with { Guidance = "Advice." }], notYet: ["R999"]), Is.EqualTo(new[] { "REF014" }));
    }

    [Test]
    public void Rules_cite_one_clause_or_a_list_and_activities_are_found_however_deep_they_stand()
    {
        var rules = Citations.OfRules("resit", """[{"Rules":[{"RuleName":"One","Properties":{"clause":"R1"}},{"RuleName":"Two","Properties":{"clause":["R1","R2"]}},{"RuleName":"None"}]}]"""u8);
        var activities = Citations.OfDefinition("x", """{"definitionId":"claim","root":{"activities":[{"id":"a","customProperties":{"clause":"R3"}},{"id":"b","body":{"activities":[{"id":"c","customProperties":{"clause":["R4"]}}]}}]}}"""u8);

        Assert.That(rules.Select(r => $"{r}: {string.Join(' ', r.Clauses)}"), Is.EqualTo(new[] { "resit/One: R1", "resit/Two: R1 R2", "resit/None: " }));
        Assert.That(activities.Select(a => $"{a}: {string.Join(' ', a.Clauses)}"), Is.EqualTo(new[] { "claim/a: R3", "claim/c: R4" }));
    }

    [Test]
    public void Another_edition_differs_in_what_it_adds_removes_and_rewords()
    {
        Clause[] now = [Shown, new("R2", "entries", "Another thing.", "Centre"), new("R3", "entries", "A third.", "Centre") { Tests = ["A.B.C"] }];
        Clause[] then = [new("R4", "entries", "New.", "Centre"), now[2] with { Tests = [], Guidance = "Ours." }, Shown with { Text = "One thing must hold by Friday." }];

        Assert.That(ClauseChange.Between(now, then).Select(c => (c.Id, c.Kind)),
            Is.EqualTo(new[] { ("R1", ClauseChangeKind.Reworded), ("R2", ClauseChangeKind.Removed), ("R4", ClauseChangeKind.Added) }));
        Assert.That(ClauseChange.Between(now, now), Is.Empty);
    }

    private static IEnumerable<string> Faults(Clause[] clauses, string[]? notYet = null, Citation[]? rules = null, Citation[]? activities = null) =>
        ClauseMap.Of(clauses, notYet ?? [], rules ?? [], activities ?? []).Faults.Select(f => f.Code);

    private static ClauseMap Shipped() => ClauseMap.Of(
        Reference.Clauses,
        Reference.NotYetEnforced,
        [.. Repository.Files("rule-sets", "rules.json").SelectMany(f => Citations.OfRules(f.Split('/')[^2], File.ReadAllBytes(Repository.PathTo(f))))],
        [.. Repository.Files("workflows/definitions", "*.json").SelectMany(f => Citations.OfDefinition(f, File.ReadAllBytes(Repository.PathTo(f))))]);
}
