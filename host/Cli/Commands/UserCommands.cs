using System.CommandLine;
using OcrWorkflows.Host.Hosting;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Cli.Commands;

internal static class UserCommands
{
    public static Command Build(Shell shell) => new("user", "The people who sign in")
    {
        Add(shell), List(shell), ResetPassword(shell), Role(shell),
        Change(shell, "switch-off", "Let a user sign in no more; sign-ins end, tokens are revoked", "switched off", (changes, id, by, stop) => changes.SwitchOffAsync(id, by, stop)),
        Change(shell, "switch-on", "Let a user sign in again who was switched off or is locked out", "may sign in again", (changes, id, by, stop) => changes.SwitchOnAsync(id, by, stop)),
    };

    private static Command Add(Shell shell)
    {
        var name = new Argument<string>("name") { HelpName = "NAME", Description = "User name" };
        var role = new Option<string>("--role") { Description = string.Join(", ", RoleNames.All), HelpName = "ROLE", Required = true };
        var centre = new Option<string?>("--centre") { Description = "Centre number, for the role Centre", HelpName = "NUMBER" };
        return shell.Runs(new Command("add", "Make a user; the password is printed once") { name, role, centre }, async (call, stop) =>
        {
            await call.Get<Schema>().PrepareAsync(stop);
            var actor = await call.ActorAsync(Policies.ManageUsers, stop);
            await using var scope = call.Services.CreateAsyncScope();
            var people = scope.ServiceProvider.GetRequiredService<People>();
            if (call.Parsed.GetRequiredValue(role) != RoleNames.Administrator && !await people.AnyAsync(stop))
            {
                throw new UsageException("The first user must be an Administrator, or nobody could add the others: ./ocr user add admin --role Administrator.");
            }

            var made = await people.AddAsync(call.Parsed.GetRequiredValue(name), call.Parsed.GetRequiredValue(role), call.Parsed.GetValue(centre), actor, mustChangePassword: true);
            return SayPassword(call, made);
        });
    }

    private static Command ResetPassword(Shell shell)
    {
        var name = Name();
        return shell.Runs(new Command("reset-password", "Make another password for a user, printed once; sign-ins end, tokens are revoked") { name }, (call, stop) =>
            ChangeAsync(call, name, async (changes, user, actor) => SayPassword(call, await changes.ResetPasswordAsync(user.Id, actor, orOwn: true, stop)), stop));
    }

    private static Command Role(Shell shell)
    {
        var name = Name();
        var role = new Option<string>("--role") { Description = string.Join(", ", RoleNames.All), HelpName = "ROLE", Required = true };
        var centre = new Option<string?>("--centre") { Description = "Centre number, for the role Centre", HelpName = "NUMBER" };
        return shell.Runs(new Command("role", "Give a user one role in place of those held") { name, role, centre }, (call, stop) => ChangeAsync(call, name, async (changes, user, actor) =>
        {
            await changes.ChangeRoleAsync(user.Id, call.Parsed.GetRequiredValue(role), call.Parsed.GetValue(centre), actor, stop);
            return Say(call, user.Name, $"is {call.Parsed.GetRequiredValue(role)} now");
        }, stop));
    }

    private static Command Change(Shell shell, string verb, string description, string said, Func<PeopleChanges, Guid, Actor, CancellationToken, Task> change)
    {
        var name = Name();
        return shell.Runs(new Command(verb, description) { name }, (call, stop) => ChangeAsync(call, name, async (changes, user, actor) =>
        {
            await change(changes, user.Id, actor, stop);
            return Say(call, user.Name, said);
        }, stop));
    }

    private static Argument<string> Name() => new("name") { HelpName = "NAME", Description = "User name" };

    private static async Task<int> ChangeAsync(Call call, Argument<string> name, Func<PeopleChanges, UserSummary, Actor, Task<int>> change, CancellationToken stop)
    {
        call.DemandDatabase();
        var actor = await call.ActorAsync(Policies.ManageUsers, stop);
        await using var scope = call.Services.CreateAsyncScope();
        var user = await scope.ServiceProvider.GetRequiredService<People>().FindAsync(call.Parsed.GetRequiredValue(name))
            ?? throw new UsageException($"There is no user {call.Parsed.GetRequiredValue(name)}; ./ocr user list shows them.");
        return await change(scope.ServiceProvider.GetRequiredService<PeopleChanges>(), user, actor);
    }

    private static int Say(Call call, string user, string what)
    {
        call.Terminal.Result(new { user, what });
        call.Terminal.Say($"{user} {what}");
        return ExitCode.Good;
    }

    private static int SayPassword(Call call, NewUser made)
    {
        call.Terminal.Result(made);
        call.Terminal.Say($"{made.Name} ({made.Role}{(made.CentreNumber is null ? "" : $", centre {made.CentreNumber}")})");
        call.Terminal.Say($"Password, shown this once: {made.Password}");
        call.Terminal.Say("It is good for choosing another at the first sign-in, and nothing else.");
        return ExitCode.Good;
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

        if (user.SwitchedOff)
        {
            yield return "switched off";
        }

        if (user.MustChangePassword)
        {
            yield return "has yet to choose a password";
        }

        if (user.LockedOut)
        {
            yield return "locked out";
        }
    }
}
