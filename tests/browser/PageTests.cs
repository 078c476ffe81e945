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

    protected static ILocator Heading(IPage page) => page.GetByRole(AriaRole.Heading, new() { Level = 1 });
}
