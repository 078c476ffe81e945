using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests;

[TestFixture(DatabaseKind.SqliteFile)]
[TestFixture(DatabaseKind.Postgres)]
internal sealed class DefinitionProposalTests(DatabaseKind kind) : StorageTests(kind)
{
    private static readonly Actor s_author = new("author");
    private static readonly Actor s_second = new("second");

    private ProposalStore Store => Host.Get<ProposalStore>();

    private Approvals Approvals => Host.Get<Approvals>();

    [Test]
    public async Task A_definition_is_proposed_checked_against_waiting_instances_and_approved_by_a_second_person()
    {
        await Host.PublishAsync(Before);
        var running = await Host.StartAsync("steps");
        var proposal = (await ProposeAsync(After)).Proposal!;
        var checks = ProposalChecks.Read(proposal.Checks).Running!;
        Assert.That((checks.Unfinished, checks.Versions.Single().Version), Is.EqualTo((1, 1)));
        Assert.That(checks.Versions[0].WithoutTarget.Single(), Has.Property("Activity").EqualTo("go").And.Property("Instances").EqualTo(1).And.Property("Why").Contains("no such activity"));
        Assert.That(Host.Definitions.CurrentVersion("steps").Version, Is.EqualTo(1), "nothing has changed yet");

        Assert.That((await Approvals.ApproveAsync(proposal.Id, null, null, s_author, default)).Refusal!.Code, Is.EqualTo("own-change"));
        Assert.That((await Approvals.PublishAsync(proposal.Id, s_second, default)).Refusal!.Code, Is.EqualTo("not-approved"));
        Assert.That((await Approvals.ApproveAsync(proposal.Id, null, null, s_second, default)).Refusal, Is.Null, "there is no replay to wait for");
        var live = await Approvals.PublishAsync(proposal.Id, s_second, default);
        Assert.That((live.Refusal, live.Version!.ApprovedBy), Is.EqualTo(((Refusal?)null, "second")));
        Assert.That(Host.Definitions.CurrentVersion("steps").Version, Is.EqualTo(2));
        Assert.That((await Host.AllAsync<InstanceRow>()).Single(i => i.Id == running).DefinitionVersion, Is.EqualTo(1), "a running instance keeps its version");
        Assert.That((await Host.AllAsync<PublishingEventRow>()).OrderBy(e => e.Sequence).Select(e => (e.RuleSet, e.Action)), Is.EqualTo(new[]
        {
            ("workflow/steps", "published"), ("workflow/steps", "proposed"), ("workflow/steps", "approved"), ("workflow/steps", "published"),
        }));
        await using var database = await Host.OpenAsync();
        Assert.That(await AuditTrail.VerifyAsync(database, "workflow/steps", default), Is.Null);
    }

    [Test]
    public async Task An_approval_is_void_once_another_version_came_between()
    {
        await Host.PublishAsync(Before);
        var proposal = (await ProposeAsync(After)).Proposal!;
        await Approvals.ApproveAsync(proposal.Id, null, null, s_second, default);
        await Host.PublishAsync(Flows.Sequence("steps", Flows.Event("between")));
        Assert.That((await Approvals.PublishAsync(proposal.Id, s_second, default)).Refusal!.Code, Is.EqualTo("approval-void"));
        Assert.That(Host.Definitions.CurrentVersion("steps").Version, Is.EqualTo(2));
        Assert.That((await Approvals.ApproveAsync(proposal.Id, null, null, s_second, default)).Refusal!.Code, Is.EqualTo("base-changed"));
        await Store.CheckAgainAsync(proposal.Id, s_author, default);
        Assert.That((await Approvals.ApproveAsync(proposal.Id, null, null, s_second, default)).Refusal, Is.Null);
    }

    [Test]
    public async Task A_text_with_faults_a_text_of_another_definition_and_what_is_current_already_are_refused()
    {
        await Host.PublishAsync(Before);
        Assert.That((await ProposeAsync(Before)).Refusal!.Code, Is.EqualTo("no-change"));
        var faulty = await ProposeAsync(Before.Replace("Elsa.Event", "Elsa.Evnt", StringComparison.Ordinal));
        Assert.That((faulty.Refusal!.Code, faulty.Diagnostics.Count(d => d.IsError)), Is.EqualTo(("has-faults", 1)));
        var other = await ProposeAsync(Flows.Sequence("elsewhere", Flows.Event("go")));
        Assert.That((other.Refusal!.Code, other.Diagnostics.Single(d => d.IsError).Code), Is.EqualTo(("has-faults", "STO002")));
        Assert.That(await Host.AllAsync<ProposalRow>(), Is.Empty);
    }

    [Test]
    public async Task A_rule_set_and_a_definition_of_one_name_do_not_get_in_each_others_way()
    {
        await Host.PublishAsync(Before);
        var draft = await Store.DraftAsync(DefinitionContent.Of("steps", After), new Actor("files"), default);
        Assert.That((draft.Proposal!.Kind, draft.Proposal.State), Is.EqualTo((ContentKinds.Workflow, ProposalState.Draft)));
        Assert.That(await Host.Get<ReplayQueue>().TakeAsync(null, default), Is.Null, "a definition is not replayed");
        Assert.That((await Store.DraftAsync(DefinitionContent.Of("steps", After), new Actor("files"), default)).Unchanged, Is.True);
        Assert.That((await Approvals.ApproveAsync(draft.Proposal.Id, null, null, s_second, default)).Refusal!.Code, Is.EqualTo("nobodys"));
    }

    [Test]
    public async Task One_person_alone_goes_back_to_an_earlier_text_which_gets_a_number_of_its_own()
    {
        await Host.PublishAsync(Before);
        var first = (await Host.AllAsync<DefinitionVersionRow>()).Single();
        await Host.PublishAsync(After);
        var back = await Host.Definitions.RollBackAsync(first.Id, "the new one was wrong", s_author, default);
        Assert.That((back.Version!.ContentHash, back.Version.Origin, Host.Definitions.CurrentVersion("steps").Version), Is.EqualTo((first.ContentHash, "rollback", 3)));
        Assert.That((await Host.AllAsync<PublishingEventRow>()).MaxBy(e => e.Sequence)!.Action, Is.EqualTo("rolled-back"));
        Assert.That((await Host.Definitions.RollBackAsync(first.Id, "again", s_author, default)).Unchanged, Is.True);
    }

    private static string Before => Flows.Sequence("steps", Flows.Event("go"));

    private static string After => Flows.Sequence("steps", Flows.Event("went"));

    private Task<ProposalResult> ProposeAsync(string text) => Store.ProposeAsync(new ProposalRequest(DefinitionContent.Of("steps", text), "Steps are otherwise now", "cli"), s_author, default);
}
