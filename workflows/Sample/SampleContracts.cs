namespace OcrWorkflows.Centres.Sample;

public sealed record SampleOptions
{
    public int Centres { get; init; } = 200;
    public int Candidates { get; init; } = 5000;

    /// <summary>Lines of the entries file, mistakes included, the header not.</summary>
    public int Lines { get; init; } = 20000;

    /// <summary>The same seed on the same day makes the same centres, candidates and lines.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Share of lines with a mistake.</summary>
    public double Mistakes { get; init; } = 0.09;
}

/// <param name="AlreadyThere">Sample data was there already; nothing was done, and no file was written.</param>
/// <param name="Mistakes">Lines made wrong on purpose, by kind.</param>
public sealed record SampleSummary(bool AlreadyThere, int Centres, int Approvals, int Candidates, int Claims, int Lines, IReadOnlyDictionary<string, int> Mistakes);

/// <param name="Rows">Rows removed, by table.</param>
public sealed record SampleRemoved(IReadOnlyDictionary<string, int> Rows)
{
    public int Total => Rows.Values.Sum();
}
