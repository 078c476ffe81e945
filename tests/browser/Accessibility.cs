using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Publishing;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Browser.Tests;

internal sealed class Accessibility : PageTests
{
    private static readonly AxeRunOptions Wcag22AA = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    };

    [Test]
    public async Task Every_page_meets_wcag_2_2_aa_in_light_and_dark_and_fits_a_phone_and_a_desk([Values] bool dark, [Values(390, 1440)] int width)
    {
        ExpectedError = "403";
        var page = await OpenAsync(RoleNames.Administrator, width: width, dark: dark);
        foreach (var (name, address) in await AddressesAsync())
        {
            await page.GotoAsync(address);
            await OpenDetailsAsync(page);
            await KeepAsync(page, $"{name}-{width}-{(dark ? "dark" : "light")}");
            var result = await page.RunAxe(Wcag22AA);
            var overflow = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            using (Assert.EnterMultipleScope())
            {
                Assert.That(result.Violations.Select(v => $"{v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}"), Is.Empty, address);
                Assert.That(result.Passes, Is.Not.Empty, "the checks ran");
                Assert.That(overflow, Is.LessThanOrEqualTo(0), $"{address} is wider than the window");
            }
        }
    }

    [Test]
    public async Task The_sign_in_page_meets_wcag_2_2_aa([Values] bool dark)
    {
        var page = await OpenAsync(null, width: 390, dark: dark);
        await page.GotoAsync("/sign-in?error=wrong");
        var result = await page.RunAxe(Wcag22AA);
        Assert.That(result.Violations.Select(v => $"{v.Id}: {v.Help}"), Is.Empty);
    }

    [Test]
    public async Task The_first_tab_stop_is_a_link_past_the_navigation()
    {
        var page = await OpenAsync(RoleNames.Staff);
        await page.GotoAsync("/instances");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Skip to the content" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.GetByLabel("Search")).ToBeFocusedAsync();
    }

    [Test]
    public async Task A_planted_fault_is_found()
    {
        var page = await OpenAsync(RoleNames.Staff);
        await page.GotoAsync("/instances");
        await page.EvaluateAsync("document.querySelector('label[for=q]').remove(); document.getElementById('q').removeAttribute('placeholder')");
        var result = await page.RunAxe(Wcag22AA);
        Assert.That(result.Violations.Select(v => v.Id), Does.Contain("label"));
    }

    private static async Task OpenDetailsAsync(IPage page) =>
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(part => part.open = true)");

    private async Task<IReadOnlyList<(string Name, string Address)>> AddressesAsync()
    {
        var (_, instance) = await Site.ClaimToDecideAsync(visitedDaysAgo: 30);
        await using var database = await Site.DatabaseAsync();
        var delivery = await database.Set<InstanceRow>().Where(i => i.DefinitionId == "qualification-delivery").Select(i => i.Id).FirstAsync();
        var refused = await database.Set<DecisionRow>().Where(d => d.Outcome == Outcome.Refused).Select(d => d.Id).FirstAsync();
        return
        [
            ("today", "/"),
            ("tasks", "/tasks"),
            ("tasks-none", "/tasks?centre=00000"),
            ("entries", "/entries"),
            ("entries-none", "/entries?candidate=0000"),
            ("claims", "/claims"),
            ("bulk", "/instances/bulk"),
            ("clauses", "/clauses"),
            ("clauses-none", "/clauses?q=nothing-like-this"),
            ("sweeps", $"/sweeps?asOf={Site.Today.AddYears(3):yyyy-MM-dd}"),
            ("instances", "/instances"),
            ("instances-none", "/instances?q=nothing-like-this&incident=true"),
            ("instance-claim", $"/instances/{instance}"),
            ("instance-delivery", $"/instances/{delivery}"),
            ("centres", "/centres"),
            ("centre", $"/centres/{Site.CentreNumber}"),
            ("rule-sets", "/rule-sets"),
            ("rule-set", "/rule-sets/entries-2016"),
            ("rule-set-propose", "/rule-sets/entries-2016/propose"),
            ("rule-set-roll-back", $"/rule-sets/entries-2016/versions/{await EarlierVersionAsync()}/roll-back"),
            ("rule-set-proposal", $"/rule-sets/entries-2016/proposals/{await ProposalAsync()}"),
            ("rule-set-with-proposal", "/rule-sets/entries-2016"),
            ("definitions", "/definitions"),
            ("definition", "/definitions/claim"),
            ("definition-propose", "/definitions/claim/propose"),
            ("decision", $"/decisions/{refused}"),
            ("decision-again", $"/decisions/{refused}/again"),
            ("access-denied", "/access-denied"),
        ];
    }

    private async Task<Guid> EarlierVersionAsync()
    {
        await using var database = await Site.DatabaseAsync();
        var versions = database.Set<RuleSetVersionRow>().Where(v => v.Name == "entries-2016");
        var current = await versions.SingleAsync(v => v.IsCurrent);
        if (await versions.CountAsync() == 1)
        {
            await Site.Get<RuleSetLibrary>().PublishAllAsync([RuleSetContent.Of(current.Name, current.Rules + "\n", current.Cases)], "page", new Actor("test"), default);
        }

        return await versions.Where(v => !v.IsCurrent).Select(v => v.Id).FirstAsync();
    }

    /// <summary>One that changes decisions and fails cases, so that its page shows all there is to show; replayed.</summary>
    private async Task<Guid> ProposalAsync()
    {
        await using var database = await Site.DatabaseAsync();
        var current = await database.Set<RuleSetVersionRow>().SingleAsync(v => v.CurrentName == "entries-2016");
        var at = current.Rules.IndexOf("\"Expression\": \"", current.Rules.IndexOf("\"Rules\"", StringComparison.Ordinal), StringComparison.Ordinal);
        var rules = current.Rules.Insert(at + "\"Expression\": \"".Length, "1 == 2 && ");
        var result = await Site.Get<ProposalStore>().ProposeAsync(new ProposalRequest(RuleSetContent.Of(current.Name, rules, current.Cases), "To be seen on its page", "page"), new Actor("somebody"), default);
        var proposal = result.Proposal ?? throw new InvalidOperationException(result.Refusal?.Message);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await database.Set<ProposalRow>().AnyAsync(p => p.Id == proposal.Id && p.Impact != null))
        {
            await Site.Get<ProposalReplays>().RunAsync(proposal.Id, null, default);
            await tick.WaitForNextTickAsync();
        }

        return proposal.Id;
    }
}
