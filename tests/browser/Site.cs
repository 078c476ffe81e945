using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using OcrWorkflows.Centres.Importing;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Centres.Sample;
using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Host.Web;
using OcrWorkflows.Runtime;
using OcrWorkflows.Runtime.Calendars;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Browser.Tests;

/// <summary>The real host with sample data on a free port, and a browser to look at it. Made once for all tests that look at pages.</summary>
internal sealed class Site : IAsyncDisposable
{
    private static readonly SemaphoreSlim Making = new(1);
    private static Site? _made;

    private readonly Dictionary<string, NewUser> _users = [];
    private readonly Dictionary<string, string> _signedIn = [];
    private readonly WebApplication _app;
    private int _claims;

    private Site(Folders folders, WebApplication app, IPlaywright playwright, IBrowser browser)
    {
        Folders = folders;
        _app = app;
        Playwright = playwright;
        Browser = browser;
    }

    public static IReadOnlyList<string> Roles { get; } = [RoleNames.Administrator, RoleNames.Approver, RoleNames.Staff, RoleNames.Assurer, RoleNames.Centre];

    public Folders Folders { get; }

    public IBrowser Browser { get; }

    public string Address => _app.Urls.First();

    /// <summary>A sample centre that has entries; the user of the role Centre belongs to it.</summary>
    public string CentreNumber { get; private set; } = "";

    private IPlaywright Playwright { get; }

    public static async Task<Site> GetAsync()
    {
        await Making.WaitAsync();
        try
        {
            return _made ??= await MakeAsync();
        }
        finally
        {
            Making.Release();
        }
    }

    public static async Task CloseAsync()
    {
        if (_made is not null)
        {
            await _made.DisposeAsync();
            _made = null;
        }
    }

    /// <summary>A page of a browser window of its own.</summary>
    /// <param name="role">Whose eyes; null for somebody who has not signed in.</param>
    public async Task<IPage> OpenAsync(string? role, bool script = true, int width = 1440, bool dark = false)
    {
        var context = await Browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Address,
            JavaScriptEnabled = script,
            ViewportSize = new ViewportSize { Width = width, Height = width < 600 ? 844 : 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            StorageState = role is null ? null : await SignedInAsync(role),
        });
        context.SetDefaultTimeout(30_000);
        return await context.NewPageAsync();
    }

    public async Task SignInAsync(IPage page, string role, string? password = null)
    {
        await page.GetByLabel("User name").FillAsync(_users[role].Name);
        await page.GetByLabel("Password").FillAsync(password ?? _users[role].Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public Task<OcrDbContext> DatabaseAsync() => Get<IDbContextFactory<OcrDbContext>>().CreateDbContextAsync();

    public DateOnly Today => WorkingCalendar.LocalDate(Get<TimeProvider>().GetUtcNow());

    /// <summary>A claim whose visit was held that many days ago, so that it waits for the assurer's decision.</summary>
    public async Task<(string ClaimNumber, InstanceId Instance)> ClaimToDecideAsync(int visitedDaysAgo = 0)
    {
        var number = $"BROWSER-{Interlocked.Increment(ref _claims)}";
        await using (var database = await DatabaseAsync())
        {
            database.Add(new Claim
            {
                ClaimNumber = number,
                CentreNumber = CentreNumber,
                QualificationCode = "10176",
                SubmittedAt = Get<TimeProvider>().GetUtcNow(),
                SubmittedBy = "test",
                IsSample = true,
            });
            await database.SaveChangesAsync();
        }

        var inbox = Get<Inbox>();
        var ids = Get<IIdSource>();
        var input = new Dictionary<string, object?> { ["ClaimNumber"] = number, ["CentreNumber"] = CentreNumber, ["QualificationCode"] = "10176" };
        var started = await inbox.StartAsync(
            new StartRequest("claim", input, $"claim:{number}", CentreNumber, "10176"), ids.Next(), new Actor("test"), CancellationToken.None);
        var visit = new Dictionary<string, object?> { ["visitedOn"] = Today.AddDays(-visitedDaysAgo).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) };
        await inbox.DeliverAsync(started.Instance, new EventArrived("VisitHeld", visit), ids.Next(), new Actor("test"), CancellationToken.None);
        return (number, started.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.DisposeAsync();
        Playwright.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Folders.Dispose();
    }

    private static async Task<Site> MakeAsync()
    {
        var folders = new Folders();
        var app = Serving.Build(Configurations.Read(folders.Settings), "http://127.0.0.1:0");
        await app.StartAsync();
        var playwright = await Microsoft.Playwright.Playwright.CreateAsync();
        var site = new Site(folders, app, playwright, await Chromium.LaunchAsync(playwright));
        await site.FillAsync();
        return site;
    }

    private async Task FillAsync()
    {
        var actor = new Actor("test");
        await Get<SampleData>().GenerateAsync(new SampleOptions { Centres = 60, Candidates = 240, Lines = 400 }, Folders.EntriesFile, null, actor, CancellationToken.None);
        await Get<EntryImport>().ImportAsync(Folders.EntriesFile, new ImportOptions(), null, actor, CancellationToken.None);
        await using (var database = await DatabaseAsync())
        {
            CentreNumber = await database.Set<Entry>().GroupBy(e => e.CentreNumber).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => g.Key).FirstAsync();
        }

        await using var scope = _app.Services.CreateAsyncScope();
        foreach (var role in Roles)
        {
            _users[role] = await scope.ServiceProvider.GetRequiredService<People>().AddAsync(
                "browser-" + role.ToLowerInvariant(), role, role == RoleNames.Centre ? CentreNumber : null, sample: true);
        }
    }

    private async Task<string> SignedInAsync(string role)
    {
        if (!_signedIn.TryGetValue(role, out var state))
        {
            var page = await OpenAsync(null);
            await page.GotoAsync("/sign-in");
            await SignInAsync(page, role);
            await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeVisibleAsync();
            _signedIn[role] = state = await page.Context.StorageStateAsync();
            await page.Context.CloseAsync();
        }

        return state;
    }
}
