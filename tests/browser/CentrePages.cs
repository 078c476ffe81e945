using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Host.Identity;
using static Microsoft.Playwright.Assertions;

namespace OcrWorkflows.Browser.Tests;

internal sealed class CentrePages : PageTests
{
    [Test]
    public async Task A_centre_is_found_by_its_number_and_shows_its_entries_without_anybodys_name()
    {
        var page = await OpenAsync(RoleNames.Staff);
        await page.GotoAsync("/centres");
        await page.GetByLabel("Number or name").FillAsync(Site.CentreNumber);
        await page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();
        await Expect(page.Locator("main tbody tr")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Link, new() { Name = Site.CentreNumber, Exact = true }).ClickAsync();
        await Expect(Heading(page)).ToContainTextAsync(Site.CentreNumber);
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Latest entries" }).Locator("tbody tr").First).ToBeVisibleAsync();
        await KeepAsync(page, "centre");

        var text = await page.GetByRole(AriaRole.Main).InnerTextAsync();
        await using var database = await Site.DatabaseAsync();
        var candidates = await database.Set<Candidate>().Where(c => c.CentreNumber == Site.CentreNumber).ToListAsync();
        Assert.That(candidates, Is.Not.Empty);
        using (Assert.EnterMultipleScope())
        {
            foreach (var candidate in candidates)
            {
                Assert.That(text, Does.Not.Contain(candidate.Surname).And.Not.Contain(candidate.Uci ?? "—").And.Not.Contain(candidate.Uln ?? "—"));
            }
        }
    }

    [Test]
    public async Task A_decision_leads_from_its_reason_to_the_clause_and_to_everything_that_was_used()
    {
        var page = await OpenAsync(RoleNames.Staff);
        await page.GotoAsync($"/centres/{Site.CentreNumber}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Why: candidate" }).First.ClickAsync();
        await Expect(Heading(page)).ToHaveTextAsync("Decision");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Facts" })).ToContainTextAsync(Site.CentreNumber);
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Decided with" })).ToContainTextAsync("fees/");
        await KeepAsync(page, "decision");
    }

    [Test]
    public async Task A_centres_user_sees_that_centre_and_no_other()
    {
        ExpectedError = "404";
        await using var database = await Site.DatabaseAsync();
        var other = await database.Set<Centre>().Where(c => c.Number != Site.CentreNumber).Select(c => c.Number).FirstAsync();
        var page = await OpenAsync(RoleNames.Centre);
        await page.GotoAsync("/centres");
        await Expect(page.Locator("main tbody tr")).ToHaveCountAsync(1);
        var foreign = await page.GotoAsync($"/centres/{other}");
        Assert.That(foreign!.Status, Is.EqualTo(404));
        await Expect(Heading(page)).ToHaveTextAsync("There is no such page");
        var own = await page.GotoAsync($"/centres/{Site.CentreNumber}");
        Assert.That(own!.Status, Is.EqualTo(200));
    }
}
