using System.CommandLine;
using System.Globalization;
using OcrWorkflows.Storage.Verification;

namespace OcrWorkflows.Host.Cli.Commands;

/// <summary><c>ocr verify</c>: nothing sleeps unnoticed, and nothing is half written.</summary>
internal static class VerifyCommand
{
    public static Command Build(Shell shell) =>
        shell.Runs(new Command("verify", "Proves that every workflow will be woken and every journal holds; each count must be 0"), async (call, stop) =>
        {
            call.DemandDatabase();
            var report = await call.Get<Verifier>().RunAsync(stop);
            call.Terminal.Result(Shape(report));
            call.Terminal.Table(["Code", "What must not be", ">Found"], report.Counts.Select(c => new[] { c.Key.Code, c.Key.Meaning, Number(c.Value) }));
            call.Terminal.Say();
            call.Terminal.Say($"{Number(report.Instances)} instances, {Number(report.JournalLines)} journal lines and {Number(report.AuditLines)} lines of audit trails checked; {Number(report.OnHold)} suspended by a person; "
                + $"{Number(report.EventsKept)} early events kept, {Number(report.EventsExpired)} expired; {Number(report.NotFolded)} without a record to fold (begun before it was kept, or erased).");
            foreach (var kind in report.Named.GroupBy(v => v.Kind))
            {
                call.Terminal.Heading($"{kind.Key.Code} {kind.Key.Meaning}");
                call.Terminal.Table(["Identity", "What was found"], kind.Select(v => new[] { v.Subject, v.Detail }));
                call.Terminal.Say(kind.Key.Remedy);
            }

            call.Terminal.Say(report.IsClean ? "Clean: every count is 0." : "Not clean: see the lists above.");
            return report.IsClean ? ExitCode.Good : ExitCode.Findings;
        });

    private static object Shape(VerificationReport report) => new
    {
        clean = report.IsClean,
        counts = report.Counts.ToDictionary(c => c.Key.Name, c => c.Value),
        @checked = new { instances = report.Instances, journalLines = report.JournalLines, auditLines = report.AuditLines, notFolded = report.NotFolded, onHold = report.OnHold },
        earlyEvents = new { kept = report.EventsKept, expired = report.EventsExpired },
        findings = report.Named.Select(v => new { code = v.Kind.Code, kind = v.Kind.Name, subject = v.Subject, detail = v.Detail, remedy = v.Kind.Remedy }),
    };

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
