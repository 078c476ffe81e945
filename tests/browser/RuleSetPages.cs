using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage.Rows;
using static Microsoft.Playwright.Assertions;

namespace OcrWorkflows.Browser.Tests;

internal sealed class RuleSetPages : PageTests
{
    [Test]
    public async Task Rules_are_tried_on_a_case_and_changed_on_the_page_without_changing_what_decides()
    {
        var page = await OpenAsync(RoleNames.Centre, script: false);
        await page.GotoAsync("/rule-sets/resit");
        await page.GetByRole(AriaRole.Link, new() { Name = "Try them on an example" }).ClickAsync();
        await page.GetByLabel("Begin with a case of the rule set").SelectOptionAsync("Level 3: a fourth sitting is refused");
        await page.GetByRole(AriaRole.Button, new() { Name = "Use its facts" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask the rules" }).ClickAsync();
        var answer = page.GetByRole(AriaRole.Region, new() { Name = "What the rules say" });
        await Expect(answer).ToContainTextAsync("Refused");
        await Expect(answer).ToContainTextAsync("entry.Attempts.Used < level3Sittings");
        await KeepAsync(page, "rule-set-tried");

        await page.GetByText("Change the rules too").ClickAsync();
        var rules = page.GetByLabel("rules.json");
        var text = await rules.InputValueAsync();
        await rules.FillAsync(text.Replace("\"level3Sittings\", \"Expression\": \"3\"", "\"level3Sittings\", \"Expression\": \"4\"", StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask the rules" }).ClickAsync();
        await Expect(answer).ToContainTextAsync("Accepted");
        await Expect(answer).ToContainTextAsync("by the rules as changed below");
        await page.GetByLabel("Facts", new() { Exact = true }).FillAsync("{ \"Atempts\": { \"Used\": 1 } }");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask the rules" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("facts.json, line 1, column 3");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Attempts");

        await page.GotoAsync("/rule-sets/resit/try?example=4");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask the rules" }).ClickAsync();
        await Expect(answer).ToContainTextAsync("by the rules that decide now");
    }

    [Test]
    public async Task A_past_decision_becomes_a_case_of_its_rule_set()
    {
        await using var database = await Site.DatabaseAsync();
        var decision = await database.Set<DecisionRow>().Where(d => d.RuleSet == "entries-2016").Select(d => new { d.Id, d.Subject }).FirstAsync();
        var page = await OpenAsync(RoleNames.Staff, script: false);
        await page.GotoAsync($"/decisions/{decision.Id}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Try it with others" }).ClickAsync();
        await Expect(page.GetByLabel("Facts", new() { Exact = true })).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("\"EntryType\""));
        await page.GotoAsync($"/decisions/{decision.Id}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Keep it as a case" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("A case was added at the end of cases.json");
        await page.GetByRole(AriaRole.Button, new() { Name = "Propose" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync($"Keep the decision on {decision.Subject} as a case.");
        await KeepAsync(page, "decision-kept-as-case");
    }

    [Test]
    public async Task A_broken_rule_file_is_shown_with_its_line_and_column_until_it_is_mended()
    {
        var file = Site.Folders.RulesFile("resit");
        var good = await File.ReadAllTextAsync(file);
        var broken = ReplaceFirst(good, "entry.Qualification.Level", "entry.Qualification.Levl");
        var line = broken[..broken.IndexOf("Levl", StringComparison.Ordinal)].Count(c => c == '\n') + 1;
        var column = broken.Split('\n')[line - 1].IndexOf("Levl", StringComparison.Ordinal) + 1;
        var page = await OpenAsync(RoleNames.Staff);
        try
        {
            await File.WriteAllTextAsync(file, broken);
            await ReloadUntilAsync(page, "/rule-sets/resit", async () => await page.GetByRole(AriaRole.Alert).CountAsync() > 0);
            var banner = page.GetByRole(AriaRole.Alert);
            await Expect(banner).ToContainTextAsync("a changed file was refused");
            await Expect(banner).ToContainTextAsync($"resit/rules.json, line {line}, column {column}");
            await Expect(banner).ToContainTextAsync("Level");
            await Expect(page.GetByRole(AriaRole.Region, new() { Name = "The refused text" })).ToContainTextAsync("entry.Qualification.Levl");
            await KeepAsync(page, "rule-set-refused");

            await page.GotoAsync("/");
            await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync($"line {line}, column {column}");
        }
        finally
        {
            await File.WriteAllTextAsync(file, good);
        }

        await ReloadUntilAsync(page, "/rule-sets/resit", async () => await page.GetByRole(AriaRole.Alert).CountAsync() == 0);
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "The refused text" })).ToHaveCountAsync(0);
    }

    [Test]
    public async Task An_administrator_rolls_back_after_a_loud_question_and_an_approver_is_not_offered_it([Values] bool script)
    {
        var file = Site.Folders.RulesFile("lapse");
        var good = await File.ReadAllTextAsync(file);
        var approver = await OpenAsync(RoleNames.Approver, script);
        var administrator = await OpenAsync(RoleNames.Administrator, script);
        var rollBack = administrator.GetByRole(AriaRole.Link, new() { Name = "Roll back to version" });
        try
        {
            await administrator.GotoAsync("/rule-sets/lapse");
            var before = await rollBack.CountAsync();
            await File.WriteAllTextAsync(file, good + (script ? "\n" : "\n\n"));
            await ReloadUntilAsync(administrator, "/rule-sets/lapse", async () => await rollBack.CountAsync() > before);
            await approver.GotoAsync("/rule-sets/lapse");
            await Expect(approver.GetByRole(AriaRole.Link, new() { Name = "Roll back to version" })).ToHaveCountAsync(0);

            var earlier = await administrator.Locator("section[aria-labelledby=versions-title] tbody tr").Last.Locator("code").TextContentAsync();
            await rollBack.Last.ClickAsync();
            await Expect(administrator.GetByRole(AriaRole.Alert)).ToContainTextAsync("You are about to change what decides, alone");
            await KeepAsync(administrator, "rule-set-roll-back");
            await administrator.GetByLabel("Why the earlier version has to come back").FillAsync("It refused the wrong centres");
            await administrator.GetByRole(AriaRole.Button, new() { Name = "Roll back lapse now" }).ClickAsync();
            await Expect(administrator.GetByRole(AriaRole.Status).First).ToContainTextAsync("The earlier version decides again");
            await Expect(administrator.GetByText("browser-administrator alone went back to this version")).ToBeVisibleAsync();
            await Expect(administrator.GetByRole(AriaRole.Main)).ToContainTextAsync("It refused the wrong centres");
            var deciding = administrator.Locator("section[aria-labelledby=versions-title] tbody tr", new() { HasText = "Deciding" });
            await Expect(deciding.Locator("code")).ToHaveTextAsync(earlier!);
            Assert.That(await File.ReadAllTextAsync(file), Is.EqualTo(good), "the file follows");
        }
        finally
        {
            await File.WriteAllTextAsync(file, good);
        }
    }

    [TestCase(true, 1440)]
    [TestCase(false, 390)]
    public async Task A_change_is_proposed_on_one_page_and_approved_by_somebody_else_on_another(bool script, int width)
    {
        var staff = await OpenAsync(RoleNames.Staff, script, width);
        var approver = await OpenAsync(RoleNames.Approver, script, width);
        await staff.GotoAsync("/rule-sets/resit");
        await staff.GetByRole(AriaRole.Link, new() { Name = "Propose a change" }).ClickAsync();
        var text = await TextOfAsync(staff, "rules");
        await staff.GetByLabel("Why it is to change").FillAsync("Clearer words for centres");

        await WriteAsync(staff, "rules.json", ReplaceFirst(text, "entry.Qualification.Level", "entry.Qualification.Levl"));
        await staff.GetByRole(AriaRole.Button, new() { Name = "Propose" }).ClickAsync();
        await Expect(staff.GetByRole(AriaRole.Alert)).ToContainTextAsync("Nothing was proposed");
        await Expect(staff.GetByRole(AriaRole.Alert)).ToContainTextAsync("Levl");
        await KeepAsync(staff, $"propose-refused-{width}");

        await WriteAsync(staff, "rules.json", ReplaceFirst(text, "\"ErrorMessage\": \"", $"\"ErrorMessage\": \"Sorry ({width}): "));
        await staff.GetByRole(AriaRole.Button, new() { Name = "Propose" }).ClickAsync();
        await Expect(Heading(staff)).ToHaveTextAsync("Proposal for resit");
        var address = new Uri(staff.Url).AbsolutePath;
        await ReloadUntilAsync(approver, address, async () => await approver.GetByRole(AriaRole.Button, new() { Name = "Approve and make it live" }).CountAsync() > 0);
        await Expect(approver.GetByRole(AriaRole.Region, new() { Name = "Changes of rules.json" })).ToContainTextAsync($"Sorry ({width}):");
        await Expect(approver.GetByRole(AriaRole.Region, new() { Name = "Impact" })).ToContainTextAsync("stored decisions of resit and entries-2016");
        await KeepAsync(approver, $"proposal-{width}");

        await staff.GotoAsync(address);
        await Expect(staff.GetByRole(AriaRole.Button, new() { Name = "Approve and make it live" })).ToHaveCountAsync(0);
        await approver.GetByRole(AriaRole.Button, new() { Name = "Send it back" }).ClickAsync();
        await Expect(approver.GetByRole(AriaRole.Alert)).ToContainTextAsync("Say why");
        await approver.GetByRole(AriaRole.Button, new() { Name = "Approve and make it live" }).ClickAsync();
        await Expect(approver.GetByRole(AriaRole.Status).First).ToContainTextAsync("The approved change decides");
        await Expect(approver.GetByRole(AriaRole.Main)).ToContainTextAsync($"Sorry ({width}):");
        Assert.That(await File.ReadAllTextAsync(Site.Folders.RulesFile("resit")), Does.Contain($"Sorry ({width}):"), "the file follows");
    }

    [Test]
    public async Task A_proposal_of_ones_own_is_not_offered_for_approval_to_an_administrator_either()
    {
        var administrator = await OpenAsync(RoleNames.Administrator);
        await administrator.GotoAsync("/rule-sets/lapse/propose");
        await administrator.GetByLabel("Why it is to change").FillAsync("Clearer words for centres");
        await WriteAsync(administrator, "rules.json", ReplaceFirst(await TextOfAsync(administrator, "rules"), "\"ErrorMessage\": \"", "\"ErrorMessage\": \"Sorry: "));
        await administrator.GetByRole(AriaRole.Button, new() { Name = "Propose" }).ClickAsync();
        await Expect(administrator.GetByRole(AriaRole.Main)).ToContainTextAsync("would be the same"); // the page follows the replay by itself
        await Expect(administrator.GetByRole(AriaRole.Main)).ToContainTextAsync("You had a hand in this change");
        await Expect(administrator.GetByRole(AriaRole.Button, new() { Name = "Approve and make it live" })).ToHaveCountAsync(0);
        await administrator.GetByLabel("Comment").FillAsync("Not needed after all");
        await administrator.GetByRole(AriaRole.Button, new() { Name = "Withdraw it" }).ClickAsync();
        await Expect(administrator.GetByRole(AriaRole.Main)).ToContainTextAsync("Not needed after all");
    }

    [Test]
    public async Task A_decision_is_made_again_from_its_page()
    {
        var page = await OpenAsync(RoleNames.Staff);
        await using var database = await Site.DatabaseAsync();
        var id = await database.Set<OcrWorkflows.Storage.Rows.DecisionRow>().Select(d => d.Id).FirstAsync();
        await page.GotoAsync($"/decisions/{id}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Make it again" }).ClickAsync();
        await Expect(page.GetByText("Equal, byte for byte")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Each_rule_leads_to_the_text_of_its_clause()
    {
        var page = await OpenAsync(RoleNames.Staff);
        await page.GotoAsync("/rule-sets/resit");
        await page.Locator("table.rules a.clause", new() { HasText = "R20" }).First.ClickAsync();
        await Expect(page).ToHaveURLAsync(Site.Address + "/rule-sets/resit#clause-R20");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Clauses" })).ToContainTextAsync("Absence from a tested unit does not use up an attempt.");
    }

    /// <summary>The file watch looks several times a second: the page is loaded again until it shows the change, for ten seconds at most.</summary>
    private static async Task ReloadUntilAsync(IPage page, string address, Func<Task<bool>> shown)
    {
        var waited = Stopwatch.StartNew();
        do
        {
            await page.GotoAsync(address);
            if (await shown())
            {
                return;
            }
        }
        while (waited.Elapsed < TimeSpan.FromSeconds(10));
        Assert.Fail($"{address} did not show the change within ten seconds.");
    }
}
