using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using OcrWorkflows.Host.Identity;
using static Microsoft.Playwright.Assertions;

namespace OcrWorkflows.Browser.Tests;

internal sealed class DefinitionPages : PageTests
{
    [Test]
    public async Task What_a_proposal_changes_in_a_workflow_is_seen_on_two_diagrams_and_read_in_words()
    {
        var staff = await OpenAsync(RoleNames.Staff, script: false);
        await staff.GotoAsync("/definitions/annual-update/propose");
        await staff.GetByLabel("Definition file").FillAsync(Changed(await staff.GetByLabel("Definition file").InputValueAsync()));
        await staff.GetByLabel("Why it is to change").FillAsync("Nobody looks at the name");
        await staff.GetByRole(AriaRole.Button, new() { Name = "Propose" }).ClickAsync();

        await Expect(Heading(staff)).ToHaveTextAsync("Proposal for annual-update");
        await SeenAsync(staff, "The version it was compared with", "As proposed");
        await KeepAsync(staff, "definition-proposal");

        var approver = await OpenAsync(RoleNames.Approver, script: false);
        await approver.GotoAsync(new Uri(staff.Url).AbsolutePath);
        await approver.GetByRole(AriaRole.Button, new() { Name = "Approve and make it live" }).ClickAsync();
        await Expect(approver.GetByRole(AriaRole.Status).First).ToContainTextAsync("New instances begin on the approved change");

        await staff.GotoAsync("/definitions/annual-update");
        await staff.GetByRole(AriaRole.Link, new() { Name = "Compare with the version before" }).ClickAsync();
        await Expect(staff.GetByRole(AriaRole.Heading, new() { Name = "What version 2 changes in version 1" })).ToBeVisibleAsync();
        await SeenAsync(staff, "Version 1", "Version 2");
        await KeepAsync(staff, "definition-compared");

        await staff.GetByLabel("Earlier").SelectOptionAsync("2");
        await staff.GetByRole(AriaRole.Button, new() { Name = "Compare" }).ClickAsync();
        await Expect(staff.GetByRole(AriaRole.Main)).ToContainTextAsync("Both do the same");
        await staff.GotoAsync("/definitions/annual-update/compare?from=1&to=77");
        await Expect(staff.GetByRole(AriaRole.Alert)).ToContainTextAsync("There is no version 77");
    }

    private static async Task SeenAsync(IPage page, string before, string after)
    {
        var (old, now) = (page.GetByRole(AriaRole.Img, new() { Name = $"Diagram of {before}" }), page.GetByRole(AriaRole.Img, new() { Name = $"Diagram of {after}" }));
        await Expect(old.Locator("g.removed")).ToHaveCountAsync(1);
        await Expect(old.Locator("g.removed")).ToContainTextAsync("Name it");
        await Expect(now.Locator("g.removed, g.added")).ToHaveCountAsync(0);
        await Expect(now.Locator("g.changed")).ToContainTextAsync("Ask for this year's");
        await Expect(old.Locator("path.edge.removed")).ToHaveCountAsync(2);
        await Expect(now.Locator("path.edge.added")).ToHaveCountAsync(1);
        var words = page.GetByRole(AriaRole.Listitem);
        await Expect(words.Filter(new() { HasText = "Removed Name it" })).ToBeVisibleAsync();
        await Expect(words.Filter(new() { HasText = "Added From Mark with its key to Ask for this year's update" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "What differs in Ask for this year's update" })).ToContainTextAsync("metadata.displayText");
    }

    /// <summary>The definition without its step "Name it", and another title for the next one.</summary>
    private static string Changed(string text)
    {
        var definition = JsonNode.Parse(text)!;
        var (activities, connections) = (definition["root"]!["activities"]!.AsArray(), definition["root"]!["connections"]!.AsArray());
        activities.Remove(activities.Single(a => (string?)a!["id"] == "name"));
        connections.Remove(connections.Single(c => (string?)c!["source"]!["activity"] == "name"));
        connections.Single(c => (string?)c!["target"]!["activity"] == "name")!["target"]!["activity"] = "ask";
        activities.Single(a => (string?)a!["id"] == "ask")!["metadata"]!["displayText"] = "Ask for this year's update";
        return definition.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }
}
