using Microsoft.Playwright;
using OcrWorkflows.Host.Identity;
using static Microsoft.Playwright.Assertions;

namespace OcrWorkflows.Browser.Tests;

internal sealed class UserPages : PageTests
{
    [Test]
    public async Task A_user_added_chooses_a_password_first_is_switched_off_and_out_with_the_next_click()
    {
        var admin = await OpenAsync(RoleNames.Administrator);
        await admin.GotoAsync("/users");
        await admin.GetByLabel("User name").FillAsync("new-assurer");
        await admin.GetByLabel("Role", new() { Exact = true }).SelectOptionAsync(RoleNames.Assurer);
        await admin.GetByRole(AriaRole.Button, new() { Name = "Add the user" }).ClickAsync();
        var password = await admin.Locator(".secret").InnerTextAsync();
        await Expect(admin.GetByRole(AriaRole.Row).Filter(new() { HasText = "new-assurer" })).ToContainTextAsync("Has yet to choose a password");
        await KeepAsync(admin, "user-added");

        var person = await OpenAsync(null, script: false);
        await person.GotoAsync("/instances");
        await SignInAsync(person, "new-assurer", password);
        await Expect(Heading(person)).ToHaveTextAsync("Choose a password");
        await person.GotoAsync("/instances");
        await Expect(Heading(person)).ToHaveTextAsync("Choose a password");
        await ChooseAsync(person, password, "a long walk home", "a long walk hom");
        await Expect(person.GetByRole(AriaRole.Alert)).ToContainTextAsync("not written the same twice");
        await ChooseAsync(person, password, "a long walk home", "a long walk home");
        await person.GotoAsync("/instances");
        await Expect(Heading(person)).ToHaveTextAsync("Instances");

        await admin.GotoAsync("/users");
        await admin.GetByRole(AriaRole.Link, new() { Name = "new-assurer" }).ClickAsync();
        await admin.GetByRole(AriaRole.Button, new() { Name = "Switch off" }).ClickAsync();
        await Expect(admin.GetByRole(AriaRole.Table)).ToContainTextAsync("Switched off; tokens revoked.");
        await KeepAsync(admin, "user-switched-off");
        await person.GotoAsync("/instances");
        await Expect(Heading(person)).ToHaveTextAsync("Sign in");
        await SignInAsync(person, "new-assurer", "a long walk home");
        await Expect(person.GetByRole(AriaRole.Alert)).ToContainTextAsync("the user is switched off");
    }

    [Test]
    public async Task A_token_is_made_shown_once_used_and_revoked()
    {
        var page = await OpenAsync(RoleNames.Staff, script: false);
        await page.GotoAsync("/account");
        await page.GetByLabel("What will use it").FillAsync("Nightly export");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the token" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Choose at least one scope");
        await page.GetByLabel("read", new() { Exact = true }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the token" }).ClickAsync();
        var secret = await page.Locator(".secret").InnerTextAsync();
        await KeepAsync(page, "token-made");
        Assert.That(await StatusAsync(secret), Is.EqualTo(200));

        await page.GotoAsync("/account");
        await Expect(page.Locator(".secret")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Revoke Nightly export" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Token revoked" })).ToBeVisibleAsync();
        Assert.That(await StatusAsync(secret), Is.EqualTo(401));
    }

    private static async Task SignInAsync(IPage page, string user, string password)
    {
        await page.GetByLabel("User name").FillAsync(user);
        await page.GetByLabel("Password").FillAsync(password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    private static async Task ChooseAsync(IPage page, string old, string chosen, string again)
    {
        await page.GetByLabel("Present password").FillAsync(old);
        await page.GetByLabel("New password", new() { Exact = true }).FillAsync(chosen);
        await page.GetByLabel("New password again").FillAsync(again);
        await page.GetByRole(AriaRole.Button, new() { Name = "Change the password" }).ClickAsync();
    }

    private async Task<int> StatusAsync(string secret)
    {
        using var program = new HttpClient();
        program.DefaultRequestHeaders.Authorization = new("Bearer", secret);
        return (int)(await program.GetAsync(Site.Address + "/api/v1/instances")).StatusCode;
    }
}
