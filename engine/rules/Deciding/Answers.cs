namespace OcrWorkflows.Rules.Deciding;

/// <summary>What every rule with an expression says of one set of facts: one bit for each, set when it holds.</summary>
/// <param name="known">The verdicts that were given in this stretch of dates.</param>
/// <param name="verdict">The verdict that these answers have led to before; null when they have not, or when it depends on more than them.</param>
/// <param name="outline">What these answers have led to before where some of it does depend on more; null when there is nothing to go by.</param>
internal sealed class Answers(ulong[] bits, KnownVerdicts known, Verdict? verdict, VerdictOutline? outline = null)
{
    public ulong[] Bits => bits;

    public KnownVerdicts Known => known;

    public Verdict? Verdict => verdict;

    public VerdictOutline? Outline => outline;

    public bool? Of(int place) => (bits[place >> 6] >> (place & 63) & 1) != 0;
}

/// <summary>A verdict but for the results whose messages hold values of the facts.</summary>
/// <param name="Results">In their order; those at <paramref name="Open"/> are made for each decision.</param>
internal sealed record VerdictOutline(Outcome Outcome, RuleResult[] Results, IReadOnlyList<int> Open);

/// <summary>Verdicts, or what of them holds no values of the facts, by the answers that lead to them: most entries of a season share a handful.</summary>
internal sealed class KnownVerdicts
{
    /// <summary>Most verdicts that are kept; what comes later is worked out each time.</summary>
    private const int Maximum = 32;

    private readonly Lock _adding = new();
    private volatile Answers[] _known = [];

    public Answers? Find(ReadOnlySpan<ulong> bits)
    {
        foreach (var answers in _known)
        {
            if (bits.SequenceEqual(answers.Bits))
            {
                return answers;
            }
        }

        return null;
    }

    public void Add(ulong[] bits, Verdict? verdict, VerdictOutline? outline)
    {
        lock (_adding)
        {
            if (_known.Length < Maximum && Find(bits) is null)
            {
                _known = [.. _known, new Answers(bits, this, verdict, outline)];
            }
        }
    }
}
