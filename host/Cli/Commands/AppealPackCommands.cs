using System.CommandLine;
using OcrWorkflows.Host.Appeals;
using OcrWorkflows.Host.Identity;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Host.Cli.Commands;

/// <summary>Appeal packs, made and checked.</summary>
internal static class AppealPackCommands
{
    public static Command Make(Shell shell)
    {
        var id = IdArgument.Of("Identity of the decision");
        var output = new Option<string>("--out") { Description = "File to write", HelpName = "FILE", Required = true };
        return shell.Runs(new Command("pack", "Write everything that a decision rests on into one file that anybody can check") { id, output }, async (call, stop) =>
        {
            call.DemandDatabase();
            var wanted = call.Parsed.GetRequiredValue(id);
            var path = call.Parsed.GetRequiredValue(output);
            if (File.Exists(path))
            {
                throw new UsageException($"{path} is there already; give another name.");
            }

            var pack = await call.Get<AppealPacks>().MakeAsync(wanted, await call.ActorAsync(Policies.ReadProposals, stop), stop) ?? throw new UsageException($"There is no decision {wanted}.");
            var file = pack.Write();
            await File.WriteAllBytesAsync(path, file, stop);
            var hash = CanonicalJson.Sha256(file);
            call.Terminal.Result(new { file = path, sha256 = hash });
            call.Terminal.Say($"{path}: {pack.RuleSets.Count} rule texts, {pack.Reference.Count} reference files, {pack.Trails.Count} audit lines");
            call.Terminal.Say($"sha256 {hash}");
            return ExitCode.Good;
        });
    }

    public static Command Check(Shell shell)
    {
        var file = new Argument<string>("file") { Description = "An appeal pack", HelpName = "FILE" };
        return shell.Runs(new Command("check-pack", "Make the decision of an appeal pack again from the file alone, and prove its audit trails; asks no database") { file }, async (call, stop) =>
        {
            var path = call.Parsed.GetRequiredValue(file);
            if (!File.Exists(path))
            {
                throw new UsageException($"There is no file {path}.");
            }

            CheckedPack found;
            try
            {
                found = await call.Get<AppealPackCheck>().RunAsync(await File.ReadAllBytesAsync(path, stop), stop);
            }
            catch (FormatException fault)
            {
                throw new UsageException(fault.Message);
            }

            call.Terminal.Result(found);
            call.Terminal.Say($"sha256 {found.PackHash}");
            found.Faults.ToList().ForEach(call.Terminal.Say);
            call.Terminal.Say(found.Faults.Count == 0
                ? $"It holds: {found.Again.RuleSet} decides {found.Again.Subject} the same again, {found.Again.OutcomeAgain}, and the audit trails are as they were written."
                : "It does not hold.");
            return found.Faults.Count == 0 ? ExitCode.Good : ExitCode.Findings;
        });
    }
}
