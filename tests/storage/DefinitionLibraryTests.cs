using System.Text;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Storage.Tests;

[TestFixture(DatabaseKind.SqliteFile)]
[TestFixture(DatabaseKind.Postgres)]
[TestFixture(DatabaseKind.SqlServer)]
internal sealed class DefinitionLibraryTests(DatabaseKind kind) : StorageTests(kind)
{
    [Test]
    public async Task An_instance_keeps_the_version_it_began_with()
    {
        await Host.PublishAsync(Flows.Sequence("two-steps", Flows.Event("go"), Flows.Event("old end")));
        var before = await Host.StartAsync("two-steps");
        await Host.PublishAsync(Flows.Sequence("two-steps", Flows.Event("go"), Flows.Event("new end")));
        var after = await Host.StartAsync("two-steps");

        var restarted = AnotherHost();
        await restarted.Definitions.RefreshAsync(default);
        await restarted.DeliverAsync(before, "go");
        await restarted.DeliverAsync(after, "go");

        Assert.That((await Host.AllAsync<BookmarkRow>()).ToDictionary(b => b.InstanceId, b => b.EventName), Is.EquivalentTo(
            new Dictionary<InstanceId, string?> { [before] = "old end", [after] = "new end" }));
        Assert.That((await Host.AllAsync<DefinitionVersionRow>()).OrderBy(v => v.Version).Select(v => (v.Version, v.IsCurrent)), Is.EqualTo(new[] { (1, false), (2, true) }));
    }

    [Test]
    public async Task Content_that_is_current_already_is_unchanged()
    {
        await Host.PublishAsync(Flows.EventThenWrite);
        var again = await PublishAsync(Flows.EventThenWrite);
        Assert.That((again.Unchanged, again.Version), Is.EqualTo((true, (DefinitionVersionRow?)null)));
        Assert.That(await Host.AllAsync<DefinitionVersionRow>(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_broken_definition_is_refused_until_a_good_one_comes()
    {
        await Host.PublishAsync(Flows.EventThenWrite);
        var broken = await PublishAsync(Flows.EventThenWrite.Replace("Test.Write", "Test.Wrong", StringComparison.Ordinal));
        Assert.That((broken.Refused, broken.Version), Is.EqualTo((true, (DefinitionVersionRow?)null)));
        Assert.That((await Host.AllAsync<RefusedChangeRow>()).Single(), Has.Property("Kind").EqualTo("workflow").And.Property("IsOpen").True);
        Assert.That(Host.Definitions.CurrentVersion("event-then-write").Version, Is.EqualTo(1));

        await PublishAsync(Flows.EventThenWrite);
        Assert.That((await Host.AllAsync<RefusedChangeRow>()).Single().IsOpen, Is.False);
    }

    [Test]
    public void A_definition_that_was_never_published_is_not_found()
    {
        Assert.That(() => Host.Definitions.Current("nowhere"), Throws.TypeOf<KeyNotFoundException>().With.Message.Contains("nowhere"));
        Assert.That(() => Host.Definitions.GetAsync("nowhere", 1, default), Throws.TypeOf<KeyNotFoundException>());
    }

    private Task<DefinitionPublishResult> PublishAsync(string definition) =>
        Host.Definitions.PublishAsync("workflows/event-then-write.json", Encoding.UTF8.GetBytes(definition), "file", TestHost.Staff, default);
}
