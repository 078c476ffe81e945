using System.Diagnostics;
using Microsoft.Data.Sqlite;
using OcrWorkflows.Bench.Rules;
using OcrWorkflows.Runtime;
using OcrWorkflows.Storage;

namespace OcrWorkflows.Bench.Workflows;

/// <summary>
/// The persisted cycle: start, suspend, resume, finish, against the same rows written by prepared commands in as many transactions, in turns of a few
/// dozen cycles; medians of the rounds.
/// </summary>
internal static class CycleBench
{
    private const int WarmUpRounds = 25;
    private const int Rounds = 21;
    private const int Cycles = 100;

    public static async Task RunAsync(string folder, SortedDictionary<string, double> figures)
    {
        using var host = new BenchHost(Path.Combine(folder, "cycles.db"));
        using var yardstick = new BenchHost(Path.Combine(folder, "bare.db"));
        var (first, request) = (host.NewId(), host.NewId());
        var template = (await host.Inbox.StartAsync(BenchHost.Start("cycle"), first, BenchHost.Staff, default)).Instance;
        var recording = new Recording(host.File, template.Value);
        var started = recording.Next();
        await host.Inbox.DeliverAsync(template, new EventArrived("go"), request, BenchHost.Staff, default);
        var resumed = recording.Next();
        using var bare = Bare.Open(yardstick.File);
        using var start = new Replay(bare, started, template.Value);
        using var resume = new Replay(bare, resumed, template.Value);
        figures["cycleRowChanges"] = started.Count + resumed.Count;

        await MeasureAsync(figures, "cycle", () => EngineAloneAsync(host), () => BareCycles(1));
        await MeasureAsync(figures, "hundredCycles", () => EngineTogetherAsync(host), () => BareCycles(Cycles));

        void BareCycles(int together)
        {
            for (var done = 0; done < Cycles; done += together)
            {
                var ids = Enumerable.Range(0, together).Select(_ => host.NewId()).ToArray();
                Together(bare, ids, id => transaction => start.Run(transaction, id, host.NewId(), first));
                Together(bare, ids, id => transaction => resume.Run(transaction, id, host.NewId(), request));
            }
        }
    }

    private static void Together(SqliteConnection bare, Guid[] ids, Func<Guid, Action<SqliteTransaction>> work)
    {
        using var transaction = bare.BeginTransaction();
        foreach (var id in ids)
        {
            work(id)(transaction);
        }

        transaction.Commit();
    }

    private static async Task EngineAloneAsync(BenchHost host)
    {
        for (var i = 0; i < Cycles; i++)
        {
            var started = await host.Inbox.StartAsync(BenchHost.Start("cycle"), host.NewId(), BenchHost.Staff, default);
            Done(await host.Inbox.DeliverAsync(started.Instance, new EventArrived("go"), host.NewId(), BenchHost.Staff, default));
        }
    }

    private static async Task EngineTogetherAsync(BenchHost host)
    {
        await using var database = host.Open();
        var ids = new List<InstanceId>();
        await using (var transaction = await database.Database.BeginTransactionAsync())
        {
            for (var i = 0; i < Cycles; i++)
            {
                ids.Add((await host.Inbox.StartWithinAsync(database, BenchHost.Start("cycle"), host.NewId(), BenchHost.Staff, default)).Instance);
            }

            await transaction.CommitAsync();
        }

        await using (var transaction = await database.Database.BeginTransactionAsync())
        {
            foreach (var id in ids)
            {
                Done(await host.Inbox.DeliverWithinAsync(database, id, new EventArrived("go"), host.NewId(), BenchHost.Staff, default));
            }

            await transaction.CommitAsync();
        }
    }

    private static void Done(Delivery delivery)
    {
        if (delivery is not { Status: DeliveryStatus.Delivered, State.SubStatus: InstanceSubStatus.Finished })
        {
            throw new InvalidOperationException($"A cycle ended as {delivery.Status}.");
        }
    }

    private static async Task MeasureAsync(SortedDictionary<string, double> figures, string name, Func<Task> engine, Action bare)
    {
        var (engines, bares, cpus) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = -WarmUpRounds; round < Rounds; round++)
        {
            using var process = Process.GetCurrentProcess();
            var cpu = process.TotalProcessorTime;
            var clock = Stopwatch.StartNew();
            await engine();
            var took = clock.Elapsed;
            process.Refresh();
            var used = process.TotalProcessorTime - cpu;
            clock.Restart();
            bare();
            if (round >= 0)
            {
                engines.Add(took.TotalMilliseconds / Cycles);
                bares.Add(clock.Elapsed.TotalMilliseconds / Cycles);
                cpus.Add(used.TotalMilliseconds / Cycles);
            }
        }

        var before = GC.GetTotalAllocatedBytes();
        await engine();
        figures[$"{name}Bytes"] = (GC.GetTotalAllocatedBytes() - before) / Cycles;
        figures[$"{name}Ms"] = RulesBench.Round(Median(engines));
        figures[$"{name}BareMs"] = RulesBench.Round(Median(bares));
        figures[$"{name}CpuMs"] = RulesBench.Round(Median(cpus));
        figures[$"{name}ToBareSpeedRatio"] = RulesBench.Round(Median([.. engines.Zip(bares, (e, b) => b / e)]));
    }

    public static double Median(IReadOnlyCollection<double> samples) => samples.Order().ElementAt(samples.Count / 2);
}
