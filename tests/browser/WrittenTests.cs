using OcrWorkflows.Host.Pages;

namespace OcrWorkflows.Browser.Tests;

internal sealed class WrittenTests
{
    [TestCase("2026-12-21T14:05:00Z", "Mon 21 December 2026, 14:05")]
    [TestCase("2026-06-21T14:05:00Z", "Sun 21 June 2026, 15:05")]
    [TestCase("2026-03-29T00:59:59Z", "Sun 29 March 2026, 00:59")]
    [TestCase("2026-03-29T01:00:00Z", "Sun 29 March 2026, 02:00")]
    [TestCase("2026-12-31T23:59:00Z", "Thu 31 December 2026, 23:59")]
    public void An_instant_is_written_in_london_time(string instant, string expected) =>
        Assert.That(Written.Full(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture)), Is.EqualTo(expected));

    [TestCase(0, "today")]
    [TestCase(1, "tomorrow")]
    [TestCase(-1, "yesterday")]
    [TestCase(60, "in 60 days")]
    [TestCase(61, "in 2 months")]
    [TestCase(-730, "24 months ago")]
    [TestCase(-731, "2 years ago")]
    public void A_day_is_told_by_its_distance(int days, string expected)
    {
        var today = new DateOnly(2026, 11, 22);
        Assert.That(Written.Distance(today.AddDays(days), today), Is.EqualTo(expected));
    }

    [TestCase(0, "£0.00")]
    [TestCase(5, "£0.05")]
    [TestCase(123450, "£1,234.50")]
    [TestCase(-2500, "−£25.00")]
    public void Pence_are_written_as_pounds(long pence, string expected) => Assert.That(Written.Pounds(pence), Is.EqualTo(expected));

    [TestCase("VisitHeld", "Visit held")]
    [TestCase("ResitLimitLevel3", "Resit limit level 3")]
    [TestCase("OneSittingInASeries", "One sitting in a series")]
    [TestCase("UciRight", "Uci right")]
    [TestCase("HasUCIGiven", "Has UCI given")]
    [TestCase("qualification-delivery", "Qualification delivery")]
    [TestCase("", "")]
    public void A_name_of_code_is_read_as_words(string name, string expected) => Assert.That(Written.Words(name), Is.EqualTo(expected));
}
