using OcrWorkflows.Centres.Letters;

namespace OcrWorkflows.Tests.Letters;

/// <summary>How the values of a message come out in a letter.</summary>
public sealed class LetterValueTests
{
    private static readonly DateTimeOffset s_written = new(2027, 7, 15, 12, 0, 0, TimeSpan.Zero);

    [TestCase("0", "no")]
    [TestCase("1", "yes")]
    [TestCase("false", "no")]
    [TestCase("true", "yes")]
    [TestCase("null", "no")]
    [TestCase("\"\"", "no")]
    [TestCase("\"x\"", "yes")]
    [TestCase("[]", "no")]
    [TestCase("[\"x\"]", "yes")]
    public async Task A_section_is_written_when_the_value_is_there_true_and_not_zero(string json, string expected) =>
        Assert.That(await BodyAsync("{{#value}}yes{{/value}}{{^value}}no{{/value}}", json), Is.EqualTo(expected));

    [TestCase("0", "0")]
    [TestCase("12345678901", "12345678901")]
    [TestCase("2.50", "2.50")]
    [TestCase("\"2027-01-05\"", "5 January 2027")]
    [TestCase("\"2027-07-01T12:30:00Z\"", "1 July 2027 at 13:30")]
    [TestCase("\"2027-01\"", "2027-01")]
    [TestCase("\"<b> & 'x'\"", "<b> & 'x'")]
    public async Task Values_are_written_as_a_letter_writes_them(string json, string expected) =>
        Assert.That(await BodyAsync("{{value}}", json), Is.EqualTo(expected));

    [TestCase("0", "£0.00")]
    [TestCase("5", "£0.05")]
    [TestCase("123456", "£1,234.56")]
    [TestCase("-5", "-£0.05")]
    public async Task Pence_are_written_as_pounds(string json, string expected) =>
        Assert.That(await BodyAsync("{{feePence}}", json, "feePence"), Is.EqualTo(expected));

    private static async Task<string> BodyAsync(string body, string json, string name = "value")
    {
        using var templates = new Templates(new LetterKind("note", [name], ["test"]));
        templates.Write("note", $"To: office\nSubject: x\n\n{body}");
        Assert.That(templates.Library.Reload(), Is.Empty);
        var letter = await new LetterWriter(templates.Library, null!).WriteAsync("note", $$"""{"{{name}}":{{json}}}""", s_written, default);
        return letter.Body;
    }
}
