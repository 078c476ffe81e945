using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Features;
using OcrWorkflows.Host.Hosting;

namespace OcrWorkflows.Host.Web;

/// <summary>Refuses what comes too often or is too large, in words.</summary>
public static class RequestLimits
{
    private const string UploadPage = "/entries";
    private const string UploadApi = "/api/v1/entries/import";

    /// <summary>A body that is refused is still read to its end, up to so many times the limit: a browser that cannot finish sending shows no answer.</summary>
    private const int DrainedTimes = 2;

    public static void AddRequestLimits(this IServiceCollection services, Limits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        services.Configure<FormOptions>(options => options.MultipartBodyLengthLimit = limits.UploadBytes);
        services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                PartitionedRateLimiter.Create<HttpContext, string>(context => Window(IsCounted(context) ? limits.RequestsPerMinute : 0, Caller(context))),
                PartitionedRateLimiter.Create<HttpContext, string>(context => Window(IsSignIn(context) ? limits.SignInsPerMinute : 0, Address(context))));
            options.OnRejected = (rejected, _) => new ValueTask(TooOftenAsync(rejected.HttpContext, rejected.Lease));
        });
    }

    /// <summary>After authorization, before anything reads a form: who may not send a file is refused first.</summary>
    public static void UseUploadLimits(this IApplicationBuilder app, Limits limits) => app.Use(async (context, next) =>
    {
        if (!HttpMethods.IsPost(context.Request.Method) || context.Request.Path.Value is not (UploadPage or UploadApi))
        {
            await next(context);
            return;
        }

        var size = context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>();
        if (context.Request.ContentLength is not { } length || length <= limits.UploadBytes)
        {
            size.MaxRequestBodySize = limits.UploadBytes;
            await next(context);
            return;
        }

        if (length <= DrainedTimes * limits.UploadBytes)
        {
            size.MaxRequestBodySize = null;
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        }

        context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        if (context.Request.Path == UploadApi)
        {
            await Problems.Of(StatusCodes.Status413PayloadTooLarge, "file-too-large", TooLarge(limits)).ExecuteAsync(context);
        }
    });

    /// <summary>What is said of a file over the limit.</summary>
    public static string TooLarge(Limits limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return string.Create(CultureInfo.InvariantCulture, $"The file is larger than {limits.UploadBytes / Limits.Megabyte} MB, the most that is taken at once (Limits:UploadMegabytes). Nothing was stored. Send it in parts, each with the header row, or import it on the host with ./ocr import entries.");
    }

    private static RateLimitPartition<string> Window(int perMinute, string key) => perMinute == 0
        ? RateLimitPartition.GetNoLimiter("")
        : RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1) });

    /// <summary>Pages and API; not what every page brings along, nor probes, nor the page that tells of a refusal.</summary>
    private static bool IsCounted(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/health") && !context.Request.Path.StartsWithSegments("/error")
        && context.GetEndpoint()?.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is null;

    private static bool IsSignIn(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method) && context.Request.Path.Value is SignIn.Path or "/api/v1" + SignIn.Path;

    private static string Caller(HttpContext context) => context.User.Identity is { IsAuthenticated: true, Name: { } name } ? $"user {name}" : Address(context);

    private static string Address(HttpContext context) => $"address {context.Connection.RemoteIpAddress}";

    private static Task TooOftenAsync(HttpContext context, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 60;
        context.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        return context.Request.Path.StartsWithSegments("/api")
            ? Problems.Of(StatusCodes.Status429TooManyRequests, "too-often", $"Too many requests; ask again in {wait} seconds (the header Retry-After says so too).").ExecuteAsync(context)
            : Task.CompletedTask;
    }
}
