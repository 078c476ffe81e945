using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests;

[TestFixture(DatabaseKind.SqliteFile)]
[TestFixture(DatabaseKind.Postgres)]
[TestFixture(DatabaseKind.SqlServer)]
internal sealed class ProposalTests(DatabaseKind kind) : StorageTests(kind)
{
    private static readonly Actor Administrator = new("admin");
    private static readonly Actor Approver = new("approver");
    private static readonly DateOnly Today = new(2026, 9, 1);

    [SetUp]
    public async Task Publish_what_decides_before()
    {
        await PublishAsync("sittings", "entry.Level <= 3");
        await PublishAsync("entries", "entry.Level <= 9", inject: "sittings");
    }

    [Test]
    public async Task A_proposal_changes_nothing_until_a_second_person_has_approved_it_and_then_decides()
    {
        var proposal = await ProposedAsync("entry.Level <= 4");
        Assert.That((proposal.State, proposal.ProposedBy, proposal.Why), Is.EqualTo((ProposalState.Proposed, "admin", "Level 4 is taught now")));
        Assert.That(Decide("sittings", 4), Is.EqualTo(Outcome.Refused));

        var approved = await Get<Approvals>().ApproveAsync(proposal.Id, null, "As agreed", Approver, default);
        Assert.That(approved.Refusal, Is.Null);
        Assert.That(Decide("sittings", 4), Is.EqualTo(Outcome.Refused), "approved is not live yet");

        var live = await Get<Approvals>().PublishAsync(proposal.Id, Approver, default);
        Assert.That(live.Refusal, Is.Null);
        Assert.That((live.Version!.Proposal, live.Version.ApprovedBy, live.Version.Origin), Is.EqualTo(((Guid?)proposal.Id, "approver", "cli")));
        Assert.That(live.Version.Comment, Does.Contain("Level 4 is taught now").And.Contain("admin"));
        Assert.That((Decide("sittings", 4), Decide("entries", 4)), Is.EqualTo((Outcome.Accepted, Outcome.Accepted)));
        Assert.That((await RowAsync(proposal.Id)).State, Is.EqualTo(ProposalState.Published));
        Assert.That((await EventsAsync("sittings")).Select(e => e.Action), Is.EqualTo(new[] { "published", "proposed", "approved", "published" }));
    }

    [TestCase("admin")]
    [TestCase("ADMIN")]
    public async Task Nobody_approves_a_change_of_their_own_not_even_an_administrator(string name)
    {
        var proposal = await ProposedAsync("entry.Level <= 4");
        var rows = await EverythingAsync();
        var result = await Get<Approvals>().ApproveAsync(proposal.Id, null, null, new Actor(name), default);
        Assert.That(result.Refusal!.Code, Is.EqualTo("own-change"));
        Assert.That(await EverythingAsync(), Is.EqualTo(rows));
    }

    [Test]
    public async Task Whoever_revised_it_does_not_approve_it_either_and_neither_does_the_one_before()
    {
        var proposal = await ProposedAsync("entry.Level <= 4");
        var revised = await Store.ReviseAsync(proposal.Id, null, Request("entry.Level <= 5"), Approver, default);
        await ReplayAsync(proposal.Id);
        Assert.That((revised.Refusal, revised.Proposal!.ProposedBy), Is.EqualTo(((Refusal?)null, "approver")));
        Assert.That((await ApproveAsync(proposal.Id, Approver)).Refusal!.Code, Is.EqualTo("own-change"));
        Assert.That((await ApproveAsync(proposal.Id, Administrator)).Refusal!.Code, Is.EqualTo("own-change"));
        Assert.That((await ApproveAsync(proposal.Id, new Actor("third"))).Refusal, Is.Null);
    }

    [Test]
    public async Task Nothing_is_approved_before_every_stored_decision_has_been_replayed()
    {
        var proposal = (await Store.ProposeAsync(Request("entry.Level <= 4"), Administrator, default)).Proposal!;
        Assert.That((await ApproveAsync(proposal.Id, Approver)).Refusal!.Code, Is.EqualTo("not-replayed"));
        await ReplayAsync(proposal.Id);
        Assert.That((await ApproveAsync(proposal.Id, Approver)).Refusal, Is.Null);
    }

