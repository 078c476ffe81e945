namespace OcrWorkflows.Expressions.Values;

/// <summary>Collects the differences from RulesEngine that only values show, while an expression is traced on this thread; outside of a trace nothing is kept.</summary>
internal static class DifferencesMet
{
    [ThreadStatic]
    private static SortedSet<string>? s_collecting;

    /// <summary>How many traces run on all threads: asked first, since it costs less than what belongs to the thread.</summary>
    private static int s_running;

    public static bool AreCollected => Volatile.Read(ref s_running) > 0 && s_collecting is not null;

    public static void Note(string code)
    {
        if (Volatile.Read(ref s_running) > 0)
        {
            s_collecting?.Add(code);
        }
    }

    /// <returns>The codes noted while the work ran, in order.</returns>
    public static (T Value, IReadOnlyList<string> Codes) During<T>(Func<T> work)
    {
        var outer = s_collecting;
        var mine = s_collecting = new SortedSet<string>(StringComparer.Ordinal);
        Interlocked.Increment(ref s_running);
        try
        {
            return (work(), [.. mine]);
        }
        finally
        {
            s_collecting = outer;
            Interlocked.Decrement(ref s_running);
        }
    }
}
