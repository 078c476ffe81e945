using OcrWorkflows.Centres;
using OcrWorkflows.Centres.Reference;

namespace OcrWorkflows.Tests.Centres;

public sealed class ReferenceDataTests
{
    private string _folder = "";

    [SetUp]
    public void Copy_what_is_shipped()
    {
        _folder = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"reference-{TestContext.CurrentContext.Test.ID}");
        foreach (var file in new[] { "qualifications", "fees", "series" }.SelectMany(f => Directory.GetFiles(Path.Combine(Repository.RuleSets, f), "*.json")).Append(Path.Combine(Repository.RuleSets, "clauses.json")))
        {
            var copy = Path.Combine(_folder, Path.GetRelativePath(Repository.RuleSets, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }

    [TearDown]
    public void Remove_the_copy() => Directory.Delete(_folder, recursive: true);

    [Test]
    public void What_is_shipped_is_read_without_a_fault()
    {
        var load = ReferenceReader.Read(Repository.RuleSets);

        Assert.That(load.Diagnostics, Is.Empty);
        Assert.That(load.Data!.Clauses, Has.Count.EqualTo(154));
        Assert.That(load.Data.Qualifications["05838"], Has.Property("Level").EqualTo(3).And.Property("CoveredBy").EqualTo("IT"));
        Assert.That(load.Data.Qualifications["05347"].CoveredBy, Is.EqualTo("05347"));
        Assert.That(load.Data.Series["6b27"], Has.Property("EntryDeadline").EqualTo(new DateOnly(2027, 2, 21)).And.Property("LateDeadline").EqualTo(new DateOnly(2027, 3, 21)));
        Assert.That(load.Data.Qualifications["99402"], Has.Property("CoveredBy").EqualTo("").And.Property("EstimatedEntries").True);
        Assert.That(load.Data.Hashes["fees/2026-27.json"], Does.Match("^[0-9a-f]{64}$"));
    }

    [Test]
    public void Every_fee_that_a_shipped_rule_charges_is_in_the_newest_list()
    {
        var charged = Directory.GetFiles(Repository.RuleSets, "rules.json", SearchOption.AllDirectories)
            .SelectMany(f => System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(f), "\"fee\": \"([^\"]+)\"").Select(m => m.Groups[1].Value)).Distinct();

        Assert.That(Repository.Reference.Fees[0].Pence.Keys, Is.EquivalentTo(charged));
    }

    [Test]
    public void Fees_are_in_force_from_their_first_day_on()
    {
        Assert.That(Repository.Reference.FeesOn(new DateOnly(2026, 8, 31)), Is.Null);
        Assert.That(Repository.Reference.FeesOn(new DateOnly(2026, 9, 1))!.Pence.Keys,
            Is.EquivalentTo(new[]
            {
                "qualification-entry", "unit-entry", "re-entry", "test-resit", "test-after-absence", "late-entry", "very-late-entry", "approval-visit",
                "certificate-replacement", "certifying-statement", "clerical-check", "review-of-marking", "priority-review-of-marking", "review-of-moderation", "access-to-script",
            }));
    }

    [TestCase("fees/2026-27.json", "\"amountPence\": 1650", "\"amountPence\": 16.50", "REF004")]
    [TestCase("fees/2026-27.json", "\"amountPence\": 4500", "\"amountPence\": -1", "REF011")]
    [TestCase("fees/2026-27.json", "\"from\"", "\"form\"", "REF002")]
    [TestCase("series/2026-27.json", "2027-02-21", "2027-02-29", "REF005")]
    [TestCase("series/2026-27.json", "\"1a27\"", "\"6b27\"", "REF008")]
    [TestCase("qualifications/it-2016.json", "\"05839\"", "\"05838\"", "REF008")]
    [TestCase("qualifications/it-2016.json", "{\"code\": \"U90\", \"mandatory\"", "{\"code\": \"U91\", \"mandatory\"", "REF010")]
    [TestCase("qualifications/it-2016.json", "\"Suite\"", "\"Suit\"", "REF009")]
    [TestCase("qualifications/it-2016.json", "\"level\": 3, ", "", "REF003")]
    public void A_fault_in_a_file_is_told_at_its_place_and_what_was_in_force_stays(string file, string before, string after, string code)
    {
        var library = new ReferenceLibrary(new CentresOptions { RuleSetsPath = _folder });
        var good = library.Current;
        var path = Path.Combine(_folder, file);
        var text = File.ReadAllText(path);
        Assert.That(text, Does.Contain(before));
        File.WriteAllText(path, text.Replace(before, after, StringComparison.Ordinal));

        var faults = library.Reload();

        Assert.That(faults.Select(f => f.Code), Does.Contain(code));
        Assert.That(faults.First(f => f.Code == code), Has.Property("Line").GreaterThan(0).And.Property("File").EqualTo(path));
        Assert.That(library.Current, Is.SameAs(good));
    }

    [Test]
    public void A_changed_file_is_in_force_after_a_reload()
    {
        var library = new ReferenceLibrary(new CentresOptions { RuleSetsPath = _folder });
        var before = library.Current.Hashes["fees/2026-27.json"];
        var path = Path.Combine(_folder, "fees/2026-27.json");
        File.WriteAllText(path, File.ReadAllText(path).Replace("1650", "1700", StringComparison.Ordinal));

        Assert.That(library.Reload(), Is.Empty);

        Assert.That(library.Current.Fees[0].Pence["test-resit"], Is.EqualTo(1700));
        Assert.That(library.Current.Hashes["fees/2026-27.json"], Is.Not.EqualTo(before));
    }
}