    [Test]
    public async Task A_proposal_with_failing_cases_waits_and_is_not_approved()
    {
        var proposal = await ProposedAsync("entry.Level <= 2", Cases("Level 3 is good", 3, "Accepted"));
        var refusal = (await ApproveAsync(proposal.Id, Approver)).Refusal!;
        Assert.That((refusal.Code, refusal.Message.Contains("Level 3 is good", StringComparison.Ordinal)), Is.EqualTo(("cases-fail", true)));
    }

    [Test]
    public async Task Cases_of_a_set_that_injects_it_count_where_they_held_before()
    {
        await PublishAsync("entries", "entry.Level <= 9", inject: "sittings", cases: """
            { "cases": [
              { "name": "Level 3 enters", "facts": { "level": 3, "decisionDate": "2026-09-01" }, "expect": { "outcome": "Accepted" } },
              { "name": "Failed all along", "facts": { "level": 3, "decisionDate": "2026-09-01" }, "expect": { "outcome": "Refused" } } ] }
            """);
        var proposal = await ProposedAsync("entry.Level <= 2");
        Assert.That(ProposalChecks.Read(proposal.Checks).FailingCases.Select(c => c.Name), Is.EqualTo(new[] { "entries: Level 3 enters" }));
    }

    [Test]
    public async Task The_approval_falls_when_the_cases_change_and_says_so()
    {
        var proposal = await ApprovedAsync("entry.Level <= 4", Cases("Level 3 is good", 3, "Accepted"));
        await ChangeAsync(proposal.Id, p => p.Cases = Cases("Level 2 is good", 2, "Accepted"));
        await RefusedAsync(proposal.Id, "approval-void", "the cases have changed");
    }

    [Test]
    public async Task The_approval_falls_when_the_rules_change_and_says_so()
    {
        var proposal = await ApprovedAsync("entry.Level <= 4");
        await ChangeAsync(proposal.Id, p => p.Rules = Rules("sittings", "entry.Level <= 400"));
        await RefusedAsync(proposal.Id, "approval-void", "the rules have changed");
    }

    [Test]
    public async Task The_approval_falls_when_the_impact_report_changes_and_says_so()
    {
        var proposal = await ApprovedAsync("entry.Level <= 4");
        await ChangeAsync(proposal.Id, p => p.ImpactHash = new string('0', 64));
        await RefusedAsync(proposal.Id, "approval-void", "the impact report has changed");
    }

    [Test]
    public async Task The_approval_falls_with_a_new_edition_of_the_calendar_and_says_so()
    {
        var proposal = await ApprovedAsync("entry.Level <= 4");
        Host.Calendar.Becomes("2026-12-28");
        await RefusedAsync(proposal.Id, "approval-void", "the working calendar has another edition");
        Host.Calendar.Becomes("2026-12-25");
        Assert.That((await Get<Approvals>().PublishAsync(proposal.Id, Approver, default)).Refusal, Is.Null, "as it was approved");
    }

    [Test]
    public async Task The_approval_falls_when_another_version_has_come_between_and_stands_again_after_a_new_check_and_approval()
    {
        var proposal = await ApprovedAsync("entry.Level <= 4");
        await PublishAsync("sittings", "entry.Level <= 1");
        await RefusedAsync(proposal.Id, "approval-void", "another version decides now");

        await Store.CheckAgainAsync(proposal.Id, Approver, default);
        Assert.That((await Get<Approvals>().PublishAsync(proposal.Id, Approver, default)).Refusal!.Code, Is.EqualTo("not-approved"));
        await ReplayAsync(proposal.Id);
        Assert.That((await ApproveAsync(proposal.Id, Approver)).Refusal, Is.Null);
        Assert.That((await Get<Approvals>().PublishAsync(proposal.Id, Approver, default)).Refusal, Is.Null);
    }

