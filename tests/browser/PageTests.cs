using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace OcrWorkflows.Browser.Tests;

/// <summary>Base of tests that look at pages: skipped with a reason where there is no Chromium; a page that logs an error fails its test.</summary>
internal abstract class PageTests
{
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly List<IPage> _pages = [];

    protected Site Site { get; private set; } = null!;

    /// <summary>Errors of a page's console that a test expects, such as the 404 it asks for.</summary>
    protected string? ExpectedError { get; set; }

    [OneTimeSetUp]
    public async Task FindTheSite()
    {
        if (Chromium.Missing is { } reason)
        {
            Assert.Ignore(reason);
        }

        Site = await Site.GetAsync();
    }

    [SetUp]
    public void Forget()
    {
        _errors.Clear();
        ExpectedError = null;
    }

    [TearDown]
    public async Task LeaveNothingOpen()
    {
        foreach (var page in _pages)
        {
            await page.Context.CloseAsync();
        }

        _pages.Clear();
        Assert.That(_errors.Where(e => ExpectedError is null || !e.Contains(ExpectedError, StringComparison.Ordinal)), Is.Empty, "the browser's console");
    }

    protected async Task<IPage> OpenAsync(string? role, bool script = true, int width = 1440, bool dark = false)
    {
        var page = await Site.OpenAsync(role, script, width, dark);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                _errors.Enqueue(message.Text);
            }
        };
        _pages.Add(page);
        return page;
    }

    protected static async Task KeepAsync(IPage page, string name)
    {
        ArgumentNullException.ThrowIfNull(page);
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folders.Screenshots, name + ".png"), FullPage = true });
    }

    /// <summary>What a form would send of a field of text, whether an editor stands in its place or not.</summary>
    protected static Task<string> TextOfAsync(IPage page, string id)
    {
        ArgumentNullException.ThrowIfNull(page);
        return page.Locator("#" + id).InputValueAsync();
    }

    /// <summary>Writes a text in the place of what a field or editor of that name holds, as a person pastes it.</summary>
    protected static async Task WriteAsync(IPage page, string label, string text)
    {
        ArgumentNullException.ThrowIfNull(page);
        var field = page.GetByRole(AriaRole.Textbox, new() { Name = label });
        await field.FocusAsync();
        await page.Keyboard.PressAsync("ControlOrMeta+A");
        await page.Keyboard.InsertTextAsync(text);
    }

    protected static string ReplaceFirst(string text, string old, string with)
    {
        ArgumentNullException.ThrowIfNull(text);
        var at = text.IndexOf(old, StringComparison.Ordinal);
        Assert.That(at, Is.Positive, $"{old} stands in the file");
        return text[..at] + with + text[(at + old.Length)..];
    }

    protected static ILocator Heading(IPage page) => page.GetByRole(AriaRole.Heading, new() { Level = 1 });
}
