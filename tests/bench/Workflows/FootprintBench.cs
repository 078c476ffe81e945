using OcrWorkflows.Runtime;

namespace OcrWorkflows.Bench.Workflows;

/// <summary>What a finished instance of three steps leaves in the database, besides journal and request ids.</summary>
internal static class FootprintBench
{
    private const int Instances = 1_000;

    public static async Task RunAsync(string folder, SortedDictionary<string, double> figures)
    {
        var file = Path.Combine(folder, "footprint.db");
        var (empty, emptyRows) = (0L, 0L);
        using (var host = new BenchHost(file))
        {
            await RunOneAsync(host); // what comes once, such as the calendar's edition
            (empty, emptyRows) = Measure(file);
            for (var i = 0; i < Instances; i++)
            {
                await RunOneAsync(host);
            }
        }

        var (bytes, rows) = Measure(file);
        figures["finishedInstanceRows"] = Math.Round((double)(rows - emptyRows) / Instances, 2);
        figures["finishedInstanceBytes"] = (bytes - empty) / Instances;
    }

    private static async Task RunOneAsync(BenchHost host)
    {
        var started = await host.Inbox.StartAsync(BenchHost.Start("three-steps", $"claim:{host.NewId():N}"), host.NewId(), BenchHost.Staff, default);
        await host.Inbox.DeliverAsync(started.Instance, new EventArrived("go"), host.NewId(), BenchHost.Staff, default);
        var ended = await host.Inbox.DeliverAsync(started.Instance, new EventArrived("on"), host.NewId(), BenchHost.Staff, default);
        if (ended.State?.SubStatus != InstanceSubStatus.Finished)
        {
            throw new InvalidOperationException($"An instance of three steps ended as {ended.Status}.");
        }
    }

    /// <summary>Of a copy without journal and request ids, its free pages given up; indexes count.</summary>
    private static (long Bytes, long Rows) Measure(string file)
    {
        var copy = file + ".copy";
        BareInsert.Snapshot(file, copy);
        using (var database = Bare.Open(copy))
        {
            Bare.Execute(database, "DELETE FROM Journal");
            Bare.Execute(database, "DELETE FROM Requests");
            Bare.Execute(database, "VACUUM");
            return (Bare.Scalar(database, "PRAGMA page_count") * Bare.Scalar(database, "PRAGMA page_size"), Bare.Tables(database).Sum(t => Bare.Scalar(database, $"SELECT count(*) FROM \"{t}\"")));
        }
    }
}
