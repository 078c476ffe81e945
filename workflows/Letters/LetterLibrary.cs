using OcrWorkflows.Expressions;

namespace OcrWorkflows.Centres.Letters;

/// <summary>How a kind of letter stands.</summary>
/// <param name="Kind">Null for a template that nothing asks for.</param>
/// <param name="Template">The one in use, which is the last good one; null when there never was one.</param>
/// <param name="Faults">Of the file as it stands on disk.</param>
public sealed record LetterState(string Name, LetterKind? Kind, LetterTemplate? Template, IReadOnlyList<Diagnostic> Faults)
{
    /// <summary>True when the file has an error and an earlier text of it is used.</summary>
    public bool IsOutdated => Template is not null && Faults.Any(f => f.IsError);
}

/// <summary>The templates in use: one file each in a folder, read again when they change. A file with an error leaves its last good text in use.</summary>
/// <param name="folder">Such as <c>rule-sets/letters</c>.</param>
/// <param name="kinds">What is asked for now.</param>
public sealed class LetterLibrary(string folder, Func<IReadOnlyList<LetterKind>> kinds)
{
    public const string Pattern = "*.txt";

    /// <summary>Files whose names begin so are parts that templates share.</summary>
    private const char PartMark = '_';
    private const int LongestFile = 256 * 1024;

    private readonly Lock _loading = new();
    private volatile InUse? _current;

    public string Folder => folder;

    /// <summary>Every kind asked for and every template there is, by name.</summary>
    public IReadOnlyList<LetterState> States => Loaded.States;

    /// <summary>Every fault of every file, parts included, and every kind without a template, as of the last reading.</summary>
    public IReadOnlyList<Diagnostic> Faults => Loaded.Faults;

    /// <summary>Texts of the parts that templates share, by name.</summary>
    internal IReadOnlyDictionary<string, string> Parts => Loaded.Parts;

    private InUse Loaded
    {
        get
        {
            if (_current is null)
            {
                Reload();
            }

            return _current!;
        }
    }

    public LetterState? Find(string kind) => Loaded.States.FirstOrDefault(state => state.Name == kind);

    /// <returns>The file as it stands on disk; null when there is none, or none that can be shown.</returns>
    public async Task<string?> TextAsync(LetterState state, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(state);
        var file = Path.Combine(folder, state.Name + ".txt");
        return state.Faults.Any(fault => fault.Code is "LET004" or "LET007") || !File.Exists(file) ? null : await File.ReadAllTextAsync(file, stop);
    }

    /// <summary>Reads the folder again.</summary>
    /// <returns>Every fault of every file, and every kind without a template.</returns>
    public IReadOnlyList<Diagnostic> Reload()
    {
        lock (_loading)
        {
            var before = _current;
            var files = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, Pattern).Order(StringComparer.Ordinal).ToList() : [];
            var faults = new List<Diagnostic>();
            var parts = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var file in files.Where(IsPart))
            {
                var name = NameOf(file)[1..];
                var (part, found) = Text(file, faults) is { } text ? LetterReader.ReadPart(file, text) : (null, []);
                faults.AddRange(found);
                if ((part ?? before?.Parts.GetValueOrDefault(name)) is { } usable)
                {
                    parts[name] = usable;
                }
            }

            var asked = kinds().ToDictionary(kind => kind.Name, StringComparer.Ordinal);
            var states = files.Where(file => !IsPart(file)).Select(file => StateOf(file, asked.GetValueOrDefault(NameOf(file)), parts.Keys, before)).ToList();
            states.AddRange(asked.Values.Where(kind => states.All(state => state.Name != kind.Name)).Select(kind => Missing(kind, before)));
            IReadOnlyList<LetterState> ordered = [.. states.OrderBy(state => state.Name, StringComparer.Ordinal)];
            _current = new InUse(ordered, parts, [.. faults, .. ordered.SelectMany(state => state.Faults)]);
            return _current.Faults;
        }
    }

    private static LetterState StateOf(string file, LetterKind? kind, IReadOnlyCollection<string> parts, InUse? before)
    {
        var name = NameOf(file);
        var faults = new List<Diagnostic>();
        var load = Text(file, faults) is { } text ? LetterReader.Read(name, file, text, kind, parts) : new TemplateLoad(null, []);
        return new LetterState(name, kind, load.Template ?? before?.Find(name)?.Template, [.. faults, .. load.Diagnostics]);
    }

    private LetterState Missing(LetterKind kind, InUse? before) => new(kind.Name, kind, before?.Find(kind.Name)?.Template,
    [
        new Diagnostic("LET004", DiagnosticSeverity.Error, Path.Combine(folder, kind.Name + ".txt"), 1, 1, "",
            $"There is no template for the letter \"{kind.Name}\", which {string.Join(", ", kind.AskedBy)} asks for.", "write one; until then such messages are not sent"),
    ]);

    private static string? Text(string file, List<Diagnostic> faults)
    {
        try
        {
            return new FileInfo(file).Length <= LongestFile ? new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Bytes(file)) : Fault($"The file is longer than {LongestFile / 1024} KB.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Fault(failure is ArgumentException ? "The file is not UTF-8." : "The file cannot be read.");
        }

        string? Fault(string message)
        {
            faults.Add(new Diagnostic("LET007", DiagnosticSeverity.Error, file, 1, 1, "", message, "save it again as a short text in UTF-8"));
            return null;
        }
    }

    private static ReadOnlySpan<byte> Bytes(string file)
    {
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(file);
        return bytes.StartsWith(System.Text.Encoding.UTF8.Preamble) ? bytes[System.Text.Encoding.UTF8.Preamble.Length..] : bytes;
    }

    private static bool IsPart(string file) => Path.GetFileName(file)[0] == PartMark;

    private static string NameOf(string file) => Path.GetFileNameWithoutExtension(file);

    private sealed record InUse(IReadOnlyList<LetterState> States, IReadOnlyDictionary<string, string> Parts, IReadOnlyList<Diagnostic> Faults)
    {
        public LetterState? Find(string name) => States.FirstOrDefault(state => state.Name == name);
    }
}
