using System.CommandLine;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using OcrWorkflows.Host.Identity;
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
            await SayFirstAdministratorAsync(app, call.Terminal, stop);
            call.Terminal.Say($"Serving on {string.Join(", ", addresses)} (Ctrl+C stops)");
            await app.WaitForShutdownAsync(stop);
            return ExitCode.Good;
        });
    }

    /// <summary>In a database without users nobody could sign in, and nobody could add the first one from the pages.</summary>
    private static async Task SayFirstAdministratorAsync(WebApplication app, Terminal terminal, CancellationToken stop)
    {
        await using var scope = app.Services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<People>().AddFirstAdministratorAsync(Call.DefaultUser, stop) is { } made)
        {
            terminal.Say($"There was no user yet, so one was made. Sign in as {made.Name} and choose a password.");
            terminal.Say($"Password, shown this once: {made.Password}");
        }
    }
}
