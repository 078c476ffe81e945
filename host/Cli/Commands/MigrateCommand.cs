using System.CommandLine;
using OcrWorkflows.Host.Hosting;

namespace OcrWorkflows.Host.Cli.Commands;

internal static class MigrateCommand
{
    public static Command Build(Shell shell)
    {
        var plan = new Option<bool>("--plan") { Description = "Say what would be done, and do nothing" };
        return shell.Runs(new Command("migrate", "Bring the database to the tables of this build") { plan }, async (call, stop) =>
        {
            var schema = call.Get<Schema>();
            var planned = call.Parsed.GetValue(plan);
            var work = planned ? await schema.PlanAsync(stop) : await schema.PrepareAsync(stop);
            call.Terminal.Result(new { planned, provider = call.Settings.Provider, migrations = work.Pending, created = work.Created });
            call.Terminal.Say(work switch
            {
                { Pending.Count: > 0 } => $"{(planned ? "To apply" : "Applied")}: {string.Join(", ", work.Pending)}",
                { Created: true } => planned ? "The tables would be made." : "The tables were made.",
                _ => "The database is up to date.",
            });
            return ExitCode.Good;
        });
    }
}
