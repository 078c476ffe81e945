namespace OcrWorkflows.Centres.Register;

/// <summary>One run of an import over one file.</summary>
public sealed class ImportRun
{
    public Guid Id { get; set; }

    /// <summary>Name without folders.</summary>
    public required string FileName { get; set; }

    /// <summary>Lower-case hexadecimal SHA-256 of the file.</summary>
    public required string ContentHash { get; set; }
    public DateTimeOffset StartedAt { get; set; }

    /// <summary>Null while it runs, and for ever when the host died in the middle; the same file can then be imported again.</summary>
    public DateTimeOffset? FinishedAt { get; set; }
    public required string By { get; set; }

    /// <summary>Bytes of the file; of those, <see cref="BytesRead"/> have been dealt with.</summary>
    public long Bytes { get; set; }
    public long BytesRead { get; set; }

    /// <summary>This and the counts below grow with each batch that is kept.</summary>
    public int Lines { get; set; }
    public int Accepted { get; set; }
    public int Refused { get; set; }
    public int Undecided { get; set; }

    /// <summary>Lines that could not be read or checked, and so were never decided.</summary>
    public int Bad { get; set; }

    /// <summary>Lines that an earlier run, or an earlier line, had brought in already.</summary>
    public int Already { get; set; }

    /// <summary>Reason why the file as a whole was refused; null when it was read.</summary>
    public string? RefusedBecause { get; set; }
    public bool IsSample { get; set; }
}
