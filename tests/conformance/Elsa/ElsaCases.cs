using System.Text.Json;
using OcrWorkflows.JavaScript;
using OcrWorkflows.JavaScript.Hosting;

namespace OcrWorkflows.Tests.Conformance.Elsa;

/// <summary>Runs a folder of workflow cases with the behaviour observed on Elsa, and counts how each came out.</summary>
internal static class ElsaCases
{
    /// <param name="folder">Holds <c>cases.json</c>.</param>
    /// <returns>0 when nothing is wrong, 1 when something is, 2 when there are no cases.</returns>
    public static int Run(string folder, TextWriter output)
    {
        var file = Directory.Exists(folder) ? Path.Combine(folder, "cases.json") : folder;
        if (!File.Exists(file))
        {
            output.WriteLine($"There is no {file}.");
            return 2;
        }

        using var cases = JsonDocument.Parse(File.ReadAllBytes(file));
        using var workers = new ScriptWorkers(new ScriptLimits());
        var scripts = new WorkerScripts(workers);
        int same = 0, decided = 0, wrong = 0;
        foreach (var written in cases.RootElement.EnumerateArray())
        {
            var result = ElsaCase.Run(written, scripts);
            if (result.Mismatch is null)
            {
                same++;
            }
            else if (result.Codes.Count > 0)
            {
                decided++;
                output.WriteLine($"different  {result.Id}: {string.Join(", ", result.Codes)}: {result.Mismatch}");
            }
            else
            {
                wrong++;
                output.WriteLine($"WRONG      {result.Id}: {result.Mismatch}");
            }
        }

        output.WriteLine($"{same} as Elsa, {decided} different by decision, {wrong} wrong");
        return wrong == 0 ? 0 : 1;
    }
}
