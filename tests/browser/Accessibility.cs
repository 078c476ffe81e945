using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using OcrWorkflows.Centres.Letters;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Publishing;
using OcrWorkflows.Rules;
using OcrWorkflows.Storage;
using OcrWorkflows.Storage.Operations;
using OcrWorkflows.Storage.Publishing;
using OcrWorkflows.Storage.Rows;

namespace OcrWorkflows.Browser.Tests;

internal sealed class Accessibility : PageTests
{
    /// <summary>Only violations are told in full: of the elements that pass there are thousands.</summary>
    private static readonly HashSet<ResultType> s_wanted = [ResultType.Violations];

    private static readonly AxeRunOptions Wcag22AA = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
        ResultTypes = s_wanted,
    };

    /// <summary>What depends on light and dark.</summary>
    private static readonly AxeRunOptions Colours = new() { RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast"] }, ResultTypes = s_wanted };

    [Test]
    public async Task Every_page_meets_wcag_2_2_aa_in_light_and_dark_and_fits_a_phone_and_a_desk()
    {
        ExpectedError = "403";
        var addresses = await AddressesAsync();
        var faults = new ConcurrentQueue<string>();
        var phone = await OpenAsync(RoleNames.Administrator, width: 390);
        var desk = await OpenAsync(RoleNames.Administrator, width: 1440, dark: true);
        await Task.WhenAll(WalkAsync(phone, 390, "light", addresses, faults), WalkAsync(desk, 1440, "dark", addresses, faults));
        Assert.That(faults, Is.Empty);
    }

    [Test]
    public async Task A_pause_and_a_faulty_template_are_shown_as_accessibly()
    {
        var file = Site.Folders.LetterFile("claim-decided");
        var good = await File.ReadAllTextAsync(file);
        await File.WriteAllTextAsync(file, good.Replace("{{claim}}", "{{clam}}", StringComparison.Ordinal));
        Site.Get<LetterLibrary>().Reload();
        await Site.Get<PauseSwitch>().TurnAsync(true, "The clock was an hour wrong after the weekend", new Actor("operator"), default);
        try
        {
            var faults = new ConcurrentQueue<string>();
            IReadOnlyList<(string, string)> addresses = [("paused-sweeps", "/sweeps"), ("letters-faulty", "/letters"), ("letter-faulty", "/letters/claim-decided")];
            await WalkAsync(await OpenAsync(RoleNames.Administrator, width: 390), 390, "light", addresses, faults);
            await WalkAsync(await OpenAsync(RoleNames.Administrator, width: 1440, dark: true), 1440, "dark", addresses, faults);
            Assert.That(faults, Is.Empty);
        }
        finally
        {
            await Site.Get<PauseSwitch>().TurnAsync(false, "Seen", new Actor("operator"), default);
            await File.WriteAllTextAsync(file, good);
            Site.Get<LetterLibrary>().Reload();
        }
    }

    private static async Task WalkAsync(IPage page, int width, string colours, IReadOnlyList<(string Name, string Address)> addresses, ConcurrentQueue<string> faults)
    {
        foreach (var (name, address) in addresses)
        {
            await page.GotoAsync(address);
            await OpenDetailsAsync(page);
            await CheckAsync($"{name}-{width}-{colours}");
            if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0)
            {
                faults.Enqueue($"{address} is wider than {width} pixels");
            }
        }

        async Task CheckAsync(string screen)
        {
            await KeepAsync(page, screen);
            var result = await page.RunAxe(Wcag22AA);
            foreach (var violation in result.Violations)
            {
                faults.Enqueue($"{screen}: {violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Select(n => n.Html))}");
            }

            if (result.Passes.Length == 0)
            {
                faults.Enqueue($"{screen}: the checks did not run");
            }
        }
    }

    [Test]
    public async Task A_colour_that_is_hard_to_read_in_the_dark_is_found()
    {
        var page = await OpenAsync(RoleNames.Staff);
        await page.GotoAsync("/instances");
        await page.EvaluateAsync("document.querySelector('h1').style.color = '#444'");
        Assert.That((await page.RunAxe(Colours)).Violations, Is.Empty, "legible in the light");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        Assert.That((await page.RunAxe(Colours)).Violations.Select(v => v.Id), Is.EqualTo(new[] { "color-contrast" }));
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
        await Assertions.Expect(page.Locator("#main")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator("#main").Locator("a, button, input, select").First).ToBeFocusedAsync();
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

    private async Task<Guid> AssurerAsync()
    {
        await using var database = await Site.DatabaseAsync();
        return await database.Set<User>().Where(u => u.UserName == "browser-assurer").Select(u => u.Id).SingleAsync();
    }

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
            ("visits", "/visits"),
            ("visits-none", "/visits?centre=00000"),
            ("certificates", "/certificates"),
            ("certificates-none", "/certificates?centre=00000"),
            ("bulk", "/instances/bulk"),
            ("calendar", "/calendars"),
            ("fees", "/fees"),
            ("clauses", "/clauses"),
            ("clauses-none", "/clauses?q=nothing-like-this"),
            ("users", "/users"),
            ("audit", "/audit"),
            ("audit-none", "/audit?by=nobody-like-this"),
            ("user", $"/users/{await AssurerAsync()}"),
            ("account", "/account"),
            ("api-reference", "/api-reference"),
            ("password", "/account/password"),
            ("letters", "/letters"),
            ("letters-none", "/letters?q=nothing-like-this"),
            ("letter", "/letters/approval-refused"),
            ("sweeps-soon", $"/sweeps?asOf={Site.Today.AddYears(2).AddDays(-40):yyyy-MM-dd}"),
            ("sweeps", $"/sweeps?asOf={Site.Today.AddYears(3):yyyy-MM-dd}"),
            ("instances", "/instances"),
            ("instances-none", "/instances?q=nothing-like-this&incident=true"),
            ("instance-claim", $"/instances/{instance}"),
            ("instance-delivery", $"/instances/{delivery}"),
            ("centres", "/centres"),
            ("centre", $"/centres/{Site.CentreNumber}"),
            ("rehearsal", $"/centres/{Site.CentreNumber}/rehearsal?until={Site.Today.AddMonths(2):yyyy-MM-dd}"),
            ("rule-sets", "/rule-sets"),
            ("rule-set", "/rule-sets/entries-2016"),
            ("rule-set-try", "/rule-sets/entries-2016/try"),
            ("rule-set-propose", "/rule-sets/entries-2016/propose"),
            ("rule-set-roll-back", $"/rule-sets/entries-2016/versions/{await EarlierVersionAsync()}/roll-back"),
            ("rule-set-proposal", $"/rule-sets/entries-2016/proposals/{await ProposalAsync()}"),
            ("rule-set-with-proposal", "/rule-sets/entries-2016"),
            ("definitions", "/definitions"),
            ("definition", "/definitions/claim"),
            ("definition-compare", "/definitions/claim/compare"),
            ("definition-propose", "/definitions/claim/propose"),
            ("decision", $"/decisions/{refused}"),
            ("decision-again", $"/decisions/{refused}/again"),
            ("decision-trace", $"/decisions/{refused}/trace"),
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
