using Microsoft.Playwright;
using OcrWorkflows.Host.Identity;
using static Microsoft.Playwright.Assertions;

namespace OcrWorkflows.Browser.Tests;

/// <summary>Tasks taken, handed back and passed on by people.</summary>
internal sealed class TaskPages : PageTests
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task Of_two_who_take_a_task_from_their_lists_the_second_is_told_who_has_it(bool script)
    {
        var (claim, instance) = await Site.ClaimToDecideAsync();
        var first = await OpenAsync(RoleNames.Assurer, script);
        var second = await OpenAsync(RoleNames.Administrator, script);
        await first.GotoAsync("/tasks?whose=all&free=true");
        await second.GotoAsync("/tasks?whose=all&free=true");
        var take = $"Take it: Decide the claim: confirm, edit or withdraw, Claim {claim}";
        await first.GetByRole(AriaRole.Button, new() { Name = take }).ClickAsync();
        await Expect(first.GetByRole(AriaRole.Status)).ToContainTextAsync("You have the task in hand");
        await Expect(first).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"/instances/{instance}"));

        await second.GetByRole(AriaRole.Button, new() { Name = take }).ClickAsync();
        await Expect(second.GetByRole(AriaRole.Alert)).ToContainTextAsync("browser-assurer has this task");
        await Expect(second.GetByRole(AriaRole.Button, new() { Name = take })).ToHaveCountAsync(0);
        await KeepAsync(second, $"tasks-clash-{(script ? "script" : "plain")}");

        await first.GotoAsync("/tasks?whose=mine");
        await Expect(first.Locator("main tbody tr").Filter(new() { HasText = claim })).ToContainTextAsync("You");
    }

    [Test]
    public async Task A_task_that_another_has_offers_no_form_until_it_is_handed_back()
    {
        var (_, instance) = await Site.ClaimToDecideAsync();
        var assurer = await OpenAsync(RoleNames.Assurer);
        var administrator = await OpenAsync(RoleNames.Administrator);
        await administrator.GotoAsync($"/instances/{instance}");
        await assurer.GotoAsync($"/instances/{instance}");
        await assurer.GetByRole(AriaRole.Button, new() { Name = "Take it" }).ClickAsync();
        await Expect(assurer.GetByRole(AriaRole.Main)).ToContainTextAsync("You have it in hand");

        await administrator.GetByRole(AriaRole.Button, new() { Name = "Take it" }).ClickAsync();
        await Expect(administrator.GetByRole(AriaRole.Alert)).ToContainTextAsync("browser-assurer has this task");
        await Expect(administrator.GetByRole(AriaRole.Button, new() { Name = "Record the answer" })).ToHaveCountAsync(0);
        await administrator.GetByRole(AriaRole.Button, new() { Name = "Hand it back" }).ClickAsync();
        await Expect(administrator.GetByRole(AriaRole.Status)).ToContainTextAsync("handed back");
        await Expect(administrator.GetByRole(AriaRole.Button, new() { Name = "Record the answer" })).ToBeVisibleAsync();
        await Expect(administrator.GetByRole(AriaRole.Region, new() { Name = "Who had its tasks" })).ToContainTextAsync("browser-administrator handed back the task");
    }

    [Test]
    public async Task A_task_is_passed_to_a_colleague_chosen_from_those_who_may_do_it()
    {
        var (claim, instance) = await Site.ClaimToDecideAsync();
        var staff = await OpenAsync(RoleNames.Staff);
        await staff.GotoAsync($"/instances/{instance}");
        var colleagues = await staff.GetByLabel("Pass it to").Locator("option").AllTextContentsAsync();
        Assert.That(colleagues, Does.Contain("browser-assurer").And.Not.Contain("browser-centre").And.Not.Contain("browser-approver"));
        await staff.GetByLabel("Pass it to").SelectOptionAsync("browser-assurer");
        await staff.GetByRole(AriaRole.Button, new() { Name = "Pass it on" }).ClickAsync();
        await Expect(staff.GetByRole(AriaRole.Status)).ToContainTextAsync("The task is passed on");

        var assurer = await OpenAsync(RoleNames.Assurer);
        await assurer.GotoAsync("/tasks?whose=mine");
        await Expect(assurer.Locator("main tbody tr").Filter(new() { HasText = claim })).ToHaveCountAsync(1);
    }

    [TestCase(1440, false)]
    [TestCase(1440, true)]
    [TestCase(390, false)]
    [TestCase(390, true)]
    public async Task Lists_and_forms_fit_the_screen(int width, bool dark)
    {
        var (_, instance) = await Site.ClaimToDecideAsync();
        var page = await OpenAsync(RoleNames.Administrator, width: width, dark: dark);
        foreach (var (name, address) in new[] { ("tasks", "/tasks"), ("task", $"/instances/{instance}") })
        {
            await page.GotoAsync(address);
            Assert.That(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), Is.True, $"{address} scrolls sideways");
            await KeepAsync(page, $"{name}-hands-{width}-{(dark ? "dark" : "light")}");
        }
    }
}