    [Test]
    public async Task The_approval_falls_when_a_set_that_injects_it_changes_and_one_beside_it_does_not_matter()
    {
        var proposal = await ApprovedAsync("entry.Level <= 4");
        await PublishAsync("entries", "entry.Level <= 8", inject: "sittings");
        await RefusedAsync(proposal.Id, "approval-void", "injects it");

        var beside = await ApprovedAsync("entry.Level <= 7", set: "entries", inject: null);
        await PublishAsync("sittings", "entry.Level <= 2");
        Assert.That((await Get<Approvals>().PublishAsync(beside.Id, Approver, default)).Refusal, Is.Null);
    }

    [Test]
    public async Task A_revised_proposal_waits_for_approval_anew()
    {
        var proposal = await ApprovedAsync("entry.Level <= 4");
        await Store.ReviseAsync(proposal.Id, null, Request("entry.Level <= 5"), Administrator, default);
        await RefusedAsync(proposal.Id, "not-approved", "Proposed");
    }

    [Test]
    public async Task What_was_not_looked_at_is_not_approved()
    {
        var proposal = await ProposedAsync("entry.Level <= 4");
        await Store.ReviseAsync(proposal.Id, null, Request("entry.Level <= 50"), new Actor("third"), default);
        await ReplayAsync(proposal.Id);
        Assert.That((await Get<Approvals>().ApproveAsync(proposal.Id, proposal.Version, null, Approver, default)).Refusal!.Code, Is.EqualTo("changed-meanwhile"));
        Assert.That((await Get<Approvals>().ApproveAsync(proposal.Id, (await RowAsync(proposal.Id)).Version, null, Approver, default)).Refusal, Is.Null);
    }

    [Test]
    public async Task A_faulty_text_is_not_proposed_and_nothing_is_written()
    {
        var rows = await EverythingAsync();
        var result = await Store.ProposeAsync(Request("entry.Levl <= 4"), Administrator, default);
        Assert.That((result.Refusal!.Code, result.Diagnostics.Any(d => d.Message.Contains("Levl", StringComparison.Ordinal))), Is.EqualTo(("has-faults", true)));
        Assert.That((await Store.ProposeAsync(Request("entry.Level <= 3"), Administrator, default)).Refusal!.Code, Is.EqualTo("no-change"));
        Assert.That((await Store.ProposeAsync(Request("entry.Level <= 4") with { Why = " \n" }, Administrator, default)).Refusal!.Code, Is.EqualTo("without-why"));
        Assert.That(await EverythingAsync(), Is.EqualTo(rows));
    }

    [Test]
    public async Task A_repeated_request_finds_the_proposal_it_made()
    {
        var request = Request("entry.Level <= 4") with { Request = Host.NewRequest() };
        var first = await Store.ProposeAsync(request, Administrator, default);
        var again = await Store.ProposeAsync(request, Administrator, default);
        Assert.That((again.Unchanged, again.Proposal!.Id), Is.EqualTo((true, first.Proposal!.Id)));
        Assert.That((await Store.ProposeAsync(request with { Request = Host.NewRequest() }, Approver, default)).Refusal!.Code, Is.EqualTo("already-proposed"));
    }

    [Test]
    public async Task One_that_was_sent_back_with_a_comment_is_revised_and_one_withdrawn_is_over()
    {
        var proposal = await ProposedAsync("entry.Level <= 4");
        Assert.That((await Store.SendBackAsync(proposal.Id, null, "", Approver, default)).Refusal!.Code, Is.EqualTo("without-comment"));
        var back = await Store.SendBackAsync(proposal.Id, null, "Level 5 too, please", Approver, default);
        Assert.That((back.Proposal!.State, back.Proposal.Comment), Is.EqualTo((ProposalState.SentBack, "Level 5 too, please")));
        Assert.That((await ApproveAsync(proposal.Id, Approver)).Refusal!.Code, Is.EqualTo("wrong-state"));
        Assert.That((await Store.ReviseAsync(proposal.Id, null, Request("entry.Level <= 5"), Administrator, default)).Proposal!.State, Is.EqualTo(ProposalState.Proposed));
        Assert.That((await Store.WithdrawAsync(proposal.Id, null, "Not mine", Approver, default)).Refusal!.Code, Is.EqualTo("not-yours"));
        Assert.That((await Store.WithdrawAsync(proposal.Id, null, "Not now", Administrator, default)).Proposal!.State, Is.EqualTo(ProposalState.Withdrawn));
        Assert.That((await Store.ReviseAsync(proposal.Id, null, Request("entry.Level <= 6"), Administrator, default)).Refusal!.Code, Is.EqualTo("wrong-state"));
    }

