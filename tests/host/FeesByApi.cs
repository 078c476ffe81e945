using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Importing;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Host.Api;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Runtime.Calendars;

namespace OcrWorkflows.Host.Tests;

/// <summary>What another list of fees would change, beside the charges of the sample.</summary>
[TestFixture]
public sealed class FeesByApi
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };
    private TestServer _server = null!;

    [OneTimeSetUp]
    public async Task Charge_the_sample()
    {
        _server = await TestServer.StartAsync();
        await _server.LoadSampleAsync();
        await _server.Get<EntryImport>().ImportAsync(_server.EntriesFile, new ImportOptions { WriteReport = false }, null, new Storage.Actor("test"), default);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [Test]
    public async Task Another_amount_is_told_with_what_the_charges_of_a_year_came_to_and_would_come_to()
    {
        await using var database = await _server.DatabaseAsync();
        var charges = await database.Set<Charge>().Where(c => c.FeeCode == "qualification-entry" && c.AmountPence > 0).ToListAsync();
        Assert.That(charges, Is.Not.Empty);
        var list = List();
        Fee(list, "qualification-entry")["amountPence"] = 4550;

        var moves = (await PreviewAsync(list.ToJsonString())).Moves!;

        var move = moves.Fees.Single(f => f.Moves);
        Assert.That((move.Code, move.PenceNow, move.PenceThen, move.Charged), Is.EqualTo(("qualification-entry", (long?)4500, (long?)4550, charges.Count)));
        Assert.That((move.ChargedPence, move.ThenPence), Is.EqualTo((charges.Sum(c => c.AmountPence), (long?)(charges.Count * 4550L))));
        Assert.That(move.Rules.Select(r => r.Set), Does.Contain("fees"));
        Assert.That(moves.ThenPence - moves.ChargedPence, Is.EqualTo(50L * charges.Count), "nothing else differs");
        Assert.That(moves.Fees, Has.None.Property(nameof(FeeMove.IsMissing)).True);
        Assert.That(await database.Set<Charge>().CountAsync(c => c.AmountPence == 4550), Is.Zero, "nothing is changed");
    }

    [Test]
    public async Task A_charge_of_more_than_a_year_ago_and_a_credit_note_are_not_counted()
    {
        await using var database = await _server.DatabaseAsync();
        var like = await database.Set<Charge>().AsNoTracking().FirstAsync(c => c.FeeCode == "qualification-entry" && c.AmountPence > 0);
        var before = (await PreviewAsync(List().ToJsonString())).Moves!.Fees.Single(f => f.Code == "qualification-entry").Charged;
        var today = WorkingCalendar.LocalDate(_server.Get<TimeProvider>().GetUtcNow());
        database.AddRange(Other(today.AddYears(-1), 4500), Other(today, -4500), Other(today.AddYears(-1).AddDays(1), 4500));
        await database.SaveChangesAsync();

        Assert.That((await PreviewAsync(List().ToJsonString())).Moves!.Fees.Single(f => f.Code == "qualification-entry").Charged, Is.EqualTo(before + 1));

        await database.Set<Charge>().Where(c => c.CentreNumber == "99999").ExecuteDeleteAsync();

        Charge Other(DateOnly on, long pence) => new()
        {
            Id = _server.Get<Storage.IIdSource>().Next(),
            CentreNumber = "99999",
            FeeCode = like.FeeCode,
            AmountPence = pence,
            EntryId = _server.Get<Storage.IIdSource>().Next(),
            DecisionId = like.DecisionId,
            ChargedOn = on,
        };
    }

    [Test]
    public async Task A_fee_that_rules_charge_and_the_list_lacks_is_named()
    {
        var list = List();
        list["fees"]!.AsArray().Remove(Fee(list, "late-entry"));

        var missing = (await PreviewAsync(list.ToJsonString())).Moves!.Fees.Single(f => f.IsMissing);

        Assert.That((missing.Code, missing.PenceThen, missing.ThenPence), Is.EqualTo(("late-entry", (long?)null, (long?)null)));
        Assert.That(missing.Rules, Is.Not.Empty);
    }

    [TestCase("{", "JSN")]
    [TestCase("""{ "from": "2027-09-01", "fees": [{ "code": "a", "title": "A", "amountPence": -1 }] }""", "REF011")]
    [TestCase("""{ "from": "2027-09-01", "fees": [{ "code": "a", "title": "A", "amountPence": 1 }, { "code": "a", "title": "A", "amountPence": 1 }] }""", "REF008")]
    public async Task A_list_with_faults_changes_nothing_and_each_is_told_with_its_place(string text, string code)
    {
        var answer = await PreviewAsync(text);
        Assert.That(answer.Moves, Is.Null);
        Assert.That(answer.Diagnostics.Select(d => d.Code), Has.Some.StartWith(code));
        Assert.That(answer.Diagnostics.Select(d => (d.File, d.Line > 0)), Is.All.EqualTo((FeesApi.Draft, true)));
    }

    private JsonNode List()
    {
        var reference = _server.Get<ReferenceLibrary>().Current;
        return JsonNode.Parse(reference.Texts[reference.Fees[0].File])!;
    }

    private static JsonNode Fee(JsonNode list, string code) => list["fees"]!.AsArray().Single(f => (string?)f!["code"] == code)!;

    private async Task<FeesAnswer> PreviewAsync(string text)
    {
        using var staff = await _server.ClientAsync(RoleNames.Staff);
        using var answer = await staff.PostAsJsonAsync("/api/v1/fees/preview", new { text });
        return (await answer.Content.ReadFromJsonAsync<FeesAnswer>(s_json))!;
    }
}
