using System.Collections.ObjectModel;
using OcrWorkflows.Expressions;

namespace OcrWorkflows.Rules;

/// <summary>The faults of one loading, no more of them than memory is given to.</summary>
internal sealed class DiagnosticList : Collection<Diagnostic>
{
    /// <summary>Faults that are listed at most.</summary>
    public const int Limit = 100_000;

    public void RemoveAll(Predicate<Diagnostic> which)
    {
        for (var i = Count - 1; i >= 0; i--)
        {
            if (which(this[i]))
            {
                RemoveAt(i);
            }
        }
    }

    public void AddRange(IEnumerable<Diagnostic> found)
    {
        foreach (var diagnostic in found)
        {
            Add(diagnostic);
        }
    }

    protected override void InsertItem(int index, Diagnostic item)
    {
        if (Count < Limit)
        {
            base.InsertItem(index, item);
        }
        else if (Count == Limit)
        {
            base.InsertItem(index, item with
            {
                Code = Problems.TooManyFaults,
                Severity = DiagnosticSeverity.Error,
                Message = $"The files have more than {Limit:N0} faults; those from here on are not listed.",
                Suggestion = "Mend these first.",
            });
        }
    }
}
