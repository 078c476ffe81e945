using System.Diagnostics;

namespace OcrWorkflows.Bench.Rules;

internal static class RulesBench
{
    public static int Run(string[] arguments)
    {
        var entry = Workload.Passing();
        var five = Workload.FiveFailing();
        var clock = Stopwatch.StartNew();
        var set = Workload.Load(Workload.Typed);
        Console.WriteLine($"cold load {clock.Elapsed.TotalMilliseconds}");
        for (var i = 0; i < 10; i++)
        {
            var cpu = Process.GetCurrentProcess().TotalProcessorTime;
            clock.Restart();
            set = Workload.Load(Workload.Typed);
            var loaded = clock.Elapsed;
            set.Decide(entry, Workload.Date);
            Console.WriteLine($"load {loaded.TotalMilliseconds} decide {(clock.Elapsed - loaded).TotalMilliseconds} cpu {(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalMilliseconds}");
        }

        Console.WriteLine(string.Join(", ", set.Decide(entry, Workload.Date).Failures.Select(f => f.Rule)));
        Console.WriteLine(string.Join(", ", set.Decide(five, Workload.Date).Failures.Select(f => f.Rule)));
        Console.WriteLine(string.Join(", ", HandWritten.Check(five).Select(f => f.Rule)));
        for (var i = 0; i < 4; i++)
        {
            Time("hand passing", () => HandWritten.Check(entry));
            Time("hand five", () => HandWritten.Check(five));
            Time("typed passing", () => set.Decide(entry, Workload.Date));
            Time("typed five", () => set.Decide(five, Workload.Date));
        }

        return 0;
    }

    private static void Time(string name, Func<object> run)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 100_000; i++)
        {
            run();
        }

        Console.WriteLine($"{name}: {clock.Elapsed.TotalNanoseconds / 100_000:N0} ns {(GC.GetAllocatedBytesForCurrentThread() - before) / 100_000} B");
    }
}
