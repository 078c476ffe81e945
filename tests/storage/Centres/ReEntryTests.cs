using OcrWorkflows.Centres.Importing;
using OcrWorkflows.Centres.Register;

namespace OcrWorkflows.Storage.Tests.Centres;

/// <summary>What follows an unclassified result (R25 to R35), line by line through an entries file.</summary>
public sealed class ReEntryTests
{
    private const string Person = "68199,2058,681990012058G,9276308686,Bredabeck,Callox,2009-05-31";
    private const string ReEntry = Person + ",Re-entry,05838,,,";

    private CentresHost _host = null!;
    private Guid _first;

    [SetUp]
    public async Task Begin_with_a_qualification_entry()
    {
        _host = await CentresHost.BeginAsync("2026-09-22 10:00");
        await _host.AddCentreAsync();
        await _host.GrantAsync();
        await _host.ImportAsync(Person + ",Qualification,05838,,,");
        _first = (await _host.AllAsync<Entry>()).Single().Id;
    }

    [TearDown]
    public async Task End() => await _host.DisposeAsync();

    [Test]
    public async Task While_the_result_is_not_unclassified_a_re_entry_is_refused()
    {
        var result = await _host.ImportAsync(ReEntry);

        Assert.That((result.Accepted, result.RefusedByRule.Single().Rule), Is.EqualTo((0, "ReEntryAfterUnclassified")));
        Assert.That((await EntryAsync(_first)).Status, Is.EqualTo(EntryStatus.Accepted));
    }

    [Test]
    public async Task A_re_entry_is_charged_in_full_and_closes_the_entry_before_it()
    {
        await UnclassifiedAsync();

        var result = await _host.ImportAsync(ReEntry);

        Assert.That((result.Accepted, result.Charges.Single()), Is.EqualTo((1, new FeeCount("re-entry", 1, 4500))));
        Assert.That((await EntryAsync(_first)).Status, Is.EqualTo(EntryStatus.Closed));
    }

    [Test]
    public async Task The_first_test_under_a_re_entry_is_free_and_the_second_is_charged_as_a_resit()
    {
        await UnclassifiedAsync();
        await _host.ImportAsync(ReEntry);

        var first = await _host.ImportAsync(Person + ",Test,05838,U1,1a27,");
        var second = await _host.ImportAsync(Person + ",Test,05838,U1,6b27,");

        Assert.That((first.Accepted, first.Charges.Count), Is.EqualTo((1, 0)));
        Assert.That((second.Accepted, second.Charges.Single()), Is.EqualTo((1, new FeeCount("test-resit", 1, 1650))));
        var reEntry = (await _host.AllAsync<Entry>(e => e.EntryType == EntryType.ReEntry)).Single();
        Assert.That((await _host.AllAsync<Sitting>(s => s.Series == "1a27" || s.Series == "6b27")).Select(s => s.UnderEntryId), Is.All.EqualTo(reEntry.Id));
    }

    [Test]
    public async Task Without_the_re_entry_a_test_is_refused_after_an_unclassified_result()
    {
        await UnclassifiedAsync();

        var result = await _host.ImportAsync(Person + ",Test,05838,U2,6b27,");

        Assert.That((result.Accepted, result.RefusedByRule.Select(r => r.Rule)), Is.EqualTo((0, new[] { "UnclassifiedClosesTheEntry" })));
    }

    [Test]
    public async Task A_test_that_still_waits_to_be_awarded_holds_the_re_entry_back()
    {
        await _host.ImportAsync(Person + ",Test,05838,U2,6b27,");
        await UnclassifiedAsync();

        var result = await _host.ImportAsync(ReEntry);

        Assert.That((result.Accepted, result.RefusedByRule.Select(r => r.Rule)), Is.EqualTo((0, new[] { "ReEntryNotWhileAwaiting" })));
    }

    private async Task<Entry> EntryAsync(Guid id) => (await _host.AllAsync<Entry>(e => e.Id == id)).Single();

    private Task UnclassifiedAsync() => _host.ChangeAsync(database => database.Set<Entry>().Find(_first)!.Result = "unclassified");
}
