using OcrWorkflows.JavaScript.Running;

// Started by ScriptWorkers, one script at a time over standard input and output; ends when the host closes the pipe.
return await WorkerLoop.RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput());
