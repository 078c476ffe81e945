using System.Globalization;

namespace OcrWorkflows.Bench.Rules;

/// <summary>What the rest of the machine does to a measurement.</summary>
internal static class OtherWork
{
    /// <summary>Nanoseconds run, nanoseconds waited, turns taken: of the thread that reads it.</summary>
    private const string Schedule = "/proc/thread-self/schedstat";

    private static readonly bool s_isKnown = File.Exists(Schedule);

    /// <summary>
    /// How long this thread, ready to run, has waited because other work had the cores: taken off what was measured, so that what is left is its own doing
    /// (locks and garbage collections included). Zero where the system does not say.
    /// </summary>
    public static TimeSpan Waited => s_isKnown
        ? TimeSpan.FromMicroseconds(long.Parse(File.ReadAllText(Schedule).Split(' ')[1], CultureInfo.InvariantCulture) / 1000.0)
        : TimeSpan.Zero;
}
