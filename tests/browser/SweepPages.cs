using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Operations;
using static Microsoft.Playwright.Assertions;

namespace OcrWorkflows.Browser.Tests;

internal sealed class SweepPages : PageTests
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task A_sweep_is_rehearsed_for_a_day_to_come_which_can_only_be_looked_at(bool script)
    {
        await using var database = await Site.DatabaseAsync();
        var before = await database.Set<Approval>().CountAsync(a => a.Status == ApprovalStatus.Active);
        var page = await OpenAsync(RoleNames.Staff, script);
        await page.GotoAsync("/sweeps");
        await page.GetByLabel("As of").FillAsync($"{Site.Today.AddYears(3):yyyy-MM-dd}");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Rehearse" }).ClickAsync();
        await Expect(page.GetByRole(Microsoft.Playwright.AriaRole.Heading, new() { Name = "By then would lapse" })).ToBeVisibleAsync();
        Assert.That(await page.Locator("main tbody tr").CountAsync(), Is.GreaterThan(5));
        await Expect(page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Lapse them" })).ToHaveCountAsync(0);
        await KeepAsync(page, $"sweep-rehearsed-{(script ? "script" : "plain")}");
        Assert.That(await database.Set<Approval>().CountAsync(a => a.Status == ApprovalStatus.Active), Is.EqualTo(before));
    }

    [Test]
    public async Task A_sweep_run_with_another_number_than_would_lapse_changes_nothing()
    {
        await using var database = await Site.DatabaseAsync();
        var approval = await database.Set<Approval>().Where(a => a.Status == ApprovalStatus.Active && a.Scope != ApprovalScope.Centre).OrderBy(a => a.Reference).LastAsync();
        approval.GrantedOn = approval.InactiveSince = Site.Today.AddYears(-2);
        approval.LastActivityOn = null;
        await database.SaveChangesAsync();

        var page = await OpenAsync(RoleNames.Staff);
        await page.GotoAsync("/sweeps");
        await page.GetByLabel("To confirm, write how many").FillAsync("4711");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Lapse them" }).ClickAsync();
        await Expect(page.GetByRole(Microsoft.Playwright.AriaRole.Alert)).ToContainTextAsync("Nothing has been changed");
        await database.Entry(approval).ReloadAsync();
        Assert.That(approval.Status, Is.EqualTo(ApprovalStatus.Active));

        var number = await page.Locator("#would-title ~ .table-frame tbody tr").CountAsync();
        await page.GetByLabel("To confirm, write how many").FillAsync($"{number}");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Lapse them" }).ClickAsync();
        await Expect(page.GetByRole(Microsoft.Playwright.AriaRole.Status)).ToContainTextAsync("lapsed");
        await database.Entry(approval).ReloadAsync();
        Assert.That(approval.Status, Is.EqualTo(ApprovalStatus.Lapsed));
    }

    [Test]
    public async Task A_pause_stands_on_every_page_of_staff_and_lets_no_sweep_run()
    {
        await using var database = await Site.DatabaseAsync();
        var approval = await database.Set<Approval>().Where(a => a.Status == ApprovalStatus.Active && a.Scope != ApprovalScope.Centre).OrderBy(a => a.Reference).FirstAsync();
        approval.GrantedOn = approval.InactiveSince = Site.Today.AddYears(-2);
        approval.LastActivityOn = null;
        await database.SaveChangesAsync();
        var page = await OpenAsync(RoleNames.Staff);
        var banner = page.GetByText("No sweep runs and no letter leaves");
        await page.GotoAsync("/");
        await Expect(banner).ToHaveCountAsync(0);
        await page.GotoAsync("/sweeps");
        var number = await page.Locator("#would-title ~ .table-frame tbody tr").CountAsync();

        await Site.Get<PauseSwitch>().TurnAsync(true, "The clock is wrong", new Actor("operator"), default);
        try
        {
            await page.GetByLabel("To confirm, write how many").FillAsync($"{number}");
            await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Lapse them" }).ClickAsync();
            await Expect(page.GetByRole(Microsoft.Playwright.AriaRole.Alert)).ToContainTextAsync("Paused: nothing was changed");
            await Expect(banner).ToContainTextAsync("by operator: The clock is wrong");
            await page.GotoAsync("/centres");
            await Expect(banner).ToBeVisibleAsync();
            await database.Entry(approval).ReloadAsync();
            Assert.That(approval.Status, Is.EqualTo(ApprovalStatus.Active));

            var centre = await OpenAsync(RoleNames.Centre);
            await centre.GotoAsync("/");
            await Expect(Heading(centre)).ToHaveTextAsync("Today");
            await Expect(centre.GetByText("The clock is wrong")).ToHaveCountAsync(0);
        }
        finally
        {
            await Site.Get<PauseSwitch>().TurnAsync(false, "Put right", new Actor("operator"), default);
        }

        await page.GotoAsync("/");
        await Expect(banner).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Who_does_not_sweep_is_not_offered_the_page()
    {
        ExpectedError = "403";
        var page = await OpenAsync(RoleNames.Assurer);
        await page.GotoAsync("/");
        await Expect(page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Sweeps" })).ToHaveCountAsync(0);
        await page.GotoAsync("/sweeps");
        await Expect(Heading(page)).Not.ToHaveTextAsync("Lapse sweep");
    }
}
