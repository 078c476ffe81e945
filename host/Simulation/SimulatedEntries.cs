using System.Globalization;
using System.Text;
using OcrWorkflows.Centres.Importing;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Host.Simulation;

/// <summary>The entries of a day, in one file as the awarding body takes them in; some lines have a mistake, some come twice.</summary>
internal sealed class SimulatedEntries(EntryImport import, string folder, Tally tally)
{
    private const int OneInWithMistake = 25;
    private const int OneInTwice = 30;
    private const string UnknownQualification = "05999";

    private static readonly Actor Officer = new("simulated-exams-officer");

    public async Task SendAsync(IReadOnlyList<SimulatedCentre> centres, DateOnly today, CancellationToken stop)
    {
        var lines = centres.SelectMany(c => c.Enters(today).SelectMany(p => Lines(c, p))).ToList();
        if (lines.Count == 0)
        {
            return;
        }

        var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"entries-{today:yyyyMMdd}.csv"));
        const string Header = "centre_number,candidate_number,uci,surname,forenames,date_of_birth,entry_type,qualification_code";
        await File.WriteAllLinesAsync(file, lines.Prepend(Header), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), stop);
        await import.ImportAsync(file, new ImportOptions { WriteReport = false }, null, Officer, stop);
        tally.LinesSent += lines.Count;
    }

    private IEnumerable<string> Lines(SimulatedCentre centre, SimulatedCandidate candidate)
    {
        var good = Line(centre, candidate, centre.Qualification);
        tally.GoodLines++;
        yield return good;
        if (centre.Roll(OneInWithMistake) == 0)
        {
            yield return Line(centre, candidate, UnknownQualification);
        }

        if (centre.Roll(OneInTwice) == 0)
        {
            yield return good;
        }
    }

    private static string Line(SimulatedCentre centre, SimulatedCandidate candidate, string qualification) => string.Create(
        CultureInfo.InvariantCulture,
        $"{centre.Number},{candidate.Number},{candidate.Uci},Simulated,Candidate,{candidate.EnteredOn.Year - 17}-03-01,Qualification,{qualification}");
}
