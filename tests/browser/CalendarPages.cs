using Microsoft.Playwright;
using OcrWorkflows.Host.Identity;
using static Microsoft.Playwright.Assertions;

namespace OcrWorkflows.Browser.Tests;

internal sealed class CalendarPages : PageTests
{
    [Test]
    public async Task A_date_is_counted_day_by_day_and_a_new_holiday_shows_what_it_would_move()
    {
        var (claim, _) = await Site.ClaimToDecideAsync();
        var page = await OpenAsync(RoleNames.Staff, script: false);
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "calendar in force" }).ClickAsync();
        await page.GetByLabel("After").FillAsync("2026-12-22");
        await page.GetByLabel("Working days").FillAsync("5");
        await page.GetByRole(AriaRole.Button, new() { Name = "Count" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("Mon 28 December bank holiday (Boxing Day, substitute day)");

        var file = await TextOfAsync(page, "text");
        var tomorrow = Enumerable.Range(1, 4).Select(n => Site.Today.AddDays(n)).First(d => d.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));
        await page.GetByLabel("bank-holidays.json").FillAsync(ReplaceFirst(file, "\"events\": [", $"\"events\": [ {{ \"title\": \"A day proclaimed\", \"date\": \"{tomorrow:yyyy-MM-dd}\" }},"));
        await page.GetByRole(AriaRole.Button, new() { Name = "What would move?" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Dates that would move" })).ToContainTextAsync(claim);
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("bank holiday (A day proclaimed)");
        await KeepAsync(page, "calendar-moves");

        await page.GetByLabel("bank-holidays.json").FillAsync("{ \"scotland\": {} }");
        await page.GetByRole(AriaRole.Button, new() { Name = "What would move?" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("CAL001");
    }
}
