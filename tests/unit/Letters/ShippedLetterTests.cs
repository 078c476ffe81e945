using System.Text.RegularExpressions;
using OcrWorkflows.Centres.Letters;
using OcrWorkflows.Tests.Architecture;

namespace OcrWorkflows.Tests.Letters;

/// <summary>The letters that are shipped, against what asks for them.</summary>
public sealed partial class ShippedLetterTests
{
    private static readonly LetterLibrary s_library = new(
        Repository.PathTo("rule-sets/letters"),
        () => LetterKinds.Of(Repository.Files("workflows/definitions", "*.json").Select(file => Repository.PathTo(file))));

    [Test]
    public void Every_letter_that_is_asked_for_has_a_template_without_fault_and_no_template_is_idle()
    {
        Assert.That(s_library.Reload(), Is.Empty);
        Assert.That(s_library.States, Has.Count.GreaterThan(60).And.All.Property("Template").Not.Null);
    }

    [Test]
    public void Every_letter_can_be_previewed_with_values_for_everything_it_names()
    {
        var writer = new LetterWriter(s_library, null!);
        foreach (var template in s_library.States.Select(s => s.Template!))
        {
            var letter = writer.Preview(template, new DateTimeOffset(2027, 1, 15, 12, 0, 0, TimeSpan.Zero));
            Assert.That(letter.Subject + letter.Body, Does.Not.Contain("{{").And.Not.Contain("}}"), template.Kind);
            Assert.That(letter.Subject, Is.Not.Empty.And.Not.Contain("\n"), template.Kind);
        }
    }

    [Test]
    public void A_refusal_gives_its_reasons_and_remedies()
    {
        var letter = new LetterWriter(s_library, null!).Preview(s_library.Find("approval-refused")!.Template!, new DateTimeOffset(2027, 1, 15, 12, 0, 0, TimeSpan.Zero));
        Assert.That(letter.Body, Does.Contain("- (sample reason)\n- (second sample reason)\n").And.Contain("- (sample remedy)\n").And.Contain("15 January 2027"));
    }

    [Test]
    public void Each_letter_that_the_sources_write_promises_its_values()
    {
        var written = Repository.Files("workflows", "*.cs").SelectMany(file => Asked().Matches(File.ReadAllText(Repository.PathTo(file)))).Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.That(written, Has.Count.GreaterThanOrEqualTo(7));
        Assert.That(written, Is.SubsetOf(LetterKinds.OfActivities.Select(k => k.Name)));
    }

    [GeneratedRegex("""(?:NotifyAsync\(context|Notices\.WriteAsync\(database), [^\n]*?, "([a-z-]+)",""")]
    private static partial Regex Asked();
}
