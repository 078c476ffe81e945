namespace OcrWorkflows.Host.Cli;

/// <summary>Log lines of a command, on standard error.</summary>
internal sealed class ErrorLog(TextWriter error) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Line(error);

    public void Dispose()
    {
    }

    private sealed class Line(TextWriter error) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                var word = logLevel == LogLevel.Warning ? "warning" : "error";
                error.WriteLine(exception is null ? $"{word}: {formatter(state, exception)}" : $"{word}: {formatter(state, exception)} ({exception.Message})");
            }
        }
    }
}
