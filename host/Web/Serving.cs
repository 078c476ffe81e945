using OcrWorkflows.Host.Api;
using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Host.Publishing;
using OcrWorkflows.Host.Schedules;

namespace OcrWorkflows.Host.Web;

/// <summary>The web host: pages, API, health, schedules.</summary>
public static class Serving
{
    /// <param name="configuration">From <see cref="Configurations.Read"/>.</param>
    /// <param name="urls">Addresses to listen on, separated by semicolons; null for the setting Serve:Urls.</param>
    /// <param name="adjust">Lets a test replace services.</param>
    public static WebApplication Build(IConfiguration configuration, string? urls = null, Action<IServiceCollection>? adjust = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var settings = HostSettings.From(configuration);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(Serving).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration.AddConfiguration(configuration);
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls((urls ?? configuration["Serve:Urls"] ?? "http://127.0.0.1:5080").Split(';', StringSplitOptions.RemoveEmptyEntries));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        AddLogging(builder);
        adjust?.Invoke(builder.Services);
        AddServices(builder, settings);
        var app = builder.Build();
        Map(app);
        return app;
    }

    private static void AddLogging(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        if (string.Equals(builder.Configuration["Logging:Format"], "json", StringComparison.OrdinalIgnoreCase))
        {
            builder.Logging.AddJsonConsole(console => console.UseUtcTimestamp = true);
        }
        else
        {
            builder.Logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.TimestampFormat = "HH:mm:ss ";
            });
        }
    }

    private static void AddServices(WebApplicationBuilder builder, HostSettings settings)
    {
        var services = builder.Services;
        // First, because whatever else starts with the host expects the tables to be there.
        services.AddHostedService<StartUp>();
        services.AddOcr(settings, builder.Configuration);
        builder.AddSignIn(settings);
        services.AddAntiforgery(options => options.Cookie.Name = "ocr.antiforgery");
        services.AddCascadingAuthenticationState();
        services.AddHttpContextAccessor();
        services.AddRazorComponents();
        services.AddProblemDetails(options => options.CustomizeProblemDetails = Problems.Name);
        services.AddRequestLimits(settings.Limits);
        services.AddOpenApi("v1", ApiDocument.Describe);
        services.ConfigureHttpJsonOptions(options => ApiJson.Configure(options.SerializerOptions));
        services.AddHealthChecks().AddCheck<Readiness>("decisions");
        services.AddSingleton<FileChangeHandler>();
        services.AddSingleton<FileWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<FileWatch>());
        services.AddHostedService<DueTimerLoop>();
        services.AddHostedService<ProposalReplayLoop>();
        services.AddHostedService<OutboxLoop>();
        services.AddHostedService<BulkLoop>();
        services.AddSchedules(settings);
        services.AddSingleton<ProgressStream>();
    }

    private static void Map(WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseFailures();
        app.UseAuthentication();
        app.UseStillWelcome();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseUploadLimits(app.Services.GetRequiredService<HostSettings>().Limits);
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapOpenApi().AllowAnonymous();
        app.MapHealth();
        app.MapSignIn();
        app.MapApi();
        app.MapRazorComponents<Pages.App>();
    }
}
