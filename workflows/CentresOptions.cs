namespace OcrWorkflows.Centres;

/// <summary>Settings of the register. Values that the awarding body does not publish are sample values and say so.</summary>
public sealed class CentresOptions
{
    /// <summary>Folder of the rule sets and the reference data.</summary>
    public string RuleSetsPath { get; set; } = "rule-sets";

    /// <summary>User names of the quality assurers that approvals are shared among; empty until somebody sets it (how they are chosen was not found).</summary>
    public IList<string> Assurers { get; } = [];

    /// <summary>Assurer of sample centres when <see cref="Assurers"/> is empty (sample value).</summary>
    public string SampleAssurer { get; set; } = "assurer";

    /// <summary>User name of the examiner-moderator of every centre (sample value: how one is allocated was not found).</summary>
    public string Moderator { get; set; } = "moderator";

    /// <summary>How work may be sent to the moderator: <c>Post</c>, <c>Email</c>, <c>EPortfolio</c> (sample value: the handbook of a qualification may allow fewer, R147).</summary>
    public IReadOnlyList<string> RemoteMethods { get; set; } = ["Post", "Email", "EPortfolio"];

    /// <summary>Days from planning a visit to its earliest date (sample value).</summary>
    public int VisitNoticeDays { get; set; } = 28;

    /// <summary>Days of the window in which a visit is to be arranged (sample value).</summary>
    public int VisitWindowDays { get; set; } = 14;

    /// <summary>An approval visit that ends in a refusal is charged too (sample value: R124 has visits charged, and says nothing of how they end).</summary>
    public bool ChargeRefusedVisits { get; set; } = true;

    /// <summary>The sweep asks the rules only about approvals without activity for this many months; it must not exceed the period in <c>rule-sets/lapse</c>.</summary>
    public int LapseConsiderAfterMonths { get; set; } = 12;

    /// <summary>Largest share of the approvals and centres in force that one sweep lapses without a person confirming the number, 0 to 1 (sample value).</summary>
    public double LapseMostShare { get; set; } = 0.05;

    /// <summary>As many as this lapse without being confirmed however small the share is (sample value).</summary>
    public int LapseMostAnyway { get; set; } = 20;

    /// <summary>Days before a lapse at which the centre is written to, 1 to <see cref="MostLapseWarnDays"/>; empty for <see cref="DefaultLapseWarnDays"/>, a single 0 for never.</summary>
    public IList<int> LapseWarnDays { get; } = [];

    /// <summary>What the sweep looks at has been quiet for <see cref="LapseConsiderAfterMonths"/> of the two years, so that nothing earlier would be seen.</summary>
    public const int MostLapseWarnDays = 365;

    /// <summary>A sample value: how long before was not found.</summary>
    public static IReadOnlyList<int> DefaultLapseWarnDays { get; } = [90, 30];

    /// <summary>An approval lapses also while entries or claims under it are not finished: they are named in the notice, and go on (sample value: the texts do not say). False keeps it until they are.</summary>
    public bool LapseWithOpenWork { get; set; } = true;

    /// <summary>Lines of an entries file that share a transaction.</summary>
    public int ImportBatchLines { get; set; } = 1000;

    /// <summary>Longest line of an entries file that is read, in bytes (1 MB); a longer one is passed over without being kept in memory.</summary>
    public int MaximumLineBytes { get; set; } = 1024 * 1024;

    /// <summary>Version of the program, written on decisions.</summary>
    public string HostVersion { get; set; } = typeof(CentresOptions).Assembly.GetName().Version?.ToString() ?? "0";
}
