using System.Text.Json;
using Microsoft.Playwright;
using OcrWorkflows.Host.Identity;
using static Microsoft.Playwright.Assertions;

namespace OcrWorkflows.Browser.Tests;

internal sealed class ApiReferencePages : PageTests
{
    [Test]
    public async Task Every_operation_of_the_document_can_be_read_with_its_example_and_its_answers()
    {
        var page = await OpenAsync(RoleNames.Centre, script: false);
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "API", Exact = true }).ClickAsync();
        using var program = new HttpClient();
        using var document = JsonDocument.Parse(await program.GetStringAsync(Site.Address + "/openapi/v1.json"));
        var operations = document.RootElement.GetProperty("paths").EnumerateObject().Sum(p => p.Value.EnumerateObject().Count());
        await Expect(page.Locator("main details")).ToHaveCountAsync(operations);

        var claim = page.Locator("details").Filter(new() { HasText = "POST /api/v1/claims" });
        await claim.Locator("summary").ClickAsync();
        await Expect(claim).ToContainTextAsync("Idempotency-Key");
        await Expect(claim).ToContainTextAsync("\"qualificationCode\": \"05838\"");
        await Expect(claim).ToContainTextAsync("ClaimSubmitted");
        await Expect(claim).ToContainTextAsync("409");
        await KeepAsync(page, "api-reference-claim");
    }
}
