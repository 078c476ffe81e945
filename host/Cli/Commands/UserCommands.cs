using System.CommandLine;
using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Host.Identity;

namespace OcrWorkflows.Host.Cli.Commands;

internal static class UserCommands
{
    public static Command Build(Shell shell) => new("user", "The people who sign in") { Add(shell), List(shell) };

    private static Command Add(Shell shell)
    {
        var name = new Argument<string>("name") { HelpName = "NAME", Description = "User name" };
        var role = new Option<string>("--role") { Description = string.Join(", ", RoleNames.All), HelpName = "ROLE", Required = true };
        var centre = new Option<string?>("--centre") { Description = "Centre number, for the role Centre", HelpName = "NUMBER" };
        return shell.Runs(new Command("add", "Make a user; the password is printed once") { name, role, centre }, async (call, stop) =>
        {
            await call.Get<Schema>().PrepareAsync(stop);
            await call.ActorAsync(Policies.ManageUsers, stop);
            await using var scope = call.Services.CreateAsyncScope();
            var people = scope.ServiceProvider.GetRequiredService<People>();
            if (call.Parsed.GetRequiredValue(role) != RoleNames.Administrator && !await people.AnyAsync(stop))
            {
                throw new UsageException("The first user must be an Administrator, or nobody could add the others: ./ocr user add admin --role Administrator.");
            }

            var made = await people.AddAsync(call.Parsed.GetRequiredValue(name), call.Parsed.GetRequiredValue(role), call.Parsed.GetValue(centre));
            call.Terminal.Result(made);
            call.Terminal.Say($"{made.Name} ({made.Role}{(made.CentreNumber is null ? "" : $", centre {made.CentreNumber}")})");
            call.Terminal.Say($"Password, shown this once: {made.Password}");
            return ExitCode.Good;
        });
    }

    private static Command List(Shell shell) => shell.Runs(new Command("list", "Who may sign in, and as what"), async (call, stop) =>
    {
        call.DemandDatabase();
        await using var scope = call.Services.CreateAsyncScope();
        var list = await scope.ServiceProvider.GetRequiredService<People>().ListAsync(stop);
        call.Terminal.Result(list);
        call.Terminal.Table(
            ["User", "Roles", "Centre", ""],
            list.Select(u => new[] { u.Name, string.Join(", ", u.Roles), u.CentreNumber, string.Join(", ", Marks(u)) }));
        return ExitCode.Good;
    });

    private static IEnumerable<string> Marks(UserSummary user)
    {
        if (user.Sample)
        {
            yield return "sample";
        }

        if (user.LockedOut)
        {
            yield return "locked out";
        }
    }
}
