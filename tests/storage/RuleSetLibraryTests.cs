using System.Text;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests;

[TestFixture(DatabaseKind.SqliteFile)]
[TestFixture(DatabaseKind.Postgres)]
internal sealed class RuleSetLibraryTests(DatabaseKind kind) : StorageTests(kind)
{
    private static readonly DateOnly Today = new(2026, 9, 1);

    [Test]
    public async Task Published_rules_decide_at_once_and_a_new_version_replaces_them()
    {
        var first = await PublishAsync("sittings", Rules("sittings", "entry.Level <= 3"));
        Assert.That((first.Refused, first.Unchanged, first.Version!.IsCurrent), Is.EqualTo((false, false, true)));
        Assert.That((Decide("sittings", 3), Decide("sittings", 4)), Is.EqualTo((Outcome.Accepted, Outcome.Refused)));

        await PublishAsync("sittings", Rules("sittings", "entry.Level <= 4"));
        Assert.That((Decide("sittings", 4), Decide("sittings", 5)), Is.EqualTo((Outcome.Accepted, Outcome.Refused)));
        Assert.That((await Host.AllAsync<RuleSetVersionRow>()).Count(v => v.IsCurrent), Is.EqualTo(1));
    }

    [Test]
    public async Task Content_that_is_current_already_is_unchanged()
    {
        await PublishAsync("sittings", Rules("sittings", "entry.Level <= 3"));
        var again = await PublishAsync("sittings", Rules("sittings", "entry.Level <= 3"));
        Assert.That((again.Unchanged, again.Version), Is.EqualTo((true, (RuleSetVersionRow?)null)));
        Assert.That(await Host.AllAsync<RuleSetVersionRow>(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_broken_content_is_refused_with_its_place_until_a_good_one_comes_and_the_last_good_one_decides()
    {
        await PublishAsync("sittings", Rules("sittings", "entry.Level <= 3"));
        var broken = await PublishAsync("sittings", Rules("sittings", "entry.Levl <= 9"));
        await PublishAsync("sittings", Rules("sittings", "entry.Levl <= 9"));
        Assert.That(broken.Refused, Is.True);
        Assert.That(broken.Diagnostics.Single(d => d.IsError).Line, Is.GreaterThan(1));
        Assert.That(Decide("sittings", 4), Is.EqualTo(Outcome.Refused));

        var refused = (await Host.AllAsync<RefusedChangeRow>()).Single();
        Assert.That((refused.Kind, refused.Name, refused.IsOpen, refused.By), Is.EqualTo(("rule-set", "sittings", true, "staff")));
        Assert.That(refused.Diagnostics, Does.Contain("Levl"));

        await PublishAsync("sittings", Rules("sittings", "entry.Levels <= 9"));
        Assert.That((await Host.AllAsync<RefusedChangeRow>()).Count(r => r.IsOpen), Is.EqualTo(1), "one open change for each name");
        await PublishAsync("sittings", Rules("sittings", "entry.Level <= 3"));
        Assert.That((await Host.AllAsync<RefusedChangeRow>()).Count(r => r.IsOpen), Is.Zero);
    }

    [Test]
    public async Task A_name_that_nothing_decides_by_is_refused()
    {
        var result = await PublishAsync("weather", Rules("weather", "entry.Level <= 3"));
        Assert.That(result.Diagnostics.Single().Code, Is.EqualTo("STO001"));
        Assert.That(() => Host.RuleSets.Current("weather"), Throws.TypeOf<KeyNotFoundException>());
    }

    [Test]
    public async Task A_change_that_breaks_the_set_that_injects_it_is_refused()
    {
        await PublishAsync("sittings", Rules("sittings", "entry.Level <= 3"));
        await PublishAsync("entries", Rules("entries", "entry.Level <= 9", inject: "sittings"));
        var clash = await PublishAsync("sittings", Rules("sittings", "entry.Level <= 3", name: "InEntries"));
        Assert.That(clash.Refused, Is.True, "both sets would have a rule InEntries");
        Assert.That(Decide("entries", 9), Is.EqualTo(Outcome.Refused), "as before");

        var good = await PublishAsync("sittings", Rules("sittings", "entry.Level <= 2", name: "Sittings"));
        Assert.That(good.Refused, Is.False);
        Assert.That((Decide("entries", 2), Decide("entries", 3)), Is.EqualTo((Outcome.Accepted, Outcome.Refused)), "the set that injects it is recompiled with it");
        Assert.That(Host.RuleSets.Current("entries").Used.Keys, Is.EquivalentTo(new[] { "entries", "sittings" }));
    }

    [Test]
    public async Task Several_new_sets_are_published_together_whatever_their_order()
    {
        var results = await Host.RuleSets.PublishAllAsync(
            [Content("entries", Rules("entries", "entry.Level <= 9", inject: "sittings")), Content("sittings", Rules("sittings", "entry.Level <= 3", name: "Sittings"))],
            "shipped", TestHost.Staff, default);
        Assert.That(results.SelectMany(r => r.Diagnostics), Is.Empty);
        Assert.That(results.Select(r => r.Version!.Name), Is.EqualTo(new[] { "entries", "sittings" }));
        Assert.That(Decide("entries", 4), Is.EqualTo(Outcome.Refused));
    }

    [Test]
    public async Task Of_several_sets_the_broken_one_is_refused_and_those_that_do_not_need_it_stand()
    {
        var results = await Host.RuleSets.PublishAllAsync(
            [Content("entries", Rules("entries", "entry.Levl <= 9")), Content("sittings", Rules("sittings", "entry.Level <= 3"))], "shipped", TestHost.Staff, default);
        Assert.That(results.Select(r => r.Refused), Is.EqualTo(new[] { true, false }));
        Assert.That(Host.RuleSets.Names, Is.EqualTo(new[] { "sittings" }));
    }

    [Test]
    public async Task Failing_cases_are_a_warning_that_stays_on_the_version()
    {
        var cases = """{ "cases": [ { "name": "Level 3 is good", "facts": { "level": 3, "decisionDate": "2026-09-01" }, "expect": { "outcome": "Accepted" } } ] }""";
        var good = await PublishAsync("sittings", Rules("sittings", "entry.Level <= 3"), cases);
        Assert.That(good.Diagnostics, Is.Empty);
        Assert.That(good.FailingCases, Is.Empty);
        Assert.That(((RuleSetVersionRow)good.Version!).Warnings, Is.Null);

        var stricter = await PublishAsync("sittings", Rules("sittings", "entry.Level <= 2"), cases);
        Assert.That(stricter.Refused, Is.False);
        Assert.That(stricter.FailingCases.Single().Name, Is.EqualTo("Level 3 is good"));
        Assert.That((await Host.AllAsync<RuleSetVersionRow>()).Single(v => v.IsCurrent).Warnings, Does.Contain("Level 3 is good"));
    }

    [Test]
    public async Task An_earlier_version_is_made_current_again_and_the_history_says_by_whom()
    {
        var first = await PublishAsync("sittings", Rules("sittings", "entry.Level <= 3"));
        Clock.Now = Clock.Now.AddDays(1);
        await PublishAsync("sittings", Rules("sittings", "entry.Level <= 9"));
        Clock.Now = Clock.Now.AddDays(1);
        var back = await Host.RuleSets.RollBackAsync(first.Version!.Id, "Nine was a slip", new Actor("admin"), default);

        Assert.That((back.Version!.Origin, back.Version.PublishedBy, back.Version.ContentHash), Is.EqualTo(("rollback", "admin", first.Version.ContentHash)));
        Assert.That(back.Version.Comment, Does.Contain("2026-09-01").And.Contain("Nine was a slip"));
        Assert.That((await Host.AllAsync<PublishingEventRow>()).OrderBy(e => e.Sequence).Select(e => (e.Action, e.By)),
            Is.EqualTo(new[] { ("published", "staff"), ("published", "staff"), ("rolled-back", "admin") }));
        Assert.That(back.Version.Cases, Is.Null);
        Assert.That(Decide("sittings", 4), Is.EqualTo(Outcome.Refused));
        Assert.That((await Host.AllAsync<RuleSetVersionRow>()).Count, Is.EqualTo(3));
        Assert.That(() => Host.RuleSets.RollBackAsync(Host.NewRequest(), "any", TestHost.Staff, default), Throws.TypeOf<KeyNotFoundException>());
    }

    [Test]
    public async Task Another_host_takes_over_what_was_published_when_it_refreshes()
    {
        await PublishAsync("sittings", Rules("sittings", "entry.Level <= 3"));
        var other = AnotherHost();
        Assert.That(() => other.RuleSets.Current("sittings"), Throws.TypeOf<KeyNotFoundException>());
        await other.RuleSets.RefreshAsync(default);
        var compiled = other.RuleSets.Current("sittings");
        await other.RuleSets.RefreshAsync(default);
        Assert.That(other.RuleSets.Current("sittings"), Is.SameAs(compiled), "nothing had changed");

        await PublishAsync("sittings", Rules("sittings", "entry.Level <= 9"));
        await other.RuleSets.RefreshAsync(default);
        Assert.That(other.RuleSets.Current("sittings").Decide(new TestFacts(9), Today).Outcome, Is.EqualTo(Outcome.Accepted));
    }

    [Test]
    public async Task Two_hosts_that_publish_one_name_at_once_leave_one_current_version()
    {
        var other = AnotherHost();
        await Task.WhenAll(Enumerable.Range(1, 6).Select(n => Task.Run(() => PublishAsync("sittings", Rules("sittings", $"entry.Level <= {n}"), library: (n % 2 == 0 ? Host : other).RuleSets))));
        var versions = await Host.AllAsync<RuleSetVersionRow>();
        Assert.That((versions.Count, versions.Count(v => v.IsCurrent)), Is.EqualTo((6, 1)));
    }

    private Outcome Decide(string name, int level) => Host.RuleSets.Current(name).Decide(new TestFacts(level), Today).Outcome;

    private Task<PublishResult> PublishAsync(string name, string rules, string? cases = null, RuleSetLibrary? library = null) =>
        (library ?? Host.RuleSets).PublishAsync(name, $"{name}/rules.json", Utf8(rules), cases is null ? default(ReadOnlyMemory<byte>?) : Utf8(cases), "file", TestHost.Staff, default);

    private static RuleSetContent Content(string name, string rules) => new(name, $"{name}/rules.json", Utf8(rules), null);

    private static ReadOnlyMemory<byte> Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Rules(string set, string expression, string? inject = null, string? name = null) => $$"""
        [
          {
            "WorkflowName": "{{set}}",
            "WorkflowsToInject": [{{(inject is null ? "" : $"\"{inject}\"")}}],
            "Rules": [
              { "RuleName": "{{name ?? "In" + char.ToUpperInvariant(set[0]) + set[1..]}}", "Expression": "{{expression}}", "ErrorMessage": "Too high." }
            ]
          }
        ]
        """;
}
