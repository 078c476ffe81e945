namespace OcrWorkflows.Host.Simulation;

/// <summary>What those who act count while they act.</summary>
internal sealed class Tally
{
    public int LinesSent { get; set; }

    /// <summary>Lines that a centre made without a mistake.</summary>
    public int GoodLines { get; set; }

    public int ClaimsSubmitted { get; set; }

    public int Confirmed { get; set; }

    public int Edited { get; set; }

    public int Withdrawn { get; set; }

    public int Published { get; set; }

    /// <summary>Decided, but after the five working days.</summary>
    public int Overdue { get; set; }

    /// <summary>Of each claim whose results were published: the last of its working days before the certificates, and how many there are.</summary>
    public List<(DateOnly Due, int Awards)> Certificates { get; } = [];

    public int Turns { get; set; }

    public int TimersFailed { get; set; }

    /// <summary>Files that a mail server would have picked up.</summary>
    public int LettersLeft { get; set; }

    public int NotSent { get; set; }

    /// <summary>What the sweep could not lapse or decide.</summary>
    public int NotLapsed { get; set; }
}
