using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage.Rows;
using static Microsoft.Playwright.Assertions;

namespace OcrWorkflows.Browser.Tests;

internal sealed class StaffJourney : PageTests
{
    [Test]
    public async Task Filters_are_kept_as_a_view_that_a_colleague_follows()
    {
        var page = await OpenAsync(RoleNames.Staff, script: false);
        await page.GotoAsync("/instances?definition=claim&status=waiting");
        await page.GetByText("Keep these filters").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("A view needs a name");
        await page.GetByLabel("Name of the view").FillAsync("Claims that wait");
        await page.GetByLabel("Share with colleagues").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Views" }).GetByRole(AriaRole.Link)).ToHaveAttributeAsync("aria-current", "page");
        await KeepAsync(page, "view-kept");

        await page.GetByText("Change this view").ClickAsync();
        await page.GetByLabel("Name of the view").FillAsync("Claims that still wait");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Views" }).GetByRole(AriaRole.Link)).ToHaveTextAsync("Claims that still wait");

        var colleague = await OpenAsync(RoleNames.Assurer, script: false);
        await colleague.GotoAsync("/instances");
        await colleague.GetByRole(AriaRole.Link, new() { Name = "Claims that still wait (browser-staff)" }).ClickAsync();
        await Expect(colleague).ToHaveURLAsync(Site.Address + "/instances?definition=claim&status=waiting");
        await Expect(colleague.GetByLabel("Workflow", new() { Exact = true })).ToHaveValueAsync("claim");

        await page.GetByText("Change this view").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Take it away" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Views" })).ToHaveCountAsync(0);
    }

    [Test]
    public async Task An_operation_on_many_is_tried_done_and_watched_to_its_end_without_a_click()
    {
        var (claim, instance) = await Site.ClaimToDecideAsync();
        var page = await OpenAsync(RoleNames.Staff);
        await page.GotoAsync("/instances/bulk");
        await page.GetByLabel("Part of the claim or approval number").FillAsync(claim);
        await page.GetByLabel("Suspend: nothing reaches them until they are resumed").CheckAsync();
        await page.GetByLabel("Reason (stands in each history)").FillAsync("The centre asked for time.");
        await page.GetByRole(AriaRole.Button, new() { Name = "What would happen?" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("It would be done to 1 of 1 instance");
        await KeepAsync(page, "bulk-tried");

        await page.GetByRole(AriaRole.Button, new() { Name = "Do it" }).ClickAsync();
        await Expect(Heading(page)).ToHaveTextAsync("Suspend: 1 instance");
        await Expect(page.Locator(".title-line .pill")).ToHaveTextAsync("Finished");
        await Expect(page.GetByText("1 done, 0 refused, 0 to do")).ToBeVisibleAsync();
        await KeepAsync(page, "bulk-finished");
        await using var database = await Site.DatabaseAsync();
        Assert.That((await database.Set<InstanceRow>().SingleAsync(i => i.Id == instance)).SubStatus, Is.EqualTo(OcrWorkflows.Runtime.InstanceSubStatus.OnHold));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task An_assurer_goes_from_today_to_an_overdue_claim_and_decides_it(bool script)
    {
        var (claim, instance) = await Site.ClaimToDecideAsync(visitedDaysAgo: 30);
        var page = await OpenAsync(RoleNames.Assurer, script);
        await page.GotoAsync("/");
        await Expect(Heading(page)).ToHaveTextAsync("Today");
        await page.GetByRole(AriaRole.Link, new() { Name = "Overdue tasks" }).ClickAsync();
        await Expect(Heading(page)).ToHaveTextAsync("Tasks");
        await Expect(page).ToHaveURLAsync(Site.Address + "/tasks?whose=all&overdue=true");
        await Expect(page.Locator("main tbody tr").Filter(new() { HasText = claim })).ToContainTextAsync("Decide the claim");
        await KeepAsync(page, $"tasks-overdue-{(script ? "script" : "plain")}");

        await page.GotoAsync("/instances?due=overdue");
        await page.GetByLabel("Search").FillAsync(claim);
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await Expect(page.Locator("main tbody tr")).ToHaveCountAsync(1);
        await KeepAsync(page, $"instances-filtered-{(script ? "script" : "plain")}");

        await page.GetByRole(AriaRole.Link, new() { Name = $"Claim {claim}" }).ClickAsync();
        await Expect(Heading(page)).ToContainTextAsync(claim);
        var why = page.GetByRole(AriaRole.Region, new() { Name = "Why it waits" });
        await Expect(why).ToContainTextAsync("Waits for an Assurer to do the task");
        await Expect(why).ToContainTextAsync("Overdue");
        await KeepAsync(page, $"instance-overdue-{(script ? "script" : "plain")}");

        await page.GetByLabel("Confirmed").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Record the answer" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("The task is done");
        await Expect(why).ToContainTextAsync("Waits for the event Results published");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Record the answer" })).ToHaveCountAsync(0);

        await using var database = await Site.DatabaseAsync();
        var decided = await database.Set<Claim>().SingleAsync(c => c.ClaimNumber == claim);
        var journal = await database.Set<JournalRow>().Where(j => j.InstanceId == instance).OrderBy(j => j.Sequence).ToListAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(decided.Status, Is.EqualTo(ClaimStatus.Confirmed));
            Assert.That(decided.DecidedBy, Is.EqualTo("browser-assurer"));
            Assert.That(journal[^1].Actor, Is.EqualTo("browser-assurer"), "who did it stands on the journal");
        }
    }

    [Test]
    public async Task A_task_that_somebody_else_has_done_meanwhile_is_said_to_be_done_and_changes_nothing()
    {
        var (claim, instance) = await Site.ClaimToDecideAsync();
        var first = await OpenAsync(RoleNames.Assurer);
        var second = await OpenAsync(RoleNames.Administrator);
        await first.GotoAsync($"/instances/{instance}");
        await second.GotoAsync($"/instances/{instance}");
        foreach (var (page, decision) in new[] { (first, "Edited"), (second, "Withdrawn") })
        {
            await page.GetByLabel(decision).CheckAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Record the answer" }).ClickAsync();
        }

        await Expect(second.GetByRole(AriaRole.Status)).ToContainTextAsync("That was not needed any more");
        await using var database = await Site.DatabaseAsync();
        Assert.That((await database.Set<Claim>().SingleAsync(c => c.ClaimNumber == claim)).Status, Is.EqualTo(ClaimStatus.Edited));
    }

    [Test]
    public async Task A_form_sent_without_a_choice_says_so_and_records_nothing()
    {
        var (claim, instance) = await Site.ClaimToDecideAsync();
        var page = await OpenAsync(RoleNames.Assurer);
        await page.GotoAsync($"/instances/{instance}");
        await page.Locator("form.task-form").EvaluateAsync("form => form.noValidate = true");
        await page.GetByRole(AriaRole.Button, new() { Name = "Record the answer" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Nothing has been recorded yet. Decision: choose one.");
        await using var database = await Site.DatabaseAsync();
        Assert.That((await database.Set<Claim>().SingleAsync(c => c.ClaimNumber == claim)).DecidedOn, Is.Null);
    }

    [Test]
    public async Task Someone_of_another_role_sees_the_task_but_no_form_for_it()
    {
        var (_, instance) = await Site.ClaimToDecideAsync();
        var page = await OpenAsync(RoleNames.Staff);
        await page.GotoAsync($"/instances/{instance}");
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("Your role (Staff) does not do this task");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Record the answer" })).ToHaveCountAsync(0);
    }

    [Test]
    public async Task The_diagram_marks_where_it_waits_and_the_list_beside_it_says_the_same()
    {
        var (_, instance) = await Site.ClaimToDecideAsync();
        var page = await OpenAsync(RoleNames.Staff);
        await page.GotoAsync($"/instances/{instance}");
        var drawn = await page.Locator("svg.diagram g.waiting").EvaluateAllAsync<string[]>(
            "boxes => boxes.map(box => [...box.querySelectorAll('text.title')].map(line => line.textContent).join(' ')).sort()");
        await page.GetByText("The same as a list").ClickAsync();
        var listed = await page.Locator("ol.steps > li.waiting .step-title").EvaluateAllAsync<string[]>("steps => steps.map(step => step.textContent).sort()");
        Assert.That(drawn, Is.EqualTo(listed).And.EqualTo(new[] { "Decide the claim", "Five working days" }));
        await Expect(page.Locator("svg.diagram g.waiting text.here")).ToHaveTextAsync(["Waits here", "Waits here"]);
    }

    [Test]
    public async Task Paging_through_all_instances_shows_each_exactly_once()
    {
        await using var database = await Site.DatabaseAsync();
        var page = await OpenAsync(RoleNames.Staff, script: true);
        await page.GotoAsync("/instances");
        var seen = new List<string>();
        while (true)
        {
            seen.AddRange(await page.Locator("main tbody th a").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))"));
            if (await page.GetByRole(AriaRole.Link, new() { Name = "Next page" }).CountAsync() == 0)
            {
                break;
            }

            await page.GetByRole(AriaRole.Link, new() { Name = "Next page" }).ClickAsync();
        }

        var all = await database.Set<InstanceRow>().Select(i => i.Id).ToListAsync();
        Assert.That(all, Has.Count.GreaterThan(50), "or there is nothing to page through");
        Assert.That(seen, Is.EquivalentTo(all.Select(id => $"/instances/{id}")));
    }
}
