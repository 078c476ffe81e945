using OcrWorkflows.Rules;
using OcrWorkflows.Tests.Runtime;

namespace OcrWorkflows.Tests.Centres.Processes;

/// <summary>Certificates as they ship: clauses R76, R77 and R109 to R111.</summary>
public sealed class CertificationStoryTests
{
    private static Story Published(string line = "Verified", string enteredFor = "FullAward", int achieved = 6, int needed = 6, int missing = 0, string request = "Results", string reason = "") => ProcessSteps.Begin(
        "certification", "2026-12-21T09:00:00Z", ("CertificateReference", "R-1"), ("CentreNumber", "68199"), ("QualificationCode", "10279"), ("Line", line), ("Request", request), ("EnteredFor", enteredFor), ("ResultsOn", "2026-12-21"),
        ("UnitsAchieved", achieved), ("UnitsNeeded", needed), ("MandatoryMissing", missing), ("Reason", reason));

    private static Story Due(Story story) => story.Until("2026-12-31T00:00:00Z").Done("countDays", output: ProcessSteps.Members(("days", 5L)));

    [Test]
    public void Verified_certificates_are_due_five_working_days_after_the_results()
    {
        var story = Published();
        Assert.That(story.Until("2026-12-30T23:59:59Z").State!.PendingEffects, Is.Empty, "25 and 28 December are bank holidays");
        Assert.That(story.Until("2026-12-31T00:00:00Z").Asked("countDays").ActivityType, Is.EqualTo("Ocr.CountWorkingDays"));
    }

    [Test]
    public void General_certificates_are_due_about_eight_weeks_after_the_results()
    {
        var story = Published("General");
        Assert.That(story.Until("2027-02-14T23:59:59Z").State!.PendingEffects, Is.Empty);
        story.Until("2027-02-15T00:00:00Z").Done("countDays", output: ProcessSteps.Members(("days", 37L))).Decided("unit", Outcome.Accepted);
    }

    [Test]
    public void The_full_certificate_follows_the_unit_certificates_when_the_combination_is_complete() =>
        Due(Published()).Decided("unit", Outcome.Accepted).Sent("unitCertificates", "unit-certificates").Decided("full", Outcome.Accepted).Done("issueFull").Sent("fullCertificate", "full-certificate").Ends("finish");

    [TestCase("FullAward", 5, 0)]
    [TestCase("FullAward", 6, 1)]
    [TestCase("Units", 6, 0)]
    public void An_incomplete_combination_or_an_entry_for_units_gives_unit_certificates_alone(string enteredFor, int achieved, int missing) =>
        Due(Published(enteredFor: enteredFor, achieved: achieved, missing: missing)).Decided("unit", Outcome.Accepted).Sent("unitCertificates", "unit-certificates").Decided("full", Outcome.Refused).Ends("noFull");

    [Test]
    public void Without_a_unit_there_is_no_certificate() => Due(Published(achieved: 0)).Decided("unit", Outcome.Refused).Decided("full", Outcome.Refused).Ends("noFull");

    [TestCase("Replacement", "Lost", true, Outcome.Accepted)]
    [TestCase("Replacement", "Lost", false, Outcome.Refused)]
    [TestCase("Replacement", "Borrowed", true, Outcome.Refused)]
    [TestCase("CertifyingStatement", "", true, Outcome.Accepted)]
    public void Replacements_and_statements_need_evidence_and_are_charged_to_the_centre(string request, string reason, bool evidence, Outcome outcome)
    {
        var story = Published(request: request, reason: reason).Do("evidence", ("evidenceReceived", evidence), ("issuedBefore", true));
        Assert.That(story.Asked("replacement").Inputs["centreNumber"], Is.EqualTo("68199"));
        story.Decided("replacement", outcome);
        _ = outcome == Outcome.Accepted ? story.Sent("replaced", "certificate-replaced").Ends("replacedEnd") : story.Sent("notReplaced", "certificate-refused").Ends("refusedEnd");
    }
}
