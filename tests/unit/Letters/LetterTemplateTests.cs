using OcrWorkflows.Centres.Letters;

namespace OcrWorkflows.Tests.Letters;

public sealed class LetterTemplateTests
{
    private const string Good = "To: centre\nSubject: About {{covers}}\n\nDear {{centre.name}},\n{{#reasons}}\n- {{.}}\n{{/reasons}}\n{{> closing}}\n";

    [Test]
    public void A_good_template_is_in_use_without_faults()
    {
        using var templates = new Templates();
        templates.Write("_closing", "Written on {{writtenOn}}.");
        templates.Write("refused", Good);
        Assert.That(templates.Library.Reload(), Is.Empty);
        Assert.That(templates.Library.Find("refused")!.Template, Has.Property("To").EqualTo(LetterRecipient.Centre).And.Property("Subject").EqualTo("About {{covers}}"));
    }

    [TestCase("To: centre\nSubject: x\n\nabc {{covres}}", "LET002", 4, 5, "covers")]
    [TestCase("To: centre\nSubject: x\n\n{{centre.pasword}}", "LET002", 4, 1, null)]
    [TestCase("To: centre\nSubject: {{x}}\n\nabc", "LET002", 2, 10, null)]
    [TestCase("To: centre\nSubject: x\n\n{{.}}", "LET002", 4, 1, null)]
    [TestCase("To: centre\nSubject: x\n\na\n  {{#reasons}}\nb", "LET001", 5, 3, null)]
    [TestCase("To: centre\nSubject: x\n\na {{covers", "LET001", 4, 3, null)]
    [TestCase("To: nobody\nSubject: x\n\na", "LET003", 1, 5, "all-centres")]
    [TestCase("Subject: x\n\na", "LET003", 1, 1, "To:")]
    [TestCase("To: centre\n\na", "LET003", 1, 1, "Subject:")]
    [TestCase("To: centre\nSubject: x\nDear all", "LET003", 3, 1, "empty line")]
    [TestCase("To: centre\nSubject: x\n\n{{> clsing}}", "LET006", 4, 1, null)]
    [TestCase("To: all-centres\nSubject: x\n\n{{centre.name}}", "LET002", 4, 1, null)]
    public void A_fault_names_its_line_and_column(string text, string code, int line, int column, string? suggests)
    {
        using var templates = new Templates();
        templates.Write("refused", text);
        var faults = templates.Library.Reload();
        Assert.That(faults.Select(f => (f.Code, f.Line, f.Column)), Has.Member((code, line, column)), string.Join('\n', faults));
        Assert.That(faults.Single(f => f.Code == code).Text, Does.Contain(suggests ?? ""));
        Assert.That(templates.Library.Find("refused")!.Template, Is.Null);
    }

    [Test]
    public void A_faulty_edit_leaves_the_last_good_text_in_use_until_it_is_put_right()
    {
        using var templates = new Templates();
        templates.Write("_closing", "");
        templates.Write("refused", Good);
        templates.Library.Reload();
        templates.Write("refused", Good.Replace("covers", "cover", StringComparison.Ordinal));
        Assert.That(templates.Library.Reload().Select(f => f.Code), Is.EqualTo(new[] { "LET002" }));
        Assert.That(templates.Library.Find("refused"), Has.Property("IsOutdated").True.And.Property("Template").Property("Subject").EqualTo("About {{covers}}"));

        templates.Write("refused", Good.Replace("About", "On", StringComparison.Ordinal));
        Assert.That(templates.Library.Reload(), Is.Empty);
        Assert.That(templates.Library.Find("refused"), Has.Property("IsOutdated").False.And.Property("Template").Property("Subject").EqualTo("On {{covers}}"));
    }

    [Test]
    public void A_letter_that_is_asked_for_without_a_template_is_an_error_and_one_nobody_asks_for_a_warning()
    {
        using var templates = new Templates();
        templates.Write("other", "To: office\nSubject: x\n\ntext");
        Assert.That(templates.Library.Reload().Select(f => (f.Code, f.IsError)), Is.EquivalentTo(new[] { ("LET004", true), ("LET005", false) }));
    }

    [Test]
    public void Bytes_that_are_no_text_are_refused()
    {
        using var templates = new Templates();
        File.WriteAllBytes(Path.Combine(templates.Folder, "refused.txt"), [0x54, 0xFF, 0xFE]);
        Assert.That(templates.Library.Reload().Select(f => f.Code), Is.EqualTo(new[] { "LET007" }));
    }
}
