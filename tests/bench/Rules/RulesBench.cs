using System.Globalization;
using System.Text.Json;

namespace OcrWorkflows.Bench.Rules;

/// <summary><c>rules</c>: the 30 rules of the workload over typed and plain facts, against the same rules written by hand; then loading, threads and swaps.</summary>
internal static class RulesBench
{
    public static int Run(string[] arguments)
    {
        if (arguments.Contains("--detailed"))
        {
            return DetailedBench.Run();
        }

        var figures = new SortedDictionary<string, double>(StringComparer.Ordinal);
        Console.Error.WriteLine("Deciding over typed facts ...");
        var typed = Typed(figures);
        Console.Error.WriteLine("Deciding over plain facts ...");
        Plain(figures, typed);
        Console.Error.WriteLine("Loading the set, again and again ...");
        LoadingBench.Run(figures);
        Console.Error.WriteLine("Two threads, and swaps under load ...");
        ThreadsBench.Run(figures);
        if (arguments.Contains("--json"))
        {
            Console.WriteLine(JsonSerializer.Serialize(figures));
            return 0;
        }

        foreach (var (name, value) in figures)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-36} {value,12:#,0.###}  {RulesTargets.Say(name, value)}"));
        }

        return 0;
    }

    /// <returns>The typed run on which all rules hold.</returns>
    private static Contender Typed(SortedDictionary<string, double> figures)
    {
        var set = Workload.Load(Workload.Typed);
        var (passing, five) = (Workload.Passing(), Workload.FiveFailing());
        Agreement.Check(set, passing, five);
        var hand = new Contender("hand", () => HandWritten.Check(passing));
        var handFive = new Contender("handFive", () => HandWritten.Check(five));
        var all = new Contender("all", () => set.Decide(passing, Workload.Date));
        var some = new Contender("five", () => set.Decide(five, Workload.Date));
        Interleaved.Measure(hand, handFive, all, some);
        figures["handWrittenNs"] = Math.Round(hand.Nanoseconds);
        figures["typedPassingNs"] = Math.Round(all.Nanoseconds);
        figures["typedFiveFailingNs"] = Math.Round(some.Nanoseconds);
        figures["handWrittenFiveFailingNs"] = Math.Round(handFive.Nanoseconds);
        figures["handWrittenBytes"] = hand.Bytes;
        figures["typedPassingBytes"] = all.Bytes;
        figures["typedPassingExtraBytes"] = Math.Max(0, all.Bytes - hand.Bytes);
        figures["typedFiveFailingBytes"] = some.Bytes;
        figures["typedToHandWrittenRatio"] = Round(all.RatioTo(hand));
        figures["fiveFailingToPassingRatio"] = Round(some.RatioTo(all));
        return all;
    }

    private static void Plain(SortedDictionary<string, double> figures, Contender typed)
    {
        var set = Workload.Load(Workload.Plain, Workload.PlainRules);
        var passing = Workload.Passing();
        object expando = PlainFacts.Expando(passing), element = PlainFacts.Element(passing), newtonsoft = PlainFacts.Newtonsoft(passing);
        var shapes = PlainFacts.Shapes(passing, 1_000).Select(s => (object)s).ToArray();
        Agreement.Check(set, expando, element, newtonsoft, shapes[999]);
        var alike = PlainFacts.Alike(passing, shapes.Length).Select(s => (object)s).ToArray();
        var (next, same) = (0, 0);
        var again = new Contender("typed", typed.Run);
        var contenders = new Contender[]
        {
            new("expando", () => set.Decide(expando, Workload.Date)),
            new("jsonElement", () => set.Decide(element, Workload.Date)),
            new("jObject", () => set.Decide(newtonsoft, Workload.Date)),
            new("oneShape", () => set.Decide(alike[same++ % alike.Length], Workload.Date)),
            new("thousandShapes", () => set.Decide(shapes[next++ % shapes.Length], Workload.Date)),
        };
        Interleaved.Measure([again, .. contenders]);
        foreach (var contender in contenders)
        {
            figures[$"{contender.Name}Ns"] = Math.Round(contender.Nanoseconds);
            figures[$"{contender.Name}Bytes"] = contender.Bytes;
        }

        foreach (var contender in contenders[..3])
        {
            figures[$"{contender.Name}ToTypedRatio"] = Round(contender.RatioTo(again));
        }

        figures["thousandShapesToOneRatio"] = Round(contenders[4].RatioTo(contenders[3]));
    }

    public static double Round(double ratio) => Math.Round(ratio, 3);
}
