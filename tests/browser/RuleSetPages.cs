using System.Diagnostics;
using Microsoft.Playwright;
using OcrWorkflows.Host.Identity;
using static Microsoft.Playwright.Assertions;

namespace OcrWorkflows.Browser.Tests;

internal sealed class RuleSetPages : PageTests
{
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
    public async Task An_approver_rolls_back_and_a_member_of_staff_is_not_offered_it()
    {
        var file = Site.Folders.RulesFile("lapse");
        var good = await File.ReadAllTextAsync(file);
        var staff = await OpenAsync(RoleNames.Staff);
        var approver = await OpenAsync(RoleNames.Approver);
        var rollBack = approver.GetByRole(AriaRole.Button, new() { Name = "Roll back to version" });
        try
        {
            await File.WriteAllTextAsync(file, good + "\n");
            await ReloadUntilAsync(approver, "/rule-sets/lapse", async () => await rollBack.CountAsync() > 0);
            await staff.GotoAsync("/rule-sets/lapse");
            await Expect(staff.GetByRole(AriaRole.Button, new() { Name = "Roll back to version" })).ToHaveCountAsync(0);

            var earlier = await approver.Locator("section[aria-labelledby=versions-title] tbody tr").Last.Locator("code").TextContentAsync();
            await rollBack.Last.ClickAsync();
            await Expect(approver.GetByRole(AriaRole.Status).First).ToContainTextAsync("The earlier version decides again");
            var deciding = approver.Locator("section[aria-labelledby=versions-title] tbody tr", new() { HasText = "Deciding" });
            await Expect(deciding.Locator("code")).ToHaveTextAsync(earlier!);
        }
        finally
        {
            await File.WriteAllTextAsync(file, good);
        }
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

    private static string ReplaceFirst(string text, string old, string with)
    {
        var at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.That(at, Is.Positive, $"{old} stands in the file");
        return text[..at] + with + text[(at + old.Length)..];
    }
}
