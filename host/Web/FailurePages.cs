using Microsoft.AspNetCore.Diagnostics;

namespace OcrWorkflows.Host.Web;

/// <summary>What a caller sees when a request fails: problem details under /api, a page elsewhere.</summary>
public static class FailurePages
{
    public static void UseFailures(this WebApplication app)
    {
        app.UseWhen(IsApi, api =>
        {
            api.UseExceptionHandler();
            api.UseStatusCodePages();
        });
        app.UseWhen(context => !IsApi(context), pages =>
        {
            pages.UseExceptionHandler("/error/500");
            pages.UseStatusCodePagesWithReExecute("/error/{0}");
            pages.Use(ReadErrorPage);
        });
        app.UseRouting();
    }

    /// <summary>The page about a failed form is read, whatever the method of the request that failed: nothing is submitted to it.</summary>
    private static Task ReadErrorPage(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            context.Request.Method = HttpMethods.Get;
        }

        return next(context);
    }

    private static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal);
}
