using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace OcrWorkflows.JavaScript.Hosting;

/// <summary>What came back from a worker.</summary>
/// <param name="Answer">Null when there is none.</param>
/// <param name="Fault">Why there is none.</param>
internal sealed record WorkerReply(byte[]? Answer, ScriptFault? Fault);

/// <summary>One worker process. It runs one script at a time; after a script that it did not survive it is used no more.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    public bool IsUsable { get; private set; } = true;

    public int Id => _process.Id;

    public static WorkerProcess Start(ScriptLimits limits)
    {
        var start = new ProcessStartInfo(DotnetHost())
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "OcrWorkflows.JavaScript.dll"));
        foreach (var name in start.Environment.Keys.Where(k => k is not ("PATH" or "DOTNET_ROOT" or "HOME" or "TMPDIR" or "SystemRoot")).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_GCHeapHardLimit"] = limits.MemoryBytes.ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        var process = Process.Start(start) ?? throw new InvalidOperationException("The worker for scripts could not be started.");
        process.ErrorDataReceived += static (_, _) => { }; // A dying runtime writes its whole stack there; it must be read, and nobody needs it.
        process.BeginErrorReadLine();
        return new WorkerProcess(process);
    }

    /// <param name="timeout">For the whole exchange; the process is killed when it is over.</param>
    public async Task<WorkerReply> AskAsync(ReadOnlyMemory<byte> request, ScriptLimits limits, TimeSpan timeout, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(timeout);
        try
        {
            await Frames.WriteAsync(_process.StandardInput.BaseStream, request, limit.Token);
            if (await Frames.ReadAsync(_process.StandardOutput.BaseStream, limits.MessageBytes, limit.Token) is { } answer)
            {
                return new WorkerReply(answer, null);
            }

            return new WorkerReply(null, await LostAsync(limits));
        }
        catch (OperationCanceledException)
        {
            Kill();
            stop.ThrowIfCancellationRequested();
            return new WorkerReply(null, new ScriptFault(FaultCodes.TimedOut, $"The script ran longer than {timeout.TotalSeconds:0.###} seconds and was ended.", Suggestion: "Look for a loop without an end."));
        }
        catch (IOException)
        {
            return new WorkerReply(null, await LostAsync(limits));
        }
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private async Task<ScriptFault> LostAsync(ScriptLimits limits)
    {
        // A runtime that is overflowing its stack takes a moment to write it down.
        using var moment = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await _process.WaitForExitAsync(moment.Token);
        }
        catch (OperationCanceledException)
        {
            Kill();
            return new ScriptFault(FaultCodes.MessageTooLarge, $"What the script gave is larger than {limits.MessageBytes} bytes.");
        }

        IsUsable = false;
        return _process.ExitCode == Running.WorkerLoop.OutOfMemoryExit
            ? new ScriptFault(FaultCodes.OutOfMemory, $"The script needed more than {limits.MemoryBytes >> 20} MB of memory and was ended.")
            : new ScriptFault(FaultCodes.WorkerLost, "The script ended the process it ran in, by nesting too deep or by using too much memory.");
    }

    private void Kill()
    {
        IsUsable = false;
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    /// <summary>The program that runs this process, when it is the runtime's own; otherwise the one that the runtime was installed with.</summary>
    private static string DotnetHost()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        if (Path.GetFileName(Environment.ProcessPath) == name)
        {
            return Environment.ProcessPath!;
        }

        var installed = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(installed) ? installed : name;
    }
}