    [Test]
    public async Task A_changed_file_is_one_draft_on_two_hosts_and_nobody_approves_it_before_somebody_has_put_a_name_to_it()
    {
        var other = AnotherHost();
        await other.RuleSets.RefreshAsync(default);
        var content = Content("sittings", "entry.Level <= 4");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Task.Run(() => (n % 2 == 0 ? Host : other).Get<ProposalStore>().DraftAsync(content, new Actor("files"), default))));
        var draft = (await Host.AllAsync<ProposalRow>()).Single();
        Assert.That((draft.State, draft.Why), Is.EqualTo((ProposalState.Draft, (string?)null)));
        await ReplayAsync(draft.Id);
        Assert.That((await ApproveAsync(draft.Id, Approver)).Refusal!.Code, Is.EqualTo("nobodys"));

        var proposed = await Store.ProposeAsync(Request("entry.Level <= 4"), Administrator, default);
        Assert.That((proposed.Proposal!.Id, proposed.Proposal.State), Is.EqualTo((draft.Id, ProposalState.Proposed)));
        await ReplayAsync(draft.Id);
        Assert.That((await ApproveAsync(draft.Id, Administrator)).Refusal!.Code, Is.EqualTo("own-change"));
        Assert.That((await ApproveAsync(draft.Id, Approver)).Refusal, Is.Null);
    }

    [Test]
    public async Task A_file_that_changes_again_supersedes_its_draft_and_one_changed_back_leaves_none()
    {
        await Store.DraftAsync(Content("sittings", "entry.Level <= 4"), new Actor("files"), default);
        await Store.DraftAsync(Content("sittings", "entry.Level <= 5"), new Actor("files"), default);
        Assert.That((await Host.AllAsync<ProposalRow>()).Select(p => p.State), Is.EquivalentTo(new[] { ProposalState.Superseded, ProposalState.Draft }));
        await Store.DraftAsync(Content("sittings", "entry.Level <= 3"), new Actor("files"), default);
        Assert.That((await Host.AllAsync<ProposalRow>()).Select(p => p.State), Is.All.EqualTo(ProposalState.Superseded));
    }

    [Test]
    public async Task Where_approval_is_needed_one_person_goes_back_to_an_approved_version_and_to_no_other()
    {
        var strict = AnotherHost(approvalNeeded: true);
        await strict.RuleSets.RefreshAsync(default);
        var unapproved = (await Host.AllAsync<RuleSetVersionRow>()).Single(v => v.Name == "sittings");
        var approved = await ApprovedAsync("entry.Level <= 4");
        var version = (await Get<Approvals>().PublishAsync(approved.Id, Approver, default)).Version!;
        await PublishAsync("sittings", "entry.Level <= 5");
        var rows = await EverythingAsync();
        Assert.That((await strict.RuleSets.RollBackAsync(unapproved.Id, "Level 4 was a slip", Administrator, default)).Refusal!.Code, Is.EqualTo("never-approved"));
        Assert.That(await EverythingAsync(), Is.EqualTo(rows));

        var back = await strict.RuleSets.RollBackAsync(version.Id, "Level 5 was a slip", Administrator, default);
        Assert.That((back.Refused, back.Version!.ContentHash, back.Version.ApprovedBy, back.Version.PublishedBy), Is.EqualTo((false, version.ContentHash, "approver", "admin")));
        var audited = (await EventsAsync("sittings"))[^1];
        Assert.That((audited.Action, audited.By, audited.Text.Contains("alone", StringComparison.Ordinal)), Is.EqualTo(("rolled-back", "admin", true)));
        Assert.That(() => strict.RuleSets.RollBackAsync(version.Id, " ", Administrator, default), Throws.ArgumentException);
    }

    [Test]
    public async Task Another_host_decides_by_it_once_it_has_looked_and_a_decision_in_flight_keeps_its_version()
    {
        var other = AnotherHost();
        await other.RuleSets.RefreshAsync(default);
        var inFlight = other.RuleSets.Current("entries");
        var proposal = await ApprovedAsync("entry.Level <= 4");
        await Get<Approvals>().PublishAsync(proposal.Id, Approver, default);
        await other.RuleSets.RefreshAsync(default);
        Assert.That(other.RuleSets.Current("entries").Decide(new TestFacts(4), Today).Outcome, Is.EqualTo(Outcome.Accepted));
        Assert.That(inFlight.Decide(new TestFacts(4), Today).Outcome, Is.EqualTo(Outcome.Refused));
    }

    [Test]
    public async Task Of_two_hosts_that_publish_it_at_once_one_does()
    {
        var other = AnotherHost();
        await other.RuleSets.RefreshAsync(default);
        var proposal = await ApprovedAsync("entry.Level <= 4");
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Task.Run(() => (n % 2 == 0 ? Host : other).Get<Approvals>().PublishAsync(proposal.Id, Approver, default))));
        Assert.That(results.Count(r => r.Version is not null), Is.EqualTo(1));
        Assert.That(results.Where(r => r.Version is null).Select(r => r.Refusal!.Code).Distinct(), Is.SubsetOf(new[] { "not-approved", "changed-meanwhile", "approval-void" }));
        Assert.That((await Host.AllAsync<RuleSetVersionRow>()).Count(v => v.Name == "sittings"), Is.EqualTo(2));
    }

    [Test]
    public async Task One_host_replays_a_proposal_at_a_time_and_another_takes_over_from_one_that_has_died()
    {
        var proposal = (await Store.ProposeAsync(Request("entry.Level <= 4"), Administrator, default)).Proposal!;
        var other = AnotherHost();
        await other.RuleSets.RefreshAsync(default);
        var taken = await Get<ReplayQueue>().TakeAsync(null, default);
        Assert.That(taken!.Affected.Select(s => s.Name), Is.EqualTo(new[] { "sittings", "entries" }), "decisions of the set that injects it are replayed too");
        Assert.That(await other.Get<ReplayQueue>().TakeAsync(null, default), Is.Null);
        Clock.Now += ReplayQueue.Patience;
        Assert.That(await other.Get<ReplayQueue>().TakeAsync(null, default), Is.Null);
        Clock.Now += TimeSpan.FromTicks(1);
        Assert.That((await other.Get<ReplayQueue>().TakeAsync(null, default))?.Proposal, Is.EqualTo(proposal.Id));
    }

    [Test]
    public async Task The_report_of_a_text_that_was_replaced_meanwhile_is_dropped()
    {
        var proposal = (await Store.ProposeAsync(Request("entry.Level <= 4"), Administrator, default)).Proposal!;
        var order = await Get<ReplayQueue>().TakeAsync(null, default);
        await Store.ReviseAsync(proposal.Id, null, Request("entry.Level <= 5"), Administrator, default);
        Assert.That(await Get<ReplayQueue>().FinishAsync(order!, "{}", new string('1', 64), default), Is.False);
        Assert.That((await RowAsync(proposal.Id)).Impact, Is.Null);
    }

    [Test]
    public async Task The_audit_trail_proves_itself_and_shows_a_line_that_was_altered()
    {
        await ApprovedAsync("entry.Level <= 4");
        await using var database = await Host.OpenAsync();
        Assert.That(await AuditTrail.VerifyAsync(database, "sittings", default), Is.Null);
        await database.Set<PublishingEventRow>().Where(e => e.RuleSet == "sittings" && e.Sequence == 2).ExecuteUpdateAsync(set => set.SetProperty(e => e.By, "somebody else"));
        Assert.That(await AuditTrail.VerifyAsync(database, "sittings", default), Is.EqualTo(2));
    }

    private ProposalStore Store => Get<ProposalStore>();

    private T Get<T>()
        where T : notnull => Host.Get<T>();

    private Outcome Decide(string name, int level) => Host.RuleSets.Current(name).Decide(new TestFacts(level), Today).Outcome;

    private async Task PublishAsync(string set, string expression, string? inject = null, string? cases = null) =>
        Assert.That((await Host.RuleSets.PublishAllAsync([RuleSetContent.Of(set, Rules(set, expression, inject), cases)], "file", TestHost.Staff, default))[0].Refused, Is.False);

    private async Task<ProposalRow> ProposedAsync(string expression, string? cases = null, string set = "sittings", string? inject = null)
    {
        var result = await Store.ProposeAsync(new ProposalRequest(RuleSetContent.Of(set, Rules(set, expression, inject), cases), "Level 4 is taught now", "cli"), Administrator, default);
        Assert.That(result.Refusal, Is.Null);
        await ReplayAsync(result.Proposal!.Id);
        return await RowAsync(result.Proposal.Id);
    }

    private async Task<ProposalRow> ApprovedAsync(string expression, string? cases = null, string set = "sittings", string? inject = null)
    {
        var proposal = await ProposedAsync(expression, cases, set, inject);
        Assert.That((await ApproveAsync(proposal.Id, Approver)).Refusal, Is.Null);
        return proposal;
    }

    private Task<ProposalResult> ApproveAsync(Guid id, Actor actor) => Get<Approvals>().ApproveAsync(id, null, null, actor, default);

    /// <summary>What a host does once it has replayed everything.</summary>
    private async Task ReplayAsync(Guid id)
    {
        if (await Get<ReplayQueue>().TakeAsync(id, default) is { } order)
        {
            await Get<ReplayQueue>().FinishAsync(order, "{}", new string('1', 64), default);
        }
    }

    /// <summary>A refused publish changes no row of any table that publishing writes.</summary>
    private async Task RefusedAsync(Guid id, string code, string words)
    {
        var rows = await EverythingAsync();
        var result = await Get<Approvals>().PublishAsync(id, Approver, default);
        Assert.That((result.Refusal?.Code, result.Version), Is.EqualTo((code, (RuleSetVersionRow?)null)));
        Assert.That(result.Refusal!.Message, Does.Contain(words));
        Assert.That(await EverythingAsync(), Is.EqualTo(rows));
    }

    private async Task<IReadOnlyList<string>> EverythingAsync() =>
    [
        .. (await Host.AllAsync<RuleSetVersionRow>()).Select(CanonicalJson.Write).Order(StringComparer.Ordinal),
        .. (await Host.AllAsync<ProposalRow>()).Select(CanonicalJson.Write).Order(StringComparer.Ordinal),
        .. (await Host.AllAsync<PublishingEventRow>()).Select(CanonicalJson.Write).Order(StringComparer.Ordinal),
        .. (await Host.AllAsync<RefusedChangeRow>()).Select(CanonicalJson.Write).Order(StringComparer.Ordinal),
    ];

    private async Task<IReadOnlyList<PublishingEventRow>> EventsAsync(string set) =>
        [.. (await Host.AllAsync<PublishingEventRow>()).Where(e => e.RuleSet == set).OrderBy(e => e.Sequence)];

    private async Task<ProposalRow> RowAsync(Guid id) => (await Host.AllAsync<ProposalRow>()).Single(p => p.Id == id);

    /// <summary>Somebody reaches into the database behind the product's back.</summary>
    private async Task ChangeAsync(Guid id, Action<ProposalRow> change)
    {
        await using var database = await Host.OpenAsync();
        change(await database.Set<ProposalRow>().SingleAsync(p => p.Id == id));
        await database.SaveChangesAsync();
    }

    private static ProposalRequest Request(string expression) => new(Content("sittings", expression), "Because", "cli");

    private static RuleSetContent Content(string set, string expression) => RuleSetContent.Of(set, Rules(set, expression), null);

    private static string Cases(string name, int level, string outcome) =>
        $$"""{ "cases": [ { "name": "{{name}}", "facts": { "level": {{level}}, "decisionDate": "2026-09-01" }, "expect": { "outcome": "{{outcome}}" } } ] }""";

    private static string Rules(string set, string expression, string? inject = null) => $$"""
        [ { "WorkflowName": "{{set}}", "WorkflowsToInject": [{{(inject is null ? "" : $"\"{inject}\"")}}],
            "Rules": [ { "RuleName": "In_{{set}}", "Expression": "{{expression}}", "ErrorMessage": "Too high." } ] } ]
        """;
}
