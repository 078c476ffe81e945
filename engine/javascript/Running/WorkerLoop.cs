using System.Collections.Concurrent;

namespace OcrWorkflows.JavaScript.Running;

/// <summary>The worker's side: reads scripts, runs each on a thread with a deep stack, answers.</summary>
internal static class WorkerLoop
{
    /// <summary>Deep enough for honest scripts; a script that needs more ends the process, which is what the process is for.</summary>
    private const int StackBytes = 16 << 20;

    private const int MostBytes = 64 << 20;

    /// <summary>Told by exit code, so that the host knows why there is no answer.</summary>
    public const int OutOfMemoryExit = 3;

    public static async Task<int> RunAsync(Stream input, Stream output)
    {
        using var requests = new BlockingCollection<byte[]>();
        var runner = new Thread(() => Serve(requests, output), StackBytes) { IsBackground = true, Name = "scripts" };
        runner.Start();
        while (await Frames.ReadAsync(input, MostBytes, CancellationToken.None) is { } request)
        {
            requests.Add(request);
        }

        // The host is gone: a script that still runs ends with this process.
        return 0;
    }

    private static void Serve(BlockingCollection<byte[]> requests, Stream output)
    {
        foreach (var request in requests.GetConsumingEnumerable())
        {
            try
            {
                var answer = Messages.Answer(Answer(request));
                Frames.WriteAsync(output, answer, CancellationToken.None).GetAwaiter().GetResult();
            }
            catch (OutOfMemoryException)
            {
                Environment.Exit(OutOfMemoryExit);
            }
        }
    }

    private static ScriptOutcome Answer(byte[] request)
    {
        using var document = Messages.Read(request);
        var root = document.RootElement;
        return root.GetProperty("run").GetBoolean() ? new ScriptRun(root).Run() : new ScriptOutcome(null, ScriptRun.None, ScriptReader.Read(root.GetProperty("source").GetString()!).Fault);
    }
}
