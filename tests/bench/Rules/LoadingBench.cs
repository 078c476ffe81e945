using System.Diagnostics;
using System.Text;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Bench.Rules;

/// <summary>From the text of a set to its first decision, in a process that has done it before; and many rules read and checked.</summary>
internal static class LoadingBench
{
    private const int WarmUps = 30;
    private const int Loads = 40;
    private const int Many = 20_000;

    public static void Run(SortedDictionary<string, double> figures)
    {
        var passing = Workload.Passing();
        for (var i = 0; i < WarmUps; i++)
        {
            Workload.Load(Workload.Typed).Decide(passing, Workload.Date);
        }

        var costs = new List<(double Read, double Ready)>();
        for (var i = 0; i < Loads; i++)
        {
            var before = Environment.CpuUsage.TotalTime;
            var set = Workload.Load(Workload.Typed);
            var read = Environment.CpuUsage.TotalTime;
            set.Prepare();
            costs.Add(((read - before).TotalMilliseconds, (Environment.CpuUsage.TotalTime - before).TotalMilliseconds));
        }

        figures["readAndCheckCpuMs"] = RulesBench.Round(Undisturbed(costs.Select(c => c.Read)));
        figures["compileCpuMs"] = RulesBench.Round(Undisturbed(costs.Select(c => c.Ready)));
        ManyRules(figures);
    }

    /// <summary>The quickest quarter ends here: work on a neighbouring core makes the same instructions take more CPU time.</summary>
    private static double Undisturbed(IEnumerable<double> costs) => costs.Order().ElementAt(Loads / 4);

    /// <summary>The first reading counts: nobody reads such a file twice.</summary>
    private static void ManyRules(SortedDictionary<string, double> figures)
    {
        var rules = string.Join(",\n", Enumerable.Range(0, Many).Select(i =>
            $$"""    { "RuleName": "R{{i}}", "ErrorMessage": "Entry $(entry.Reference) fails rule {{i}}", "Expression": "entry.Year >= {{i % 2000}} AND entry.Centre.Number != \"{{i}}\" OR entry.Units.Count() > {{i % 7}}" }"""));
        var source = new RuleSource("EntryValidation", "many.json", Encoding.UTF8.GetBytes($$"""[{ "WorkflowName": "EntryValidation", "Rules": [{{rules}}] }]"""));
        var cpu = Environment.CpuUsage.TotalTime;
        var waited = OtherWork.Waited;
        var clock = Stopwatch.StartNew();
        var set = Workload.Load(Workload.Typed, source);
        figures["twentyThousandRulesMs"] = Math.Round((clock.Elapsed - (OtherWork.Waited - waited)).TotalMilliseconds);
        figures["twentyThousandRulesCpuMs"] = Math.Round((Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds);
        cpu = Environment.CpuUsage.TotalTime;
        var verdict = set.Decide(Workload.Passing(), Workload.Date);
        figures["twentyThousandRulesFirstDecisionCpuMs"] = Math.Round((Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds);
        GC.KeepAlive(verdict);
    }
}
