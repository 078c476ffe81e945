using Microsoft.Playwright;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Rows;
using static Microsoft.Playwright.Assertions;

namespace OcrWorkflows.Browser.Tests;

internal sealed class ErrorPages : PageTests
{
    [Test]
    public async Task A_page_that_breaks_says_so_without_showing_how_it_is_made()
    {
        ExpectedError = "500";
        var id = new InstanceId(Site.Get<IIdSource>().Next());
        await using var database = await Site.DatabaseAsync();
        var now = Site.Get<TimeProvider>().GetUtcNow();
        var row = new InstanceRow
        {
            Id = id,
            DefinitionId = "claim",
            DefinitionVersion = 1,
            DefinitionHash = "",
            Status = InstanceStatus.Finished,
            SubStatus = InstanceSubStatus.Finished,
            State = "not a state",
            CreatedAt = now,
            UpdatedAt = now,
        };
        database.Add(row);
        await database.SaveChangesAsync();
        try
        {
            var page = await OpenAsync(RoleNames.Staff);
            var answer = await page.GotoAsync($"/instances/{id}");
            Assert.That(answer!.Status, Is.EqualTo(500));
            await Expect(Heading(page)).ToHaveTextAsync("This could not be done");
            await Expect(page.GetByRole(AriaRole.Main)).Not.ToContainTextAsync("Exception");
            await KeepAsync(page, "error-500");
        }
        finally
        {
            database.Remove(row);
            await database.SaveChangesAsync();
        }
    }

    [Test]
    public async Task A_form_without_its_protection_token_is_refused_with_a_page_that_says_what_to_do()
    {
        ExpectedError = "400";
        var (_, instance) = await Site.ClaimToDecideAsync();
        var page = await OpenAsync(RoleNames.Assurer);
        await page.GotoAsync($"/instances/{instance}");
        await page.Locator("form.task-form input[name=__RequestVerificationToken]").EvaluateAsync("token => token.remove()");
        await page.GetByLabel("Confirmed").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Record the answer" }).ClickAsync();
        await Expect(Heading(page)).ToHaveTextAsync("The request could not be understood");
        await page.GotoAsync($"/instances/{instance}");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Record the answer" })).ToBeVisibleAsync();
    }
}
