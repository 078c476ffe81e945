using System.Diagnostics;

namespace OcrWorkflows.Bench.Rules;

/// <summary>Something to measure.</summary>
/// <param name="Run">One call; what it returns is kept alive.</param>
internal sealed record Contender(string Name, Func<object?> Run)
{
    /// <summary>Nanoseconds of one call: the fastest quarter of the samples ends here.</summary>
    public double Nanoseconds { get; set; }

    /// <summary>Bytes on the heap for one call.</summary>
    public long Bytes { get; set; }

    /// <summary>Nanoseconds of one call in each round.</summary>
    public List<double> Samples { get; } = [];

    /// <summary>How many times as long as the other one it takes: the median of the rounds, in each of which the two ran within milliseconds of each other.</summary>
    public double RatioTo(Contender other)
    {
        var ratios = Samples.Zip(other.Samples, (mine, its) => mine / its).Order().ToList();
        return ratios[ratios.Count / 2];
    }
}

/// <summary>
/// Measures contenders in turns, a few milliseconds each, so that what else the machine does falls on all of them alike; a ratio of two figures of one run
/// then means something. (BenchmarkDotNet measures one after the other, minutes apart, which is why it is not used for ratios here.)
/// </summary>
internal static class Interleaved
{
    private const int Rounds = 150;
    private static readonly TimeSpan s_sample = TimeSpan.FromMilliseconds(2);

    public static void Measure(params Contender[] contenders)
    {
        foreach (var contender in contenders)
        {
            WarmUp(contender);
        }

        for (var round = 0; round < Rounds; round++)
        {
            foreach (var contender in contenders)
            {
                contender.Samples.Add(Sample(contender, s_sample));
            }
        }

        foreach (var contender in contenders)
        {
            contender.Nanoseconds = contender.Samples.Order().ElementAt(Rounds / 4);
            contender.Bytes = BytesOf(contender);
        }
    }

    /// <summary>Long enough for the platform to compile a method for good, and to have learned how it is used.</summary>
    private static void WarmUp(Contender contender)
    {
        for (var i = 0; i < 10; i++)
        {
            Sample(contender, TimeSpan.FromMilliseconds(60));
            Thread.Yield();
        }
    }

    private static double Sample(Contender contender, TimeSpan length)
    {
        var calls = 0;
        var waited = OtherWork.Waited;
        var clock = Stopwatch.StartNew();
        do
        {
            for (var i = 0; i < 20; i++)
            {
                GC.KeepAlive(contender.Run());
            }

            calls += 20;
        }
        while (clock.Elapsed < length);
        var taken = clock.Elapsed - (OtherWork.Waited - waited);
        return taken.TotalNanoseconds / calls;
    }

    private static long BytesOf(Contender contender)
    {
        const int Calls = 1000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Calls; i++)
        {
            GC.KeepAlive(contender.Run());
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
    }
}
