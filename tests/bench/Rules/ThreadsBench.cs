using System.Diagnostics;
using System.Text;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Bench.Rules;

/// <summary>Decisions on two threads, and decisions while the set is swapped for another.</summary>
internal static class ThreadsBench
{
    private const int Turns = 40;
    private static readonly TimeSpan s_turn = TimeSpan.FromMilliseconds(60);

    public static void Run(SortedDictionary<string, double> figures)
    {
        var set = Workload.Load(Workload.Typed);
        figures["twoThreadsRatio"] = TwoToOne(entry => set.Decide(entry, Workload.Date));
        figures["handWrittenTwoThreadsRatio"] = TwoToOne(HandWritten.Check);
        Swap(figures);
    }

    /// <summary>One thread and two take turns; the turns that other work on the machine disturbed least are compared.</summary>
    private static double TwoToOne(Func<EntryModel, object> decide)
    {
        Decide(decide, threads: 2);
        var (one, two) = (new List<double>(), new List<double>());
        for (var i = 0; i < Turns; i++)
        {
            one.Add(Decide(decide, threads: 1));
            two.Add(Decide(decide, threads: 2));
        }

        return RulesBench.Round(Undisturbed(two) / Undisturbed(one));
    }

    private static double Undisturbed(List<double> turns) => turns.OrderDescending().ElementAt(Turns / 4);

    /// <summary>The clock of each thread begins when all are there.</summary>
    /// <returns>Decisions of all threads together, for each second.</returns>
    private static double Decide(Func<EntryModel, object> decide, int threads)
    {
        var rates = new double[threads];
        using var ready = new Barrier(threads);
        var workers = Enumerable.Range(0, threads).Select(t => new Thread(() =>
        {
            var entry = Workload.Passing();
            ready.SignalAndWait();
            var kept = OtherWork.Waited;
            var clock = Stopwatch.StartNew();
            long made = 0;
            while (clock.Elapsed < s_turn)
            {
                for (var i = 0; i < 100; i++)
                {
                    GC.KeepAlive(decide(entry));
                }

                made += 100;
            }

            var taken = clock.Elapsed - (OtherWork.Waited - kept);
            rates[t] = made / taken.TotalSeconds;
        })).ToList();
        workers.ForEach(w => w.Start());
        workers.ForEach(w => w.Join());
        return rates.Sum();
    }

    /// <summary>One thread decides without a pause; another loads a set, makes it ready and puts it in place, again and again. Compared with the same load without swaps.</summary>
    private static void Swap(SortedDictionary<string, double> figures)
    {
        var quiet = UnderLoad(swapping: false);
        var busy = UnderLoad(swapping: true);
        figures["swaps"] = busy.Swaps;
        figures["swapDecisions"] = busy.Decisions;
        figures["swapDroppedDecisions"] = busy.Dropped;
        figures["swapMixedDecisions"] = busy.Mixed;
        figures["swap99thPercentileMs"] = Math.Round(busy.Percentile(0.99), 5);
        figures["noSwap99thPercentileMs"] = Math.Round(quiet.Percentile(0.99), 5);
        figures["swapLongestMs"] = Math.Round(busy.Percentile(1), 3);
        figures["noSwapLongestMs"] = Math.Round(quiet.Percentile(1), 3);
    }

    private sealed record LoadRun(int Swaps, long Decisions, long Dropped, long Mixed, float[] Latencies)
    {
        public double Percentile(double part) => Latencies[Math.Min(Latencies.Length - 1, (int)(Latencies.Length * part))];
    }

    private static LoadRun UnderLoad(bool swapping)
    {
        var other = new RuleSource(Workload.Rules.Name, Workload.Rules.File,
            Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Workload.Rules.Utf8.Span).Replace("E01_ReferencePresent", "E01_Other", StringComparison.Ordinal)));
        var current = Workload.Load(Workload.Typed);
        current.Prepare();
        var swaps = 0;
        using var done = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        var swapper = new Thread(() =>
        {
            while (!done.IsCancellationRequested)
            {
                var next = Workload.Load(Workload.Typed, swaps % 2 == 0 ? other : null);
                next.Prepare();
                if (swapping)
                {
                    Volatile.Write(ref current, next);
                }

                swaps++;
            }
        });
        swapper.Start();
        var latencies = new List<float>(4_000_000);
        var entry = Workload.Passing();
        long dropped = 0, mixed = 0;
        while (!done.IsCancellationRequested)
        {
            var set = Volatile.Read(ref current);
            var start = Stopwatch.GetTimestamp();
            var verdict = set.Decide(entry, Workload.Date);
            latencies.Add((float)Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            dropped += verdict.Results.Count == set.Rules.Count && verdict.Outcome == Outcome.Accepted ? 0 : 1;
            mixed += verdict.Results[0].Rule == set.Rules[0].Name ? 0 : 1;
        }

        swapper.Join();
        var sorted = latencies.ToArray();
        Array.Sort(sorted);
        return new LoadRun(swapping ? swaps : 0, sorted.Length, dropped, mixed, sorted);
    }
}
