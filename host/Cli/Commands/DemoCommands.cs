using System.CommandLine;
using OcrWorkflows.Centres.Sample;
using OcrWorkflows.Host.Demo;
using OcrWorkflows.Host.Identity;

namespace OcrWorkflows.Host.Cli.Commands;

internal static class DemoCommands
{
    public static Command Build(Shell shell) => new("demo", "Sample data") { Run(shell), Load(shell), Remove(shell) };

    private static Command Run(Shell shell)
    {
        var size = new SizeOptions();
        var urls = new Option<string?>("--urls") { Description = "Address to name in the summary", HelpName = "URL" };
        return shell.Runs(size.AddTo(new Command("run", "What ./run does: tables, rules, sample data, entries, workflows, summary") { urls }), async (call, stop) =>
        {
            var actor = await DemoActorAsync(call, stop);
            var url = call.Parsed.GetValue(urls) ?? call.Configuration["Serve:Urls"]!;
            var result = await new DemoRun(call, actor).RunAsync(size.Of(call), url, stop);
            call.Terminal.Result(result);
            SummaryText.Say(call.Terminal, result);
            return ExitCode.Good;
        });
    }

    private static Command Load(Shell shell)
    {
        var size = new SizeOptions();
        return shell.Runs(size.AddTo(new Command("load", "Sample centres, candidates, workflows, and an entries file to import")), async (call, stop) =>
        {
            var run = new DemoRun(call, await DemoActorAsync(call, stop));
            await run.PrepareAsync(stop);
            var loaded = await run.LoadAsync(size.Of(call), stop);
            call.Terminal.Result(loaded);
            call.Terminal.Say(loaded.AlreadyThere
                ? "The sample data was there already; nothing was loaded."
                : $"{Dates.Count(loaded.Centres)} centres, {Dates.Count(loaded.Approvals)} approvals, {Dates.Count(loaded.Candidates)} candidates, {loaded.Claims} claims; {Dates.Count(loaded.Lines)} entry lines in {run.EntriesFile}, {Dates.Count(loaded.Mistakes.Values.Sum())} of them wrong on purpose.");
            return ExitCode.Good;
        });
    }

    private static Command Remove(Shell shell) => shell.Runs(new Command("remove", "Take all sample data away again, sample users included"), async (call, stop) =>
    {
        call.DemandDatabase();
        await call.ActorAsync(Policies.ManageUsers, stop);
        var removed = await call.Get<SampleData>().RemoveAsync(stop);
        await using var scope = call.Services.CreateAsyncScope();
        var users = await scope.ServiceProvider.GetRequiredService<People>().RemoveSampleAsync(stop);
        var file = DemoRun.FileFor(call.Settings);
        foreach (var made in new[] { file, file + ".report.csv" }.Where(File.Exists))
        {
            File.Delete(made);
        }

        call.Terminal.Result(new { rows = removed.Rows, users });
        call.Terminal.Table(["Removed", ">Rows"], removed.Rows.Append(new("users", users)).Select(r => new[] { r.Key, Dates.Count(r.Value) }));
        call.Terminal.Say(removed.Total + users == 0 ? "There was no sample data." : "All sample data is gone; what was not sample is untouched.");
        return ExitCode.Good;
    });

    private static async Task<Storage.Actor> DemoActorAsync(Call call, CancellationToken stop)
    {
        await call.Get<Hosting.Schema>().PrepareAsync(stop);
        return await call.ActorAsync(Policies.ManageUsers, stop);
    }

    /// <summary>How much sample data.</summary>
    private sealed class SizeOptions
    {
        private static readonly SampleOptions Usual = new();

        private readonly Option<int> _centres = Number("--centres", $"Centres ({Usual.Centres})", Usual.Centres, 1, 10_000);
        private readonly Option<int> _candidates = Number("--candidates", $"Candidates ({Dates.Count(Usual.Candidates)})", Usual.Candidates, 1, 1_000_000);
        private readonly Option<int> _lines = Number("--lines", $"Lines of the entries file ({Dates.Count(Usual.Lines)})", Usual.Lines, 0, 10_000_000);
        private readonly Option<int> _seed = Number("--seed", "The same seed on the same day makes the same data (1)", Usual.Seed, int.MinValue, int.MaxValue);

        public Command AddTo(Command command)
        {
            command.Add(_centres);
            command.Add(_candidates);
            command.Add(_lines);
            command.Add(_seed);
            return command;
        }

        public SampleOptions Of(Call call) => new()
        {
            Centres = call.Parsed.GetValue(_centres),
            Candidates = call.Parsed.GetValue(_candidates),
            Lines = call.Parsed.GetValue(_lines),
            Seed = call.Parsed.GetValue(_seed),
        };

        private static Option<int> Number(string name, string description, int usual, int least, int most)
        {
            var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => usual };
            option.Validators.Add(result =>
            {
                if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var value) && (value < least || value > most))
                {
                    result.AddError($"{name} is {value}; use {least} to {most}.");
                }
            });
            return option;
        }
    }
}
