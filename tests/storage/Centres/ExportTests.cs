using System.Globalization;
using System.Text;
using CsvHelper;
using OcrWorkflows.Centres.Claims;
using OcrWorkflows.Centres.Export;
using OcrWorkflows.Centres.Register;

namespace OcrWorkflows.Storage.Tests.Centres;

/// <summary>Lists as CSV: every row, safe in a spreadsheet, within the centre, without names unless they may be seen.</summary>
public sealed class ExportTests
{
    private CentresHost _host = null!;

    [SetUp]
    public async Task Begin_with_two_centres_an_entry_a_claim_a_visit_and_their_decisions()
    {
        _host = await CentresHost.BeginAsync("2026-12-01 10:00");
        foreach (var centre in new[] { "68199", "68998" })
        {
            await _host.AddCentreAsync(centre);
            await _host.GrantAsync(centre: centre);
        }

        await _host.ImportAsync("68199,2058,681990012058G,9276308686,=Bredabeck,Callox,2009-05-31,Qualification,05838,,,", "68998,0001,,,Other,One,2009-05-31,Qualification,05838,,,");
        var candidate = (await _host.AllAsync<Candidate>(c => c.CentreNumber == "68199")).Single();
        var claimed = await _host.Get<ClaimService>().SubmitAsync(new ClaimSubmission("68199", "05838", [new ClaimedAward(candidate.Id, "", "Pass")], "C-1"), CentresHost.Staff, default);
        Assert.That(claimed.Status, Is.EqualTo(ClaimSubmitStatus.Submitted), claimed.Problem);
        await _host.ChangeAsync(database =>
        {
            database.Add(new Certificate { Id = _host.Get<IIdSource>().Next(), ClaimNumber = "C-1", ClaimLineNumber = 1, CentreNumber = "68199", CandidateId = candidate.Id, QualificationCode = "05838", UnitCode = "", Grade = "Pass", IssuedOn = new DateOnly(2026, 12, 1) });
            database.Add(new Charge { Id = _host.Get<IIdSource>().Next(), CentreNumber = "68199", FeeCode = "qualification-entry", AmountPence = -4500, ChargedOn = new DateOnly(2026, 12, 1) });
        });
    }

    [TearDown]
    public async Task End() => await _host.DisposeAsync();

    [TestCase("centres", 2, 1)]
    [TestCase("entries", 2, 1)]
    [TestCase("claims", 1, 1)]
    [TestCase("charges", 3, 2)]
    [TestCase("visits", 2, 1)]
    [TestCase("certificates", 1, 1)]
    [TestCase("decisions", 3, 2)]
    [TestCase("instances", 5, 3)]
    public async Task Every_list_holds_every_row_and_of_one_centre_only_its_own(string name, int all, int own)
    {
        var whole = await ReadAsync(name, new ExportScope());
        var part = await ReadAsync(name, new ExportScope { Centre = "68199" });
        Assert.That((whole.Count, part.Count), Is.EqualTo((all, own)));
        Assert.That(part.Select(r => r["centre"]), Is.All.EqualTo("68199"));
        Assert.That(await ReadAsync(name, new ExportScope { Centre = "00000" }), Is.Empty);
        Assert.That(ExportList.All, Has.Count.EqualTo(8), "each of them stands above");
    }

    [TestCase("entries", "2026-12-01", 2)]
    [TestCase("entries", "2026-12-02", 0)]
    [TestCase("claims", "2026-12-01", 1)]
    [TestCase("claims", "2026-12-02", 0)]
    [TestCase("instances", "2026-12-02", 0)]
    [TestCase("decisions", "2026-12-02", 0)]
    [TestCase("centres", "2026-12-02", 0)]
    public async Task The_first_day_counts(string name, string since, int rows) =>
        Assert.That(await ReadAsync(name, new ExportScope { Since = DateOnly.Parse(since) }), Has.Count.EqualTo(rows));

    [TestCase("entries")]
    [TestCase("certificates")]
    public async Task Names_and_identifiers_are_masked_unless_they_may_be_seen(string name)
    {
        var masked = (await ReadAsync(name, new ExportScope { Centre = "68199" })).Single();
        Assert.That((masked["candidate_number"], masked["uci"], masked["uln"], masked["surname"], masked["forenames"]), Is.EqualTo(("2058", "***", "***", "***", "***")));
        var seen = (await ReadAsync(name, new ExportScope { Centre = "68199", Personal = true })).Single();
        Assert.That((seen["uci"], seen["uln"], seen["surname"], seen["forenames"]), Is.EqualTo(("681990012058G", "9276308686", "'=Bredabeck", "Callox")));
    }

    [TestCase("=1+1", "'=1+1")]
    [TestCase("+44", "'+44")]
    [TestCase("-x", "'-x")]
    [TestCase("@SUM(A1)", "'@SUM(A1)")]
    [TestCase("\tx", "'\tx")]
    [TestCase("\rx", "'\rx")]
    [TestCase("x=1", "x=1")]
    [TestCase("", "")]
    [TestCase("'quoted", "'quoted")]
    public void A_text_that_a_spreadsheet_would_take_for_a_formula_is_none(string value, string cell) => Assert.That(CsvTable.Cell(value), Is.EqualTo(cell));

    [Test]
    public async Task A_credit_note_stays_a_number()
    {
        Assert.That((await ReadAsync("charges", new ExportScope())).Select(r => decimal.Parse(r["pounds"], CultureInfo.InvariantCulture)), Does.Contain(-45m).And.Contain(45m));
    }

    [Test]
    public async Task Rows_are_written_while_they_are_read()
    {
        using var stream = new MemoryStream();
        var seen = 0L;
        await CsvTable.WriteAsync(stream, ["n"], RowsAsync(), default);
        Assert.That(seen, Is.GreaterThan(1_000), "what was read before the last row had left the writer by then");

        async IAsyncEnumerable<IReadOnlyList<object?>> RowsAsync()
        {
            for (var n = 0; n < 2_000; n++)
            {
                await Task.Yield();
                seen = stream.Length;
                yield return new object?[] { n };
            }
        }
    }

    [Test]
    public async Task Commas_quotes_line_ends_and_letters_beyond_ASCII_come_back_as_they_were()
    {
        using var stream = new MemoryStream();
        await CsvTable.WriteAsync(stream, ["a", "b"], Rows(["x,\"y\"\r\nz", "Zoë"]), default);
        Assert.That(Parse(stream).Single().Values, Is.EqualTo(new[] { "x,\"y\"\r\nz", "Zoë" }));
        Assert.That(stream.ToArray()[..3], Is.EqualTo(Encoding.UTF8.Preamble.ToArray()));

        static async IAsyncEnumerable<IReadOnlyList<object?>> Rows(params string[] row)
        {
            await Task.Yield();
            yield return row;
        }
    }

    private async Task<List<Dictionary<string, string>>> ReadAsync(string name, ExportScope scope)
    {
        using var stream = new MemoryStream();
        await using var database = await _host.OpenAsync();
        var rows = await ExportList.All.Single(l => l.Name == name).WriteAsync(database, scope, stream, default);
        var parsed = Parse(stream);
        Assert.That(parsed, Has.Count.EqualTo(rows));
        return parsed;
    }

    private static List<Dictionary<string, string>> Parse(MemoryStream stream)
    {
        stream.Position = 0;
        using var csv = new CsvReader(new StreamReader(stream, leaveOpen: true), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var rows = new List<Dictionary<string, string>>();
        while (csv.Read())
        {
            rows.Add(csv.HeaderRecord!.ToDictionary(h => h, h => csv.GetField(h)!));
        }

        return rows;
    }
}
