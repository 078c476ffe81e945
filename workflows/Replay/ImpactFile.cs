using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace OcrWorkflows.Centres.Replay;

/// <summary>Every changed decision as a row of CSV, written as it is found. It takes its name when the replay is complete: a part keeps the ending <c>.partial</c>.</summary>
public sealed class ImpactFile : IDisposable
{
    private readonly string _path;
    private readonly CsvWriter _csv;

    public ImpactFile(string path)
    {
        _path = path;
        _csv = new CsvWriter(new StreamWriter(Partial, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)),
            new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n", InjectionOptions = InjectionOptions.Escape });
        Row("decision", "subject", "rule_set", "decision_date", "centre", "qualification", "old_outcome", "new_outcome",
            "now_failing", "no_longer_failing", "now_broken", "no_longer_broken", "charges_added", "charges_removed", "could_not_be_evaluated");
    }

    public string Partial => _path + ".partial";

    public void Add(ChangedDecision one)
    {
        ArgumentNullException.ThrowIfNull(one);
        Row(one.Decision.ToString("D"), one.Subject, one.RuleSet, one.DecisionDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), one.Centre, one.Qualification,
            one.OldOutcome.ToString(), one.NewOutcome?.ToString() ?? "", List(one.NowFailing), List(one.NoLongerFailing), List(one.NowBroken), List(one.NoLongerBroken),
            List(one.ChargesAdded), List(one.ChargesRemoved), one.Problem ?? "");
    }

    /// <summary>Puts the finished report in its place.</summary>
    public void Complete()
    {
        _csv.Dispose();
        File.Move(Partial, _path, overwrite: true);
    }

    public void Dispose() => _csv.Dispose();

    private static string List(IReadOnlyList<string> names) => string.Join("; ", names);

    private void Row(params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            _csv.WriteField(field);
        }

        _csv.NextRecord();
    }
}
