namespace OcrWorkflows.Centres.Importing;

/// <summary>What is wrong with a line, or with the file as a whole.</summary>
/// <param name="Code">Listed in docs/problems/centres.md.</param>
/// <param name="Line">Line of the file; the header is line 1. 0 for the file as a whole.</param>
/// <param name="Field">Column, as the documentation spells it; empty where no single one is at fault.</param>
/// <param name="Value">The value found; personal data shows its layout only.</param>
/// <param name="Remedy">What to do, in words.</param>
public sealed record ImportProblem(string Code, int Line, string Field, string Value, string Message, string Remedy);

public sealed record ImportOptions
{
    /// <summary>By which to ask how far it is; a new one when null.</summary>
    public Guid? ImportId { get; init; }

    /// <summary>Null writes the report beside the input, as <c>FILE.report.csv</c>.</summary>
    public string? ReportPath { get; init; }

    /// <summary>False leaves the report out.</summary>
    public bool WriteReport { get; init; } = true;

    /// <summary>Number of the only centre that lines may be for: the centre that sends them. Null for any.</summary>
    public string? OnlyCentre { get; init; }

    /// <summary>How many problems the result carries; the report has them all.</summary>
    public int ProblemsShown { get; init; } = 20;
}

/// <summary>An import of this id was begun before.</summary>
public sealed class ImportKnownException(Guid id) : Exception($"The import {id} was begun before; nothing was read now. Ask what came of it, or send the file under another id: lines that are in already change nothing.");

/// <param name="Line">Last line dealt with.</param>
/// <param name="BytesDone">Bytes of the file read, of <paramref name="BytesTotal"/>.</param>
public sealed record ImportProgress(int Line, long BytesDone, long BytesTotal, int Accepted, int Refused, int Undecided, int Bad, int Already);

/// <summary>Refusals by one rule.</summary>
public sealed record RuleCount(string Rule, IReadOnlyList<string> Clauses, int Count);

/// <summary>Charges under one fee code.</summary>
public sealed record FeeCount(string FeeCode, int Count, long AmountPence);

/// <summary>Lines that could not be read or checked, by code.</summary>
/// <param name="Message">What was said of the first of them.</param>
public sealed record ProblemCount(string Code, string Message, int Count);

/// <summary>What became of a file.</summary>
public sealed record ImportResult
{
    public required Guid ImportId { get; init; }
    public required string FileName { get; init; }

    /// <summary>Lines with something on them, less the header.</summary>
    public required int Lines { get; init; }
    public required int Accepted { get; init; }
    public required int Refused { get; init; }

    /// <summary>Held: a rule broke or a fee is not known, so they were neither accepted nor refused.</summary>
    public required int Undecided { get; init; }
    public required int Bad { get; init; }

    /// <summary>Brought in before, by this file or another; nothing was changed for them.</summary>
    public required int Already { get; init; }

    /// <summary>Most first. A line refused by two rules counts under both.</summary>
    public required IReadOnlyList<RuleCount> RefusedByRule { get; init; }
    public required IReadOnlyList<FeeCount> Charges { get; init; }
    public required IReadOnlyList<ProblemCount> BadByCode { get; init; }

    /// <summary>The first problems, in the order of the file.</summary>
    public required IReadOnlyList<ImportProblem> Problems { get; init; }

    /// <summary>Why the file as a whole was refused; empty when it was read.</summary>
    public required IReadOnlyList<ImportProblem> FileProblems { get; init; }

    /// <summary>Delivery workflows that could not be told of their first entry; the next accepted entry tells them again.</summary>
    public required int Undelivered { get; init; }
    public required string? ReportPath { get; init; }
    public required TimeSpan Elapsed { get; init; }

    public long ChargedPence => Charges.Sum(c => c.AmountPence);

    /// <summary>False when somebody has something to put right.</summary>
    public bool Clean => FileProblems.Count == 0 && Refused == 0 && Undecided == 0 && Bad == 0;
}
