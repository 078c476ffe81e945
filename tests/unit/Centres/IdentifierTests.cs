using OcrWorkflows.Centres.Identifiers;

namespace OcrWorkflows.Tests.Centres;

public sealed class IdentifierTests
{
    // 68199 0 01 2058 is the example printed by the regulator's members; the others were worked out by hand from its steps.
    [TestCase("681990012058", 'G')]
    [TestCase("689990980001", 'D')]
    [TestCase("123450240001", 'G')]
    [TestCase("123450250001", 'X')]
    [TestCase("640010260123", 'E')]
    [TestCase("999990140001", 'B')]
    public void The_check_letter_of_a_candidate_identifier_follows_from_its_twelve_characters(string twelve, char letter)
    {
        Assert.That(Uci.CheckLetter(twelve), Is.EqualTo(letter));
        Assert.That(Uci.Check(twelve + letter), Is.EqualTo(IdentifierCheck.Valid));
        Assert.That(Uci.Check(twelve + char.ToLowerInvariant(letter)), Is.EqualTo(IdentifierCheck.Valid));
    }

    [TestCase("999990140001X", Description = "a printed sample with a stand-in for the letter")]
    [TestCase("681990012058D")]
    [TestCase("681990012508G", Description = "neighbours swapped")]
    [TestCase("68199001205G")]
    [TestCase("681990012058GG")]
    [TestCase("68199Q012058G", Description = "board letters end at P")]
    [TestCase("6819900120 8G")]
    public void A_candidate_identifier_with_a_fault_is_wrong(string uci) =>
        Assert.That(Uci.Check(uci), Is.EqualTo(IdentifierCheck.Wrong));

    [Test]
    public void Every_single_digit_change_of_a_candidate_identifier_is_noticed()
    {
        const string Valid = "681990012058G";
        for (var place = 0; place < 12; place++)
        {
            foreach (var digit in "0123456789".Where(d => d != Valid[place]))
            {
                var changed = Valid[..place] + digit + Valid[(place + 1)..];
                Assert.That(Uci.Check(changed), Is.EqualTo(IdentifierCheck.Wrong), changed);
            }
        }
    }

    [TestCase("9276308686", Description = "published")]
    [TestCase("1076543218")]
    [TestCase("1153086424")]
    [TestCase("1229629636")]
    public void A_learner_number_whose_weighted_sum_leaves_ten_is_valid(string uln) =>
        Assert.That(Uln.Check(uln), Is.EqualTo(IdentifierCheck.Valid));

    [TestCase("9999999999")]
    [TestCase("9276308687")]
    [TestCase("0276308686")]
    [TestCase("927630868")]
    [TestCase("92763O8686")]
    public void A_learner_number_with_a_fault_is_wrong(string uln) =>
        Assert.That(Uln.Check(uln), Is.EqualTo(IdentifierCheck.Wrong));

    [TestCase(null)]
    [TestCase("")]
    public void An_identifier_that_was_not_given_is_missing_and_not_wrong(string? none)
    {
        Assert.That(Uci.Check(none), Is.EqualTo(IdentifierCheck.Missing));
        Assert.That(Uln.Check(none), Is.EqualTo(IdentifierCheck.Missing));
    }

    [TestCase("31/02/2009", "##/##/####")]
    [TestCase("681990012058D", "############x")]
    public void A_mask_shows_the_layout_and_nothing_of_the_person(string value, string shown) =>
        Assert.That(Mask.Layout(value), Is.EqualTo(shown));
}
