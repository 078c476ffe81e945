using Microsoft.AspNetCore.Diagnostics;

namespace OcrWorkflows.Host.Web;

/// <summary>What a caller sees when a request fails: problem details under /api, a page elsewhere.</summary>
public static class FailurePages
{
    public static void UseFailures(this WebApplication app)
    {
        app.UseWhen(IsApi, api =>
        {
            api.UseExceptionHandler(new ExceptionHandlerOptions { StatusCodeSelector = StatusOf });
            api.UseStatusCodePages();
        });
        app.UseWhen(context => !IsApi(context), pages =>
        {
            pages.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/error/500", CreateScopeForErrors = true, StatusCodeSelector = StatusOf });
            pages.UseStatusCodePagesWithReExecute("/error/{0}", createScopeForStatusCodePages: true);
            pages.Use(LeaveRefusedFormsEmpty);
            pages.Use(ReadErrorPage);
        });
        app.UseRouting();
    }

    /// <summary>A form refused for its token leaves no body but a content type, which would pass for an answer: without it the page about the status is shown.</summary>
    private static async Task LeaveRefusedFormsEmpty(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (context.Response is { HasStarted: false, StatusCode: StatusCodes.Status400BadRequest, ContentLength: null })
        {
            context.Response.ContentType = null;
        }
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

    /// <summary>A request that cannot be read (too large, cut off) is not a failure of ours.</summary>
    private static int StatusOf(Exception failure) => failure is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;

    private static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal);
}
