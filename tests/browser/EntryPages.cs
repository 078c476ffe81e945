using System.Text;
using Microsoft.Playwright;
using OcrWorkflows.Host.Identity;
using static Microsoft.Playwright.Assertions;

namespace OcrWorkflows.Browser.Tests;

internal sealed class EntryPages : PageTests
{
    private const string Header = "centre_number,candidate_number,uci,uln,surname,forenames,date_of_birth,entry_type,qualification_code,unit_code,series,attempt";

    [TestCase(true)]
    [TestCase(false)]
    public async Task Staff_send_a_file_read_what_was_refused_and_what_would_make_it_valid(bool script)
    {
        var candidate = script ? "8101" : "8102";
        var page = await OpenAsync(RoleNames.Staff, script);
        await page.GotoAsync("/entries");
        await page.GetByLabel("CSV file").SetInputFilesAsync(File("entries of today.csv",
            $"{Site.CentreNumber},{candidate},,,Bredabeck,Callox,2009-05-31,Test,05838,U1,6b27,1",
            $"{Site.CentreNumber},{candidate},,,Bredabeck,Callox,2009-02-31,Qualification,05838,,,"));
        await Expect(page.GetByText("The file is on its way")).ToBeHiddenAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Decide the entries" }).ClickAsync();

        var told = page.GetByRole(AriaRole.Status);
        await Expect(told).ToContainTextAsync("entries of today.csv: 2 lines decided");
        var problems = page.GetByRole(AriaRole.Region, new() { Name = "Lines that could not be decided" });
        await Expect(problems).ToContainTextAsync("IMP016");
        await KeepAsync(page, $"entries-sent-{(script ? "script" : "plain")}");

        await page.GetByRole(AriaRole.Link, new() { Name = "Each refused entry" }).ClickAsync();
        await Expect(page.Locator("main tbody")).ToContainTextAsync("has no qualification entry for 05838");
        await Expect(page.Locator("main tbody tr")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Link, new() { Name = "Why" }).ClickAsync();
        await Expect(Heading(page)).ToHaveTextAsync("Decision");
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "What would make it valid" })).ToContainTextAsync("qualification entry yes instead of no");
        await KeepAsync(page, $"decision-refused-{(script ? "script" : "plain")}");
    }

    [Test]
    public async Task A_file_that_is_not_an_entries_file_is_refused_as_a_whole_with_what_to_do()
    {
        var page = await OpenAsync(RoleNames.Staff);
        await page.GotoAsync("/entries");
        await page.GetByLabel("CSV file").SetInputFilesAsync(new FilePayload { Name = "letter.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes("Dear exams office,\nplease enter everybody.\n") });
        await page.GetByRole(AriaRole.Button, new() { Name = "Decide the entries" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The file could not be used; nothing was stored");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("IMP00");
    }

    [Test]
    public async Task A_centre_sends_its_own_entries_and_an_assurer_is_offered_no_form()
    {
        var centre = await OpenAsync(RoleNames.Centre);
        await centre.GotoAsync("/entries");
        await Expect(centre.GetByLabel("CSV file")).ToHaveCountAsync(1);
        await Expect(centre.GetByLabel("Centre number")).ToHaveCountAsync(0);

        var assurer = await OpenAsync(RoleNames.Assurer);
        await assurer.GotoAsync("/entries");
        await Expect(Heading(assurer)).ToHaveTextAsync("Entries");
        await Expect(assurer.GetByLabel("CSV file")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task The_history_of_claims_is_ordered_by_a_click_on_a_column_and_filtered_by_qualification()
    {
        var (claim, _) = await Site.ClaimToDecideAsync();
        var page = await OpenAsync(RoleNames.Staff);
        await page.GotoAsync("/claims");
        var first = page.Locator("main tbody th").First;
        await Expect(first).ToContainTextAsync(claim);
        await Expect(page.Locator("th[aria-sort=descending]")).ToContainTextAsync("Submitted");

        await page.GetByRole(AriaRole.Link, new() { Name = "Claim", Exact = true }).ClickAsync();
        await Expect(page.Locator("th[aria-sort=ascending]")).ToContainTextAsync("Claim");
        var numbers = await page.Locator("main tbody th a").AllInnerTextsAsync();
        Assert.That(numbers, Is.Ordered.Using<string>(StringComparer.Ordinal));
        await page.Locator("th[aria-sort=ascending] a").ClickAsync();
        Assert.That(await page.Locator("main tbody th a").AllInnerTextsAsync(), Is.EqualTo(numbers.Reverse()));

        await page.GetByLabel("Qualification").FillAsync("00000");
        await page.GetByRole(AriaRole.Button, new() { Name = "Filter" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Main)).ToContainTextAsync("No claim matches these filters");
    }

    private static FilePayload File(string name, params string[] lines) =>
        new() { Name = name, MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(string.Join('\n', lines.Prepend(Header)) + "\n") };
}
