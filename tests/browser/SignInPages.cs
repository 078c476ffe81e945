using Microsoft.Playwright;
using OcrWorkflows.Host.Identity;
using static Microsoft.Playwright.Assertions;

namespace OcrWorkflows.Browser.Tests;

internal sealed class SignInPages : PageTests
{
    [Test]
    public async Task Who_is_sent_to_sign_in_comes_back_to_where_they_wanted_to_go_and_can_leave_again()
    {
        var page = await OpenAsync(null, script: false);
        await page.GotoAsync("/centres?status=Lapsed");
        await Expect(Heading(page)).ToHaveTextAsync("Sign in");
        await Site.SignInAsync(page, RoleNames.Staff);
        await Expect(page).ToHaveURLAsync(Site.Address + "/centres?status=Lapsed");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(Heading(page)).ToHaveTextAsync("Sign in");
        await page.GotoAsync("/centres");
        await Expect(Heading(page)).ToHaveTextAsync("Sign in");
    }

    [Test]
    public async Task A_wrong_password_is_said_without_telling_which_of_the_two_was_wrong()
    {
        var page = await OpenAsync(null);
        await page.GotoAsync("/sign-in");
        await Site.SignInAsync(page, RoleNames.Approver, password: "not it");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The user name or the password is wrong");
        await KeepAsync(page, "sign-in-failed");
    }

    [Test]
    public async Task An_address_that_leads_nowhere_gets_a_page_of_its_own_with_status_404()
    {
        ExpectedError = "404";
        var page = await OpenAsync(RoleNames.Staff);
        foreach (var address in new[] { "/no-such-page", "/rule-sets/no-such-set", "/definitions/none", $"/instances/{Guid.Empty}", $"/decisions/{Guid.Empty}" })
        {
            var answer = await page.GotoAsync(address);
            Assert.That(answer!.Status, Is.EqualTo(404), address);
            await Expect(Heading(page)).ToHaveTextAsync("There is no such page");
        }
    }
}
