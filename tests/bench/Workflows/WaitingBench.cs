using System.Diagnostics;
using System.Globalization;
using OcrWorkflows.Bench.Rules;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Bench.Workflows;

/// <summary>What a turn costs when many instances wait, against when 1,000 do: start, resume by business key, claim 1,000 due timers; in turns, medians.</summary>
internal static class WaitingBench
{
    private const int Few = 1_000;
    private const int Due = 1_000;
    private const int Rounds = 15;
    private const int Each = 25;

    public static async Task RunAsync(string folder, int many, SortedDictionary<string, double> figures)
    {
        var clock = Stopwatch.StartNew();
        using var few = await Waiters.MakeAsync(Path.Combine(folder, "few.db"), Few, Due);
        using var lots = await Waiters.MakeAsync(Path.Combine(folder, "many.db"), many, Due);
        figures["waitingInstances"] = many;
        figures["waitingSeedMs"] = Math.Round(clock.Elapsed.TotalMilliseconds);
        figures["waitingDatabaseBytes"] = new FileInfo(lots.Host.File).Length;
        var (starts, resumes, claims) = (new Pairs(), new Pairs(), new Pairs());
        var memory = new Pairs();
        for (var round = -3; round < Rounds; round++)
        {
            foreach (var waiters in round % 2 == 0 ? new[] { few, lots } : [lots, few])
            {
                var isFew = waiters == few;
                starts.Add(round, isFew, await TimeAsync(Each, waiters.StartAsync));
                resumes.Add(round, isFew, await TimeAsync(Each, waiters.ResumeAsync));
                claims.Add(round, isFew, await TimeAsync(1, () => waiters.ClaimAsync(Due)));
                waiters.GiveBack();
                memory.Add(round, isFew, GC.GetTotalMemory(forceFullCollection: true));
            }
        }

        starts.Put(figures, "waitingStart");
        resumes.Put(figures, "waitingResume");
        claims.Put(figures, "waitingClaim");
        figures["waitingHostMemoryRatio"] = memory.Ratio;
    }

    private static async Task<double> TimeAsync(int times, Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < times; i++)
        {
            await work();
        }

        return clock.Elapsed.TotalMilliseconds / times;
    }

    /// <summary>Samples with few waiting and with many.</summary>
    private sealed class Pairs
    {
        private readonly List<double> _few = [];
        private readonly List<double> _many = [];

        public double Ratio => RulesBench.Round(CycleBench.Median(_many) / CycleBench.Median(_few));

        public void Add(int round, bool isFew, double sample)
        {
            if (round >= 0)
            {
                (isFew ? _few : _many).Add(sample);
            }
        }

        public void Put(SortedDictionary<string, double> figures, string name)
        {
            figures[$"{name}FewMs"] = RulesBench.Round(CycleBench.Median(_few));
            figures[$"{name}ManyMs"] = RulesBench.Round(CycleBench.Median(_many));
            figures[$"{name}Ratio"] = Ratio;
        }
    }
}

/// <summary>A database in which instances wait for an event or thirty days; written by bare commands from the rows of one that the engine started.</summary>
internal sealed class Waiters : IDisposable
{
    private const int PerTransaction = 10_000;
    private readonly Random _random = new(20260901);
    private readonly HashSet<int> _resumed = [];
    private readonly int _due;
    private readonly int _count;
    private int _started;

    private Waiters(BenchHost host, int due, int count) => (Host, _due, _count) = (host, due, count);

    public BenchHost Host { get; }

    /// <param name="count">Instances that wait for what does not come before the bench is over.</param>
    /// <param name="due">Instances besides whose timers are due.</param>
    public static async Task<Waiters> MakeAsync(string file, int count, int due)
    {
        var host = new BenchHost(file);
        var request = host.NewId();
        var template = (await host.Inbox.StartAsync(BenchHost.Start("waiting", "wait:template"), request, BenchHost.Staff, default)).Instance;
        var changes = new Recording(file, template.Value).Next();
        var dueAt = (long)changes.Single(c => c.Table == "Timers").Values[Array.IndexOf(changes.Single(c => c.Table == "Timers").Columns, "DueAt")];
        using (var bare = Bare.Open(file))
        using (var replay = new Replay(bare, changes, template.Value))
        {
            for (var done = 0; done < count + due; done += PerTransaction)
            {
                using var transaction = bare.BeginTransaction();
                for (var n = done; n < Math.Min(count + due, done + PerTransaction); n++)
                {
                    var (key, when) = (Key(n), n < due ? dueAt : dueAt + TimeSpan.FromDays(1 + n % 700).Ticks);
                    replay.Run(transaction, host.NewId(), host.NewId(), request, value => value switch
                    {
                        "wait:template" => key,
                        string text => text.Contains("wait:template", StringComparison.Ordinal) ? text.Replace("wait:template", key, StringComparison.Ordinal) : text,
                        long at when at == dueAt => when,
                        _ => value,
                    });
                }

                transaction.Commit();
            }

            Bare.Execute(bare, "PRAGMA wal_checkpoint(TRUNCATE)");
        }

        host.Clock.Becomes(new DateTimeOffset(dueAt, TimeSpan.Zero).AddHours(1));
        return new Waiters(host, due, count);
    }

    public Task StartAsync() => Host.Inbox.StartAsync(BenchHost.Start("waiting", $"new:{++_started}"), Host.NewId(), BenchHost.Staff, default);

    public async Task ResumeAsync()
    {
        int next;
        do
        {
            next = _due + _random.Next(_count);
        }
        while (!_resumed.Add(next));
        var delivery = await Host.Inbox.DeliverByCorrelationAsync(Key(next), new EventArrived("go"), Host.NewId(), BenchHost.Staff, default);
        if (delivery.Status != DeliveryStatus.Delivered)
        {
            throw new InvalidOperationException($"A waiting instance answered {delivery.Status}.");
        }
    }

    public async Task ClaimAsync(int count)
    {
        var claimed = await Host.Get<TimerClaims>().NextAsync(count, default);
        if (claimed.Count != count)
        {
            throw new InvalidOperationException($"Only {claimed.Count} timers were due.");
        }
    }

    /// <summary>Makes the claimed timers free again.</summary>
    public void GiveBack()
    {
        using var bare = Bare.Open(Host.File);
        Bare.Execute(bare, "UPDATE Timers SET ClaimedBy = NULL, ClaimedUntil = NULL WHERE ClaimedBy IS NOT NULL");
    }

    public void Dispose() => Host.Dispose();

    private static string Key(int n) => string.Create(CultureInfo.InvariantCulture, $"wait:{n}");
}
