using OcrWorkflows.Centres.Importing;

namespace OcrWorkflows.Host.Cli;

/// <summary>Progress of an import, measured in bytes of its file.</summary>
internal sealed class ImportBytes(IProgress<WorkDone> progress) : IProgress<ImportProgress>
{
    private const int Permille = 1000;

    public void Report(ImportProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var lines = value.Line - 1L;
        var share = value.BytesTotal == 0 ? Permille : value.BytesDone * Permille / value.BytesTotal;

        // The number of lines is not known before the end, but bytes tell how far it is.
        progress.Report(new WorkDone(lines, share == 0 ? null : Math.Max(lines, lines * Permille / share)));
    }
}

/// <summary>What became of an entries file, in words.</summary>
internal static class ImportText
{
    public static void Say(Terminal terminal, ImportResult result)
    {
        foreach (var problem in result.FileProblems)
        {
            terminal.Say($"{result.FileName}({problem.Line}): error {problem.Code}: {problem.Message} {problem.Remedy}");
        }

        if (result.FileProblems.Count > 0)
        {
            terminal.Say("Nothing was imported.");
            return;
        }

        terminal.Say($"{Dates.Count(result.Lines)} lines in {result.Elapsed.TotalSeconds:0.0} s: {Dates.Count(result.Accepted)} accepted, {Dates.Count(result.Refused)} refused, {Dates.Count(result.Bad)} faulty, {Dates.Count(result.Undecided)} held, {Dates.Count(result.Already)} there already.");
        Tables(terminal, result);
        foreach (var problem in result.Problems)
        {
            terminal.Say($"{result.FileName}({problem.Line}): {problem.Code}{(problem.Field.Length > 0 ? $" {problem.Field}" : "")}{(problem.Value.Length > 0 ? $" \"{problem.Value}\"" : "")}: {problem.Message} {problem.Remedy}");
        }

        if (result.ReportPath is { } report)
        {
            terminal.Say($"Every line with its reasons and remedies: {report}");
        }
    }

    public static void Tables(Terminal terminal, ImportResult result)
    {
        if (result.Charges.Count > 0)
        {
            terminal.Heading($"Charged {Dates.Money(result.ChargedPence)}");
            terminal.Table(["Fee", ">Times", ">Amount"], result.Charges.Select(c => new[] { c.FeeCode, Dates.Count(c.Count), Dates.Money(c.AmountPence) }));
        }

        if (result.RefusedByRule.Count > 0)
        {
            terminal.Heading($"Refused by rule ({Dates.Count(result.Refused)} lines)");
            terminal.Table(["Rule", "Clause", ">Lines"], result.RefusedByRule.Select(r => new[] { r.Rule, string.Join(", ", r.Clauses), Dates.Count(r.Count) }));
        }

        if (result.BadByCode.Count > 0)
        {
            terminal.Heading($"Faulty, so not decided ({Dates.Count(result.Bad)} lines)");
            terminal.Table(["Code", "Problem", ">Lines"], result.BadByCode.Select(b => new[] { b.Code, b.Message, Dates.Count(b.Count) }));
        }
    }
}
