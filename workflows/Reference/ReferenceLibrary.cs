using OcrWorkflows.Expressions;

namespace OcrWorkflows.Centres.Reference;

/// <summary>The reference data in force: swapped as a whole when its files change, so a reader sees one state and never waits.</summary>
public sealed class ReferenceLibrary(CentresOptions options)
{
    private readonly Lock _loading = new();
    private volatile ReferenceData? _current;

    /// <summary>Read from the files at first use; a batch takes it once and keeps it.</summary>
    /// <exception cref="InvalidDataException">The files were never good; the message carries every fault.</exception>
    public ReferenceData Current
    {
        get
        {
            if (_current is { } data)
            {
                return data;
            }

            var faults = Reload();
            return _current ?? throw new InvalidDataException("The reference data cannot be used:" + Environment.NewLine + string.Join(Environment.NewLine, faults));
        }
    }

    /// <summary>Texts of the clauses by id; empty while the files were never good, which the host's log and readiness tell.</summary>
    public IReadOnlyDictionary<string, string> ClauseTexts()
    {
        if (_current is null)
        {
            Reload();
        }

        return (_current?.Clauses ?? []).ToDictionary(c => c.Id, c => c.Text, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Reads the files again. With any error among the diagnostics, what was in force stays in force.</summary>
    public IReadOnlyList<Diagnostic> Reload()
    {
        lock (_loading)
        {
            var load = ReferenceReader.Read(options.RuleSetsPath);
            if (load.Data is not null)
            {
                _current = load.Data;
            }

            return load.Diagnostics;
        }
    }
}
