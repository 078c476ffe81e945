using OcrWorkflows.Runtime.Scripts;

namespace OcrWorkflows.JavaScript;

/// <summary>The scripts of workflow turns, run by the workers. A turn is synchronous, so this waits for the worker, at most as long as its limits say.</summary>
public sealed class WorkerScripts(IScripts scripts) : IScriptRunner
{
    public ScriptAnswer Run(ScriptCall call)
    {
        var outcome = scripts.RunAsync(new Script(call.Source, call.Globals, call.Now) { Prelude = call.Prelude, ReadBack = call.ReadBack }, CancellationToken.None)
            .GetAwaiter().GetResult();
        return new ScriptAnswer(outcome.Value, outcome.Globals, Error(outcome.Fault));
    }

    public ScriptError? Check(string source) => Error(scripts.CheckAsync(source, CancellationToken.None).GetAwaiter().GetResult());

    private static ScriptError? Error(ScriptFault? fault) =>
        fault is null ? null : new ScriptError(fault.Code, fault.Message, fault.Line, fault.Column, fault.Suggestion);
}
