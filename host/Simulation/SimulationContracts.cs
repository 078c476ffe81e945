namespace OcrWorkflows.Host.Simulation;

/// <param name="Seed">The same seed, centres, years and first day give the same balance.</param>
/// <param name="From">First day, local to Europe/London.</param>
public sealed record SimulationOptions(int Centres, int Years, int Seed, DateOnly From)
{
    public const int MostCentres = 10_000;

    public const int MostYears = 10;

    /// <summary>The day after the last.</summary>
    public DateOnly End => From.AddYears(Years);
}

/// <summary>Two counts of the same: by those who acted, and by what the database holds afterwards.</summary>
/// <param name="Acted">Counted while it happened, without a look at the database.</param>
/// <param name="Kept">Read from the database at the end.</param>
public sealed record Balance(string What, long Acted, long Kept)
{
    public bool Holds => Acted == Kept;
}

/// <param name="Turns">Timers that fired.</param>
/// <param name="Database">The file that was kept; null when it was removed.</param>
public sealed record SimulationReport(SimulationOptions Options, IReadOnlyList<Balance> Balances, IReadOnlyList<string> Findings, int Turns, TimeSpan Took, string? Database)
{
    /// <summary>Every balance holds, and <c>verify</c> found nothing.</summary>
    public bool IsClean => Findings.Count == 0 && Balances.All(b => b.Holds);

    public double MillisecondsPerCentreYear => Took.TotalMilliseconds / Options.Centres / Options.Years;
}

/// <summary>It cannot be simulated as asked; the message says why.</summary>
public sealed class SimulationException(string message) : Exception(message);
