using OcrWorkflows.Centres.Facts;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Tests.Rules;

public sealed class LapseFactsTextTests
{
    [Test]
    public void Facts_read_back_are_written_again_byte_for_byte()
    {
        foreach (var facts in new[] { Lapse(null), Lapse(new DateOnly(2024, 2, 29)) })
        {
            var text = CanonicalJson.Write(facts);
            Assert.That(CanonicalJson.Write(CanonicalJson.Read(text, typeof(LapseFacts))), Is.EqualTo(text));
        }
    }

    private static LapseFacts Lapse(DateOnly? last) => new()
    {
        DecisionDate = new DateOnly(2026, 11, 22),
        Scope = "Qualification",
        CentreNumber = "12345",
        Covers = "05838",
        GrantedOn = new DateOnly(2020, 1, 1),
        LastActivityOn = last,
        InactiveSince = last ?? new DateOnly(2020, 1, 1),
    };
}
