using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Centres.Importing;

/// <summary>The report beside the input: one row for each line and for each thing said about it. It takes its name when it is complete.</summary>
internal sealed class ReportWriter : IDisposable
{
    private readonly string _path;
    private readonly CsvWriter _csv;

    public ReportWriter(string path)
    {
        _path = path;
        _csv = new CsvWriter(new StreamWriter(Partial, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)),
            new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n", InjectionOptions = InjectionOptions.Escape });
        Row("line", "outcome", "code", "clauses", "field", "value", "message", "remedy");
    }

    private string Partial => _path + ".partial";

    public void Add(LineOutcome outcome)
    {
        var line = outcome.Line.ToString(CultureInfo.InvariantCulture);
        var status = Word(outcome.Status);
        if (outcome.Problem is { } problem)
        {
            Row(line, status, problem.Code, "", problem.Field, problem.Value, problem.Message, problem.Remedy);
            return;
        }

        if (outcome.Findings.Count == 0)
        {
            Row(line, status, "", "", "", "", "", "");
        }

        foreach (var finding in outcome.Findings)
        {
            var charge = outcome.Charges.FirstOrDefault(c => c.FeeCode == finding.Fee);
            Row(line, status, finding.Rule, string.Join(' ', finding.Clauses), "", Value(finding, charge), finding.Message ?? "", finding.Remedy ?? "");
        }
    }

    public void AddFileProblem(ImportProblem problem) =>
        Row(problem.Line.ToString(CultureInfo.InvariantCulture), "file refused", problem.Code, "", problem.Field, problem.Value, problem.Message, problem.Remedy);

    /// <summary>Puts the finished report in its place.</summary>
    public void Complete()
    {
        _csv.Dispose();
        File.Move(Partial, _path, overwrite: true);
    }

    public void Dispose() => _csv.Dispose();

    private static string Word(LineStatus status) => status switch
    {
        LineStatus.Accepted => "accepted",
        LineStatus.Refused => "refused",
        LineStatus.Undecided => "undecided",
        LineStatus.Already => "already imported",
        _ => "bad line",
    };

    private static string Value(Finding finding, LineCharge charge) => finding.Severity switch
    {
        RuleSeverity.Charge when charge.FeeCode is not null => string.Create(CultureInfo.InvariantCulture, $"{charge.FeeCode} {charge.Pence / 100}.{charge.Pence % 100:00}"),
        RuleSeverity.Warn => "warning",
        RuleSeverity.Inform => "for information",
        _ => "",
    };

    private void Row(params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            _csv.WriteField(field);
        }

        _csv.NextRecord();
    }
}
