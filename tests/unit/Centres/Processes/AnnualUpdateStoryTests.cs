using OcrWorkflows.Tests.Runtime;

namespace OcrWorkflows.Tests.Centres.Processes;

/// <summary>The annual update as it ships: clause R79.</summary>
public sealed class AnnualUpdateStoryTests
{
    private static Story Asked() => ProcessSteps.Begin("annual-update", "2027-10-04T09:00:00Z", ("CentreNumber", "68199"), ("Year", 2027), ("DueOn", "2027-10-31")).Sent("ask", "annual-update-asked");

    private static Story Return(Story story, bool moved = false) => story.Do("return", ("nothingChanged", !moved), ("addressOrStorageChanged", moved), ("headDeclared", true));

    [Test]
    public void A_return_on_the_last_day_is_in_time()
    {
        var story = Asked();
        Assert.That(story.State!.CorrelationId, Is.EqualTo("annual-update:68199:2027"));
        Return(story.Until("2027-10-31T23:59:59Z")).Sent("thank", "annual-update-returned").Ends("finish");
        Assert.That(story.Journal, Does.Not.Contain("suspend.Started").And.Contain("lastDay.Canceled"));
    }

    [Test]
    public void After_31_October_the_centre_is_suspended_until_it_returns_the_update()
    {
        var story = Asked().Until("2027-11-01T00:00:00Z");
        Assert.That(story.Asked("suspend").Inputs, Is.EqualTo(ProcessSteps.Members(("centreNumber", "68199"), ("status", "Suspended"))));
        story.Done("suspend").Sent("suspended", "annual-update-overdue");
        Assert.That(story.WaitsAt, Is.EqualTo(new[] { "return" }));
        Assert.That(Return(story).Asked("reinstate").Inputs["status"], Is.EqualTo("Approved"));
        story.Done("reinstate").Sent("thank", "annual-update-returned").Ends("finish");
    }

    [Test]
    public void Another_address_or_storage_brings_the_checklist_back()
    {
        var story = Return(Asked(), moved: true);
        Assert.That(story.WaitsAt, Is.EqualTo(new[] { "checklist" }));
        story.Do("checklist").Sent("thank", "annual-update-returned").Ends("finish");
    }
}
