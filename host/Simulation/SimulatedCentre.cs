using System.Globalization;
using OcrWorkflows.Centres.Identifiers;

namespace OcrWorkflows.Host.Simulation;

/// <summary>A candidate as its centre knows it.</summary>
internal sealed record SimulatedCandidate(string Number, string Uci, DateOnly EnteredOn)
{
    public bool IsClaimed { get; set; }
}

/// <summary>
/// What one centre does: when it sends entries, when it claims, and when it falls silent. It knows its own part alone and never looks into the database.
/// All shares below are made up for the simulation.
/// </summary>
internal sealed class SimulatedCentre
{
    private const double FallsSilent = 0.25;
    private const double SendsInAMonth = 0.2;
    private const int DaysBeforeClaim = 120;
    private const int MostInAClaim = 5;

    private readonly Random _random;
    private readonly DateOnly _silentFrom;
    private readonly int _dayOfMonth;

    /// <param name="begins">Day of its approval; a centre that falls silent does so within a year.</param>
    public SimulatedCentre(int index, string qualification, DateOnly begins, int seed)
    {
        _random = new Random(HashCode(seed, index));
        Number = (20_001 + index).ToString(CultureInfo.InvariantCulture);
        Qualification = qualification;
        LastActivity = begins;
        _dayOfMonth = _random.Next(1, 29);
        _silentFrom = _random.NextDouble() < FallsSilent ? begins.AddDays(_random.Next(0, 365)) : DateOnly.MaxValue;
    }

    public string Number { get; }

    public string Qualification { get; }

    /// <summary>The day of the last good entry or claim; before it, of the approval.</summary>
    public DateOnly LastActivity { get; private set; }

    public List<SimulatedCandidate> Candidates { get; } = [];

    /// <summary>New candidates that the centre enters on this day; none on most days.</summary>
    public IReadOnlyList<SimulatedCandidate> Enters(DateOnly today)
    {
        if (today.Day != _dayOfMonth || !IsActive(today) || _random.NextDouble() >= SendsInAMonth)
        {
            return [];
        }

        var made = Enumerable.Range(0, _random.Next(1, 5)).Select(i => Candidate(Candidates.Count + 1 + i, today)).ToList();
        Candidates.AddRange(made);
        LastActivity = today;
        return made;
    }

    /// <summary>Those whom the centre claims for on this day: entered long enough ago and not claimed yet.</summary>
    public IReadOnlyList<SimulatedCandidate> Claims(DateOnly today)
    {
        if (today.Day != (_dayOfMonth + 9) % 28 + 1 || !IsActive(today))
        {
            return [];
        }

        var ready = Candidates.Where(c => !c.IsClaimed && c.EnteredOn.AddDays(DaysBeforeClaim) <= today).Take(MostInAClaim).ToList();
        ready.ForEach(c => c.IsClaimed = true);
        return ready;
    }

    public void Claimed(DateOnly today) => LastActivity = today;

    /// <summary>Of this centre's own dice: from 0, less than <paramref name="below"/>.</summary>
    public int Roll(int below) => _random.Next(below);

    /// <summary>One whose approval has lapsed knows it, and does not try.</summary>
    private bool IsActive(DateOnly today) => today < _silentFrom && LastActivity.AddYears(Balances.YearsToLapse) > today;

    private SimulatedCandidate Candidate(int number, DateOnly today)
    {
        var four = number.ToString("0000", CultureInfo.InvariantCulture);
        var twelve = string.Create(CultureInfo.InvariantCulture, $"{Number}0{today.Year % 100:00}{four}");
        return new SimulatedCandidate(four, twelve + Uci.CheckLetter(twelve), today);
    }

    /// <summary>Not the platform's, which differs from one process to the next.</summary>
    private static int HashCode(int seed, int index) => unchecked((seed * 486_187_739) ^ (index * 16_777_619));
}
