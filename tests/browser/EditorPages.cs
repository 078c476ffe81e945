using Microsoft.Playwright;
using OcrWorkflows.Host.Identity;
using static Microsoft.Playwright.Assertions;

namespace OcrWorkflows.Browser.Tests;

/// <summary>The editor that takes the place of a text of JSON.</summary>
internal sealed class EditorPages : PageTests
{
    [Test]
    public async Task Faults_are_shown_at_their_place_while_rules_are_written_and_go_when_they_are_mended()
    {
        var page = await OpenAsync(RoleNames.Staff);
        await page.GotoAsync("/rule-sets/resit/propose");
        var good = await TextOfAsync(page, "rules");
        await WriteAsync(page, "rules.json", ReplaceFirst(good, "entry.Qualification.Level", "entry.Qualification.Levl"));

        await Expect(page.Locator(".editor-status").First).ToContainTextAsync("fault");
        await page.Locator(".cm-lint-marker-error").First.HoverAsync();
        await Expect(page.Locator(".cm-tooltip-lint")).ToContainTextAsync("Level");
        await KeepAsync(page, "editor-fault");

        await WriteAsync(page, "rules.json", ReplaceFirst(good, "\"level3Sittings\", \"Expression\": \"3\"", "\"level3Sittings\", \"Expression\": \"4\""));
        await Expect(page.Locator(".editor-status").First).ToContainTextAsync("would fail: Level 3");
        await WriteAsync(page, "rules.json", good);
        await Expect(page.Locator(".editor-status").First).ToContainTextAsync("No faults");
        await Expect(page.Locator(".editor-status").First).ToContainTextAsync("cases hold");
        await Expect(page.Locator(".cm-lint-marker-error")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Names_are_completed_from_the_format_and_from_the_facts_and_a_fact_is_inserted_by_a_click()
    {
        const string end = "\"}]}]";
        var page = await OpenAsync(RoleNames.Staff);
        await page.GotoAsync("/rule-sets/resit/propose");
        await WriteAsync(page, "rules.json", "[{\"WorkflowName\":\"resit\",\"Rules\":[{\"RuleName\":\"A\",\"Expression\":\"" + end);
        await BackAsync(page, end.Length);
        await page.Keyboard.TypeAsync("entry.Qu");
        await Expect(page.Locator(".cm-tooltip-autocomplete")).ToContainTextAsync("Qualification");
        await KeepAsync(page, "editor-completes");
        await page.GetByRole(AriaRole.Option, new() { Name = "Qualification" }).ClickAsync();
        await page.Keyboard.TypeAsync(".SuiteY");
        await Expect(page.Locator(".cm-tooltip-autocomplete")).ToContainTextAsync("SuiteYear");
        await page.GetByRole(AriaRole.Option, new() { Name = "SuiteYear" }).ClickAsync();
        await page.Keyboard.TypeAsync(" == 2016 and ");
        await page.GetByText("What the rules are told").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Insert entry.Attempts.Used" }).ClickAsync();
        await page.Keyboard.TypeAsync(" < 3");
        Assert.That(await TextOfAsync(page, "rules"), Does.Contain("\"Expression\":\"entry.Qualification.SuiteYear == 2016 and entry.Attempts.Used < 3\""));

        await page.Keyboard.PressAsync("End");
        await BackAsync(page, end.Length - 1);
        await page.Keyboard.TypeAsync(",\"Succ");
        await Expect(page.Locator(".cm-tooltip-autocomplete")).ToContainTextAsync("SuccessEvent");
    }

    [Test]
    public async Task The_keyboard_leads_in_and_out_again_and_format_changes_only_the_margin()
    {
        var page = await OpenAsync(RoleNames.Staff);
        await page.GotoAsync("/rule-sets/resit/propose");
        await page.GetByLabel("Why it is to change").FocusAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "rules.json" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Textbox, new() { Name = "rules.json" })).Not.ToBeFocusedAsync();

        await WriteAsync(page, "rules.json", "[\n{\n\"WorkflowName\": 1.0, // kept\n\"WorkflowName\": 2\n}\n]");
        await page.GetByRole(AriaRole.Button, new() { Name = "Format" }).First.ClickAsync();
        Assert.That(await TextOfAsync(page, "rules"), Is.EqualTo("[\n  {\n    \"WorkflowName\": 1.0, // kept\n    \"WorkflowName\": 2\n  }\n]"));
    }

    private static async Task BackAsync(IPage page, int characters)
    {
        for (var at = 0; at < characters; at++)
        {
            await page.Keyboard.PressAsync("ArrowLeft");
        }
    }
}
