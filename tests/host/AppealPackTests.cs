using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Host.Appeals;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Host.Tests;

/// <summary>A refused entry of the sample, packed by one host and checked by another that has none of its data.</summary>
[TestFixture]
public sealed class AppealPackTests
{
    private TestServer _office = null!;
    private TestServer _elsewhere = null!;
    private byte[] _pack = [];
    private string _hash = "";

    [OneTimeSetUp]
    public async Task Pack_a_refusal()
    {
        _office = await TestServer.StartAsync();
        _elsewhere = await TestServer.StartAsync();
        await _office.LoadSampleAsync();
        await _office.Get<Centres.Importing.EntryImport>().ImportAsync(_office.EntriesFile, new Centres.Importing.ImportOptions { WriteReport = false }, null, new Storage.Actor("test"), default);
        await using var database = await _office.DatabaseAsync();
        var id = await database.Set<DecisionRow>().Where(d => d.Outcome == Outcome.Refused && d.RuleSet.StartsWith("entries")).OrderBy(d => d.Id).Select(d => d.Id).FirstAsync();
        using var auditor = await _office.ClientAsync(RoleNames.Auditor);
        using var answer = await auditor.GetAsync($"/api/v1/decisions/{id}/pack");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        _pack = await answer.Content.ReadAsByteArrayAsync();
        _hash = answer.Headers.GetValues("Pack-Hash").Single();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        await _office.DisposeAsync();
        await _elsewhere.DisposeAsync();
    }

    [Test]
    public async Task A_pack_holds_on_a_host_that_has_nothing_of_the_office()
    {
        var found = await CheckAsync(_pack);
        Assert.That((found.PackHash, found.Again.Equal, found.Again.OutcomeAgain, found.Faults.Count), Is.EqualTo((_hash, true, (Outcome?)Outcome.Refused, 0)));
        var pack = AppealPack.Read(_pack);
        Assert.That(pack.RuleSets.Select(r => r.Name), Does.Contain(pack.Decision.RuleSet));
        Assert.That(pack.Clauses, Is.Not.Empty.And.All.Property("Text").Not.Empty);
        Assert.That(pack.Trails.Select(t => t.RuleSet), Does.Contain(pack.Decision.RuleSet));
    }

    private static IEnumerable<TestCaseData> Changes()
    {
        yield return Change("facts", p => p["decision"]!["facts"] = Replaced(p["decision"]!["facts"]!, "\"EntryType\":\"", "\"EntryType\":\"No"), "findings at");
        yield return Change("outcome", p => p["decision"]!["outcome"] = "Accepted", "outcome: stored Accepted, again Refused");
        yield return Change("a message", p => p["decision"]!["findings"] = Replaced(p["decision"]!["findings"]!, "\"Message\":\"", "\"Message\":\"Not so: "), "findings at");
        yield return Change("a rule", p => p["ruleSets"]![0]!["rules"] = Replaced(p["ruleSets"]![0]!["rules"]!, "\"Expression\": \"", "\"Expression\": \"1 == 1 || "), "no stored version of");
        yield return Change("a rule left out", p => p["ruleSets"]!.AsArray().RemoveAt(0), "no stored version of");
        yield return Change("a line of a trail", p => p["trails"]![0]!["by"] = "somebody else", "is not as it was written from line 1 on");
        yield return Change("a line left out", p => p["trails"]![0]!["sequence"] = 2, "is not as it was written from line 1 on");
    }

    [TestCaseSource(nameof(Changes))]
    public async Task A_pack_that_was_changed_does_not_hold_and_says_what(Action<JsonNode> change, string said)
    {
        var changed = JsonNode.Parse(_pack)!;
        change(changed);
        var found = await CheckAsync(Encoding.UTF8.GetBytes(changed.ToJsonString()));
        Assert.That(found.Faults, Has.Some.Contain(said));
        Assert.That(found.PackHash, Is.Not.EqualTo(_hash));
    }

    [TestCase("", "is no appeal pack")]
    [TestCase("[]", "is no appeal pack")]
    [TestCase("{ \"format\": \"ocr-appeal-pack/1\" }", "is no appeal pack")]
    [TestCase("null", "holds null")]
    public void Another_file_is_refused_with_the_reason(string text, string reason) =>
        Assert.That(() => CheckAsync(Encoding.UTF8.GetBytes(text)), Throws.TypeOf<FormatException>().With.Message.Contain(reason));

    [TestCase("ruleSets")]
    [TestCase("reference")]
    [TestCase("clauses")]
    [TestCase("trails")]
    public void A_list_with_nothing_in_it_is_refused_with_its_name(string list)
    {
        var holed = JsonNode.Parse(_pack)!;
        holed[list]!.AsArray().Add((JsonNode?)null);
        Assert.That(() => CheckAsync(Encoding.UTF8.GetBytes(holed.ToJsonString())), Throws.TypeOf<FormatException>().With.Message.Contain($"an element of {list} is null"));
    }

    [Test]
    public void A_pack_of_another_format_or_with_a_line_twice_is_refused()
    {
        var other = JsonNode.Parse(_pack)!;
        other["format"] = "ocr-appeal-pack/2";
        Assert.That(() => CheckAsync(Encoding.UTF8.GetBytes(other.ToJsonString())), Throws.TypeOf<FormatException>().With.Message.Contain("reads ocr-appeal-pack/1"));
        var twice = JsonNode.Parse(_pack)!;
        twice["reference"]!.AsArray().Add(twice["reference"]![0]!.DeepClone());
        Assert.That(() => CheckAsync(Encoding.UTF8.GetBytes(twice.ToJsonString())), Throws.TypeOf<FormatException>().With.Message.Contain("twice"));
    }

    private Task<CheckedPack> CheckAsync(byte[] file) => _elsewhere.Get<AppealPackCheck>().RunAsync(file, default);

    private static TestCaseData Change(string what, Action<JsonNode> change, string said) => new TestCaseData(change, said).SetArgDisplayNames(what);

    private static string Replaced(JsonNode text, string old, string with)
    {
        var before = text.GetValue<string>();
        var at = before.IndexOf(old, StringComparison.Ordinal);
        Assert.That(at, Is.GreaterThanOrEqualTo(0), $"{old} stands in it");
        return before[..at] + with + before[(at + old.Length)..];
    }
}
