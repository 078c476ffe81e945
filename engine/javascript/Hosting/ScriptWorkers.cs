using System.Collections.Concurrent;

namespace OcrWorkflows.JavaScript.Hosting;

/// <summary>Runs scripts in worker processes: started when needed, kept for the next script, killed and replaced when one does not come back.</summary>
public sealed class ScriptWorkers : IScripts, IDisposable
{
    /// <summary>A worker is replaced after so many scripts, so that no leak of its engine adds up.</summary>
    private const int ScriptsPerWorker = 5_000;

    /// <summary>Added to the first script of a worker: the process has to start.</summary>
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(20);

    private readonly ScriptLimits _limits;
    private readonly SemaphoreSlim _turns;
    private readonly ConcurrentBag<(WorkerProcess Process, int Scripts)> _idle = [];
    private int _started;

    public ScriptWorkers(ScriptLimits limits)
    {
        _limits = limits;
        _turns = new SemaphoreSlim(limits.Workers, limits.Workers);
    }

    /// <summary>Worker processes started so far.</summary>
    public int Started => _started;

    public async Task<ScriptOutcome> RunAsync(Script script, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(script);
        return await AskAsync(script, run: true, stop);
    }

    public async Task<ScriptFault?> CheckAsync(string source, CancellationToken stop) =>
        (await AskAsync(new Script(source, new Dictionary<string, object?>(), default), run: false, stop)).Fault;

    public void Dispose()
    {
        while (_idle.TryTake(out var worker))
        {
            worker.Process.Dispose();
        }

        _turns.Dispose();
    }

    private async Task<ScriptOutcome> AskAsync(Script script, bool run, CancellationToken stop)
    {
        if (script.Source.Length > _limits.SourceLength)
        {
            return Faulted(new ScriptFault(FaultCodes.TooLong, $"The script has {script.Source.Length} characters; at most {_limits.SourceLength} are read."));
        }

        var request = Messages.Request(script, run, _limits.CallDepth);
        if (request.Length > _limits.MessageBytes)
        {
            return Faulted(new ScriptFault(FaultCodes.MessageTooLarge, $"What the script is given is larger than {_limits.MessageBytes} bytes."));
        }

        await _turns.WaitAsync(stop);
        try
        {
            return await AskAsync(request, stop);
        }
        finally
        {
            _turns.Release();
        }
    }

    private async Task<ScriptOutcome> AskAsync(ReadOnlyMemory<byte> request, CancellationToken stop)
    {
        var (worker, scripts) = _idle.TryTake(out var idle) ? idle : (await StartAsync(stop), 0);
        try
        {
            var reply = await worker.AskAsync(request, _limits, _limits.Timeout, stop);
            return reply.Answer is { } answer ? Messages.ReadAnswer(answer) : Faulted(reply.Fault!);
        }
        finally
        {
            if (worker.IsUsable && scripts + 1 < ScriptsPerWorker)
            {
                _idle.Add((worker, scripts + 1));
            }
            else
            {
                worker.Dispose();
            }
        }
    }

    /// <summary>A worker that has read an empty script: the time its start takes is not the next script's.</summary>
    private async Task<WorkerProcess> StartAsync(CancellationToken stop)
    {
        Interlocked.Increment(ref _started);
        var worker = WorkerProcess.Start(_limits);
        var empty = Messages.Request(new Script("", new Dictionary<string, object?>(), default), run: true, _limits.CallDepth);
        var reply = await worker.AskAsync(empty, _limits, StartTime, stop);
        if (reply.Answer is not null)
        {
            return worker;
        }

        worker.Dispose();
        throw new InvalidOperationException($"A worker for scripts did not start: {reply.Fault!.Message}");
    }

    private static ScriptOutcome Faulted(ScriptFault fault) => new(null, new Dictionary<string, object?>(), fault);
}
