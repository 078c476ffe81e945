using Microsoft.Playwright;

namespace OcrWorkflows.Browser.Tests;

/// <summary>The browser that the tests drive: the one named by <c>OCR_CHROMIUM</c>, else Debian's.</summary>
internal static class Chromium
{
    private const string Usual = "/usr/bin/chromium";

    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private static string Program => Environment.GetEnvironmentVariable("OCR_CHROMIUM") is { Length: > 0 } given ? given : Usual;

    /// <summary>Why the browser tests cannot run here, and what to do about it; null when they can.</summary>
    public static string? Missing => File.Exists(Program)
        ? null
        : $"Chromium is not at {Program}: install it (apt-get install -y --no-install-recommends chromium), or name it in OCR_CHROMIUM.";

    public static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Program, Args = Arguments });
}
