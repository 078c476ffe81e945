using OcrWorkflows.Rules;
using OcrWorkflows.Tests.Runtime;

namespace OcrWorkflows.Tests.Centres.Processes;

/// <summary>The application of a centre as it ships: clauses R112 to R133.</summary>
public sealed class CentreApprovalStoryTests
{
    private static Story Received(string legalForm = "PublicBody", string line = "Verified") => ProcessSteps.Begin(
        "centre-approval", "2026-12-01T10:00:00Z", ("ApplicationReference", "A-1"), ("Name", "Bredacombe Academy"), ("CentreType", "School"), ("LegalForm", legalForm), ("Nation", "England"),
        ("CentreNumber", ""), ("Line", line), ("SuiteYear", line == "CambridgeTechnicals" ? 2016 : 0), ("Scope", "Qualification"), ("Covers", "10279"));

    private static Story Check(
        Story story, bool form = true, bool evidence = true, string? tradingSince = null, string first = "None", string second = "None", bool references = false, bool exams = true, bool further = true) => story.Do(
        "check", ("guidanceRead", true), ("formReceived", form), ("evidenceReceived", evidence), ("termsAccepted", true), ("generalRegulationsAccepted", true), ("furtherPublicationsAccepted", further),
        ("timetabledExams", exams), ("referencesSought", references), ("visitAskedFor", false), ("tradingSince", tradingSince), ("firstReferee", first), ("secondReferee", second));

    /// <summary>A company that has traded since 15 September 2026 and names two trade creditors.</summary>
    private static Story Parked() => Check(Received("Company"), tradingSince: "2026-09-15", first: "TradeCreditor", second: "TradeCreditor")
        .Decided("complete", Outcome.Accepted).Decided("credit", Outcome.Refused).Sent("notProcessed", "application-not-processed");

    [Test]
    public void What_is_missing_is_asked_for_and_the_application_is_checked_again()
    {
        var story = Check(Received(), form: false).Decided("complete", Outcome.Refused);
        Assert.That(((IReadOnlyDictionary<string, object?>)story.Asked("incomplete").Inputs["about"]!)["reasons"], Is.Not.Empty);
        story.Sent("incomplete", "application-incomplete");
        Assert.That(story.WaitsAt, Is.EqualTo(new[] { "check" }));
        Check(story).Decided("complete", Outcome.Accepted).Decided("credit", Outcome.Accepted);
    }

    [Test]
    public void A_verified_line_needs_evidence_and_the_suite_of_2016_the_further_publications()
    {
        Check(Received(), evidence: false).Decided("complete", Outcome.Refused);
        Check(Received(line: "CambridgeTechnicals"), further: false).Decided("complete", Outcome.Refused);
        Check(Received(line: "CambridgeTechnicals"), evidence: false).Decided("complete", Outcome.Accepted);
    }

    [Test]
    public void A_young_company_is_parked_and_reviewed_on_the_day_its_six_months_are_reached()
    {
        var story = Parked();
        Assert.That(story.WaitsAt, Is.EquivalentTo(new[] { "sixMonths", "circumstances" }));
        Assert.That(story.Until("2027-03-14T23:59:59Z").WaitsAt, Does.Contain("sixMonths"));
        Assert.That(story.Until("2027-03-15T00:00:00Z").WaitsAt, Is.EquivalentTo(new[] { "review", "circumstances" }), "six months after 15 September is 15 March");

        story.Do("review", ("tradingSince", "2026-09-15"), ("firstReferee", "TradeCreditor"), ("secondReferee", "TradeCreditor")).Decided("credit", Outcome.Accepted);
        Assert.That(story.WaitsAt, Is.Empty, "extenuating circumstances are waited for no more");
    }

    [TestCase("2026-06-01", Outcome.Accepted)]
    [TestCase("2026-06-02", Outcome.Refused)]
    public void A_company_must_have_traded_for_six_months_on_the_day(string since, Outcome outcome) =>
        Check(Received("Company"), tradingSince: since, first: "TradeCreditor", second: "TradeCreditor").Decided("complete", Outcome.Accepted).Decided("credit", outcome);

    [TestCase("TradeCreditor", "Bank")]
    [TestCase("TradeCreditor", "None")]
    [TestCase("Accountant", "Solicitor")]
    public void Two_referees_who_are_trade_creditors_are_needed(string first, string second) =>
        Check(Received("SoleTrader"), tradingSince: "2020-01-01", first: first, second: second).Decided("complete", Outcome.Accepted).Decided("credit", Outcome.Refused);

