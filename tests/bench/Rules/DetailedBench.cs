using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Bench.Rules;

/// <summary><c>rules --detailed</c>: each kind of decision by itself under BenchmarkDotNet, with errors and deviations; for a look at one of them, on a quiet machine.</summary>
[MemoryDiagnoser]
public class DetailedBench
{
    private readonly RuleSet _typed = Workload.Load(Workload.Typed);
    private readonly RuleSet _plain = Workload.Load(Workload.Plain, Workload.PlainRules);
    private readonly EntryModel _passing = Workload.Passing();
    private readonly EntryModel _five = Workload.FiveFailing();
    private readonly object _expando = PlainFacts.Expando(Workload.Passing());
    private readonly object _element = PlainFacts.Element(Workload.Passing());
    private readonly object _newtonsoft = PlainFacts.Newtonsoft(Workload.Passing());

    public static int Run()
    {
        BenchmarkRunner.Run<DetailedBench>(ManualConfig.Create(DefaultConfig.Instance)
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "ocr-bench"))
            .AddLogger(NullLogger.Instance));
        return 0;
    }

    [Benchmark(Baseline = true)]
    public object HandWritten() => Rules.HandWritten.Check(_passing);

    [Benchmark]
    public object TypedPassing() => _typed.Decide(_passing, Workload.Date);

    [Benchmark]
    public object TypedFiveFailing() => _typed.Decide(_five, Workload.Date);

    [Benchmark]
    public object Expando() => _plain.Decide(_expando, Workload.Date);

    [Benchmark]
    public object JsonElement() => _plain.Decide(_element, Workload.Date);

    [Benchmark]
    public object JObject() => _plain.Decide(_newtonsoft, Workload.Date);
}
