using Microsoft.Playwright;
using OcrWorkflows.Centres.Letters;
using OcrWorkflows.Host.Identity;
using static Microsoft.Playwright.Assertions;

namespace OcrWorkflows.Browser.Tests;

internal sealed class LetterPages : PageTests
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task A_letter_is_found_and_looked_at_with_sample_values(bool script)
    {
        var page = await OpenAsync(RoleNames.Staff, script);
        await page.GotoAsync("/letters");
        await page.GetByLabel("Name, subject, or what asks for it").FillAsync("approval refused");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
        await page.Locator("main tbody").GetByRole(AriaRole.Link, new() { Name = "Approval refused" }).ClickAsync();
        await Expect(Heading(page)).ToHaveTextAsync("Approval refused");
        await Expect(page.Locator(".letter")).ToContainTextAsync("Dear exams officer of Sample centre (centre 00000)");
        await Expect(page.Locator(".letter")).ToContainTextAsync("- (second sample reason)");
        await Expect(page.Locator(".letter")).Not.ToContainTextAsync("{{");
    }

    [Test]
    public async Task Every_letter_has_its_page()
    {
        var page = await OpenAsync(RoleNames.Staff, script: false);
        var states = Site.Get<LetterLibrary>().States;
        Assert.That(states, Has.Count.GreaterThan(60));
        foreach (var state in states)
        {
            var response = await page.GotoAsync($"/letters/{state.Name}");
            Assert.That(response!.Status, Is.EqualTo(200), state.Name);
            Assert.That(await page.Locator(".letter").InnerTextAsync(), Has.Length.GreaterThan(80).And.Not.Contain("{{"), state.Name);
        }
    }

    [Test]
    public async Task A_template_broken_on_disk_is_named_with_its_line_while_its_earlier_text_is_used_until_it_is_mended()
    {
        var file = Site.Folders.LetterFile("claim-decided");
        var good = await File.ReadAllTextAsync(file);
        var page = await OpenAsync(RoleNames.Staff);
        try
        {
            await File.WriteAllTextAsync(file, "To: centre\nSubject: Claim {{claim}}\n\nDear {{centre.nam}}\n");
            await SeesAsync(page, "/letters", "Some templates have faults");
            await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("letters/claim-decided.txt, line 4, column 6");
            await page.GotoAsync("/letters/claim-decided");
            await Expect(page.GetByText("Earlier text used")).ToBeVisibleAsync();
            await Expect(page.Locator(".letter")).ToContainTextAsync("Sample centre");
            await Expect(page.Locator("#line-4.faulty")).ToBeVisibleAsync();
        }
        finally
        {
            await File.WriteAllTextAsync(file, good);
        }

        await page.GotoAsync("/letters");
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var tries = 0; tries < 100 && await page.GetByRole(AriaRole.Alert).CountAsync() > 0; tries++)
        {
            await tick.WaitForNextTickAsync();
            await page.ReloadAsync();
        }

        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
    }

    [Test]
    public async Task There_is_no_page_of_a_letter_that_does_not_exist_and_none_for_whoever_may_not_sweep()
    {
        ExpectedError = "40";
        var staff = await OpenAsync(RoleNames.Staff);
        Assert.That((await staff.GotoAsync("/letters/no-such-letter"))!.Status, Is.EqualTo(404));
        Assert.That((await staff.GotoAsync("/letters/..%2Fclauses"))!.Status, Is.EqualTo(404));
        var centre = await OpenAsync(RoleNames.Centre);
        await centre.GotoAsync("/");
        await Expect(centre.GetByRole(AriaRole.Link, new() { Name = "Letters" })).ToHaveCountAsync(0);
        await centre.GotoAsync("/letters");
        await Expect(Heading(centre)).Not.ToHaveTextAsync("Letters");
    }

    /// <summary>The host looks at files a few times a second.</summary>
    private static async Task SeesAsync(IPage page, string address, string text)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        await page.GotoAsync(address);
        for (var tries = 0; tries < 100 && await page.GetByText(text).CountAsync() == 0; tries++)
        {
            await tick.WaitForNextTickAsync();
            await page.ReloadAsync();
        }

        await Expect(page.GetByText(text)).ToBeVisibleAsync();
    }
}
