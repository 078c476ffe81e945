using Microsoft.Playwright;
using OcrWorkflows.Host.Identity;
using static Microsoft.Playwright.Assertions;

namespace OcrWorkflows.Browser.Tests;

internal sealed class FeesPages : PageTests
{
    [Test]
    public async Task Another_list_shows_what_would_change_and_what_it_lacks_before_it_is_in_force()
    {
        var page = await OpenAsync(RoleNames.Staff, script: false);
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "fees", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Fees in force", Exact = true })).ToContainTextAsync("Separate unit entry");

        var list = await TextOfAsync(page, "text");
        await page.GetByLabel("List of fees").FillAsync(ReplaceFirst(ReplaceFirst(list, "\"amountPence\": 4500", "\"amountPence\": 4650"), "\"late-entry\"", "\"late-entries\""));
        await page.GetByRole(AriaRole.Button, new() { Name = "What would change?" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "3 fees would change" })).ToBeVisibleAsync();
        var changes = page.GetByRole(AriaRole.Region, new() { Name = "Fees that would change" });
        await Expect(changes).ToContainTextAsync("£45.00");
        await Expect(changes).ToContainTextAsync("£46.50");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("What owes one of them would be undecided: late-entry.");
        await KeepAsync(page, "fees-moves");

        await page.GetByLabel("List of fees").FillAsync("{ \"from\": \"some day\" }");
        await page.GetByRole(AriaRole.Button, new() { Name = "What would change?" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The list cannot be used");
    }
}
