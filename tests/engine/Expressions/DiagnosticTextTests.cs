using OcrWorkflows.Expressions;

namespace OcrWorkflows.Tests.Expressions;

public sealed class DiagnosticTextTests
{
    [TestCase("There is no port `Dnoe`.", "did you mean `Done`?", "There is no port `Dnoe`. Did you mean `Done`?")]
    [TestCase("unknown member `Levl`", "did you mean `Level`?", "unknown member `Levl`; did you mean `Level`?")]
    [TestCase("`Nand` is not an operator;", "known here: And, Or.", "`Nand` is not an operator; known here: And, Or.")]
    [TestCase("The text is not valid UTF-8.", null, "The text is not valid UTF-8.")]
    public void Message_and_suggestion_read_as_one_text(string message, string? suggestion, string text) =>
        Assert.That(Of(message, suggestion).ToString(), Is.EqualTo("rules.json(3,14): error RUL099: " + text));

    private static Diagnostic Of(string message, string? suggestion) =>
        new(string.Concat("RUL", "099"), DiagnosticSeverity.Error, "rules.json", 3, 14, "$", message, suggestion);
}
