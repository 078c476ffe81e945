using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Tasks;

namespace OcrWorkflows.Tests.Runtime;

public sealed class TaskFormTests
{
    private static readonly TaskForm Form = new(
    [
        new("decision", "Decision", TaskFieldType.Choice, Required: true, null, [new("Confirmed", null), new("Withdrawn", "the claim falls")]),
        new("sentOn", "Sent on", TaskFieldType.Date, Required: false, null, []),
        new("copies", "Copies", TaskFieldType.Number, Required: false, null, []),
        new("complete", "Complete", TaskFieldType.YesNo, Required: false, null, []),
        new("remark", "Remark", TaskFieldType.Text, Required: false, null, []),
    ]);

    [Test]
    public void What_a_person_writes_becomes_values_of_the_types_of_the_fields()
    {
        var answer = Form.Read(Given(("decision", "Confirmed"), ("sentOn", "2028-02-29"), ("copies", " 3 "), ("complete", "no"), ("remark", "")));
        Assert.That(answer.Faults, Is.Empty);
        Assert.That(answer.Values, Is.EquivalentTo(Given(("decision", "Confirmed"), ("sentOn", new DateOnly(2028, 2, 29)), ("copies", 3L), ("complete", false))));
    }

    [Test]
    public void What_a_program_sends_may_have_the_types_already()
    {
        var answer = Form.Read(Given(("decision", "Withdrawn"), ("sentOn", new DateOnly(2026, 1, 1)), ("copies", 3L), ("complete", true)));
        Assert.That(answer.Faults, Is.Empty);
        Assert.That(answer.Values["complete"], Is.True);
    }

    [TestCase("decision", "confirmed", "Decision: choose one of Confirmed, Withdrawn.")]
    [TestCase("decision", " ", "Decision: choose one.")]
    [TestCase("sentOn", "2027-02-29", "Sent on: write a date that exists, as in 2026-12-21.")]
    [TestCase("copies", "3.5", "Copies: write a whole number.")]
    [TestCase("copies", true, "Copies: write a whole number.")]
    [TestCase("complete", "maybe", "Complete: answer yes or no.")]
    [TestCase("remark", 4L, "Remark: write at most 2000 characters.")]
    public void A_value_that_does_not_fit_is_named_with_what_would(string field, object written, string message)
    {
        var given = Given(("decision", "Confirmed"));
        given[field] = written;
        Assert.That(Form.Read(given).Faults, Is.EqualTo(new[] { new FormFault(field, message) }));
    }

    [TestCase(2000, 0)]
    [TestCase(2001, 1)]
    public void A_text_holds_2000_characters(int length, int faults) =>
        Assert.That(Form.Read(Given(("decision", "Confirmed"), ("remark", new string('x', length)))).Faults, Has.Count.EqualTo(faults));

    [Test]
    public void A_member_that_the_form_does_not_have_is_a_fault() =>
        Assert.That(Form.Read(Given(("decision", "Confirmed"), ("desicion", "x"))).Faults.Single().Message, Does.Contain("\"desicion\""));

    [Test]
    public void A_task_with_a_form_takes_no_result_that_does_not_fit_and_goes_on_waiting()
    {
        var story = Story.Of(Flow.Sequence([Task])).Start();
        var refusal = Assert.Throws<InputRefusedException>(() => story.Task("t", Given(("sentOn", "tomorrow"))));
        Assert.That(refusal!.Message, Does.StartWith("Sent: write a date"));
        Assert.That(story.State!.Bookmarks, Has.Count.EqualTo(1));

        story.Task("t", Given(("sentOn", "2026-12-21")));
        Assert.That(story.State!.SubStatus, Is.EqualTo(InstanceSubStatus.Finished));
    }

    private const string Task = """
        "id": "t", "type": "Elsa.RunTask", "taskName": "x", "customProperties": {"ocr": {"form": [{"name": "sentOn", "label": "Sent", "type": "date", "required": true}]}}
        """;

    private static Dictionary<string, object?> Given(params (string Field, object? Value)[] values) => values.ToDictionary(v => v.Field, v => v.Value, StringComparer.Ordinal);
}