    [Test]
    public void An_applicant_that_does_not_trade_tells_when_it_has_begun_and_the_six_months_count_from_there()
    {
        var story = Check(Received("Company"), first: "TradeCreditor", second: "TradeCreditor").Decided("complete", Outcome.Accepted).Decided("credit", Outcome.Refused)
            .Sent("notProcessed", "application-not-processed").Do("askTerms", ("tradingSince", "2026-12-31"));
        Assert.That(story.Bookmark("sixMonths").DueAt, Is.EqualTo(new DateTimeOffset(2027, 6, 29, 23, 0, 0, TimeSpan.Zero)), "30 June begins at 23:00 UTC in summer time");
        Assert.That(story.Until("2027-06-29T23:00:00Z").Do("review", ("tradingSince", "2026-12-31"), ("firstReferee", "TradeCreditor"), ("secondReferee", "TradeCreditor")).Decided("credit", Outcome.Accepted).State!.Incidents, Is.Empty);
    }

    [Test]
    public void Extenuating_circumstances_that_are_accepted_stand_in_for_the_credit_requirements()
    {
        var story = Parked().Event("ExtenuatingCircumstances").Do("consider", ("accepted", true)).Decided("credit", Outcome.Accepted);
        Assert.That(story.Journal, Does.Contain("sixMonths.Canceled"));
    }

    [Test]
    public void Extenuating_circumstances_that_are_not_accepted_leave_the_review()
    {
        var story = Parked().Event("ExtenuatingCircumstances").Do("consider", ("accepted", false)).Sent("notAccepted", "circumstances-not-accepted");
        Assert.That(story.WaitsAt, Is.EqualTo(new[] { "sixMonths" }));
    }

    [Test]
    public void A_verified_centre_is_visited_registered_charged_confirmed_and_granted_its_first_approval()
    {
        var story = Check(Received(), references: true).Decided("complete", Outcome.Accepted).Decided("credit", Outcome.Accepted)
            .Do("references", ("satisfactory", true)).Decided("visitNeeded", Outcome.Refused)
            .Do("visit", ("heldOn", "2026-12-10"), ("satisfactory", true)).Decided("decision", Outcome.Accepted);
        Assert.That(story.Asked("register").Inputs["centreNumber"], Is.EqualTo(""));
        story.Done("register", output: ProcessSteps.Members(("number", "30001")));
        Assert.That(story.Asked("charge").Inputs, Is.EqualTo(ProcessSteps.Members(("decision", "d1"), ("centreNumber", "30001"))));
        story.Done("charge").Sent("confirm", "centre-approved");
        Assert.That(story.Asked("grant").Inputs, Is.EqualTo(ProcessSteps.Members(("centreNumber", "30001"), ("scope", "Qualification"), ("covers", "10279"))));
        story.Done("grant", output: ProcessSteps.Members(("approvalReference", "30001-10279"))).Do("interest", ("qualifications", "10279")).Ends("finish");
    }

    [TestCase(true, Outcome.Accepted)]
    [TestCase(false, Outcome.Refused)]
    public void Others_are_visited_unless_they_are_approved_for_timetabled_exams(bool exams, Outcome withoutVisit) =>
        Check(Received(line: "General"), exams: exams).Decided("complete", Outcome.Accepted).Decided("credit", Outcome.Accepted).Decided("visitNeeded", withoutVisit);

    [Test]
    public void A_visit_that_was_not_satisfactory_refuses_with_reasons() =>
        Check(Received()).Decided("complete", Outcome.Accepted).Decided("credit", Outcome.Accepted).Decided("visitNeeded", Outcome.Refused)
            .Do("visit", ("heldOn", "2026-12-10"), ("satisfactory", false)).Decided("decision", Outcome.Refused).Done("chargeRefused").Sent("refusal", "centre-refused").Ends("refused");

    [Test]
    public void A_rule_that_broke_holds_the_application_until_it_is_corrected()
    {
        var story = Check(Received()).Done("complete", "Undecided");
        Assert.That(story.WaitsAt, Is.EqualTo(new[] { "completeHeld" }));
        story.Do("completeHeld").Decided("complete", Outcome.Accepted);
    }
}
