namespace OcrWorkflows.Centres.Importing;

/// <summary>One line of the file as far as it can be told without the register.</summary>
internal readonly record struct FileLine(EntryLine? Line, ImportProblem? Problem);

/// <summary>Reads an entries file line by line, with memory that does not grow with it.</summary>
internal sealed class EntryFile : IDisposable
{
    private readonly FileStream _stream;
    private readonly BoundedLines _lines;
    private readonly FieldSplitter _splitter = new();
    private readonly int _maximumLineBytes;

    public EntryFile(string path, int maximumLineBytes)
    {
        _maximumLineBytes = maximumLineBytes;
        _stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
        _lines = new BoundedLines(_stream, maximumLineBytes);
    }

    public long Length => _stream.Length;

    public long BytesRead => _lines.BytesRead;

    /// <returns>Null when the file cannot be used; the reasons are then among the problems.</returns>
    public EntryColumns? ReadHeader(List<ImportProblem> problems)
    {
        if (!_lines.Next(out var first) || (first.Fault == LineFault.None && first.Text.Length == 0))
        {
            problems.Add(new ImportProblem("IMP001", 1, "", "", "The file has no header row.", $"Begin with the column names: {string.Join(",", EntryColumns.All)}."));
            return null;
        }

        if (Fault(first) is { } fault)
        {
            problems.Add(fault);
            return null;
        }

        if (_splitter.Split(first.Text) is { } header)
        {
            return EntryColumns.Read(header, problems);
        }

        problems.Add(OpenQuote(1));
        return null;
    }

    /// <summary>The lines after the header; blank ones are passed over.</summary>
    public IEnumerable<FileLine> Lines(EntryLineReader reader)
    {
        while (_lines.Next(out var line))
        {
            if (Fault(line) is { } fault)
            {
                yield return new FileLine(null, fault);
            }
            else if (!string.IsNullOrWhiteSpace(line.Text))
            {
                yield return Read(reader, line);
            }
        }
    }

    public void Dispose()
    {
        _splitter.Dispose();
        _stream.Dispose();
    }

    private FileLine Read(EntryLineReader reader, TextLine line)
    {
        if (_splitter.Split(line.Text) is not { } fields)
        {
            return new FileLine(null, OpenQuote(line.Number));
        }

        var (read, problem) = reader.Read(line.Number, fields);
        return new FileLine(read, problem);
    }

    private ImportProblem? Fault(TextLine line) => line.Fault switch
    {
        LineFault.TooLong => new ImportProblem("IMP010", line.Number, "", "", $"The line has {line.Bytes:N0} bytes; at most {_maximumLineBytes:N0} are read.", "A line end may be missing, or this is not an entries file."),
        LineFault.NotUtf8 => new ImportProblem("IMP011", line.Number, "", "", "The line is not valid UTF-8.", "Save the file as \"CSV UTF-8\"."),
        _ => null,
    };

    private static ImportProblem OpenQuote(int line) =>
        new("IMP013", line, "", "", "A quoted field is not closed on its line, or a quote stands in the middle of a field.", "Put the whole field in quotes, and write a quote inside it twice.");
}
