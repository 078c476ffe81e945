using System.CommandLine;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using OcrWorkflows.Host.Web;

namespace OcrWorkflows.Host.Cli.Commands;

internal static class ServeCommand
{
    public static Command Build(Shell shell)
    {
        var urls = new Option<string?>("--urls") { Description = "Addresses to listen on, separated by semicolons (http://127.0.0.1:5080)", HelpName = "URL" };
        return shell.Runs(new Command("serve", "Serve pages, API and schedules") { urls }, async (call, stop) =>
        {
            await using var app = Serving.Build(call.Configuration, call.Parsed.GetValue(urls));
            await app.StartAsync(stop);
            var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
            call.Terminal.Say($"Serving on {string.Join(", ", addresses)} (Ctrl+C stops)");
            await app.WaitForShutdownAsync(stop);
            return ExitCode.Good;
        });
    }
}
