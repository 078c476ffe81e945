using System.Text;
using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Sources;
using OcrWorkflows.Rules;

namespace OcrWorkflows.Centres.Reference;

/// <summary>Reference data that could be read, or every fault found in its files.</summary>
public sealed record ReferenceLoad(ReferenceData? Data, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>Reads <c>qualifications/</c>, <c>fees/</c>, <c>series/</c> and <c>clauses.json</c> below the rule sets' folder; all or nothing.</summary>
public sealed class ReferenceReader
{
    private static readonly string[] s_ofRuleSets = ["rules.json", "cases.json", "facts.schema.json"];

    private readonly List<Diagnostic> _faults = [];
    private readonly Dictionary<string, string> _hashes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, QualificationReference> _qualifications = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SeriesReference> _series = new(StringComparer.Ordinal);
    private readonly List<FeeList> _fees = [];
    private readonly List<Clause> _clauses = [];
    private readonly List<string> _notYet = [];

    private ReferenceReader()
    {
    }

    /// <summary>False for the files of a rule set, which may stand in a folder of lists: <c>fees</c> is both.</summary>
    public static bool IsReference(string file) => !s_ofRuleSets.Contains(Path.GetFileName(file));

    /// <param name="folder">Folder of the rule sets.</param>
    public static ReferenceLoad Read(string folder)
    {
        var reader = new ReferenceReader();
        reader.EachFile(folder, "qualifications", reader.ReadQualifications);
        reader.EachFile(folder, "fees", reader.ReadFees);
        reader.EachFile(folder, "series", reader.ReadSeries);
        reader.ReadFile(folder, Path.Combine(folder, "clauses.json"), reader.ReadClauses);
        var faults = reader._faults;
        return faults.Any(f => f.IsError)
            ? new ReferenceLoad(null, faults)
            : new ReferenceLoad(new ReferenceData
            {
                Qualifications = reader._qualifications,
                Fees = [.. reader._fees.OrderByDescending(f => f.From)],
                Series = reader._series,
                Clauses = reader._clauses,
                NotYetEnforced = reader._notYet,
                Hashes = reader._hashes,
                Texts = reader._texts,
            }, faults);
    }

    /// <summary>One list of fees, as it was kept; null when the text cannot be read as one.</summary>
    /// <param name="name">As <see cref="ReferenceData.Hashes"/> names it.</param>
    public static FeeList? ReadFees(string name, ReadOnlySpan<byte> utf8) => CheckFees(name, utf8).List;

    /// <summary>One list of fees, or every fault in it.</summary>
    public static (FeeList? List, IReadOnlyList<Diagnostic> Diagnostics) CheckFees(string name, ReadOnlySpan<byte> utf8)
    {
        var reader = new ReferenceReader();
        var document = SourceDocument.Parse(name, utf8);
        if (document.Root is { } root)
        {
            reader.ReadFees(name, root);
        }

        Diagnostic[] faults = [.. document.Diagnostics, .. reader._faults];
        return (faults.Any(f => f.IsError) ? null : reader._fees.SingleOrDefault(), faults);
    }

    /// <summary>The clauses of another edition.</summary>
    /// <returns>Null when the file has faults.</returns>
    public static (IReadOnlyList<Clause>? Clauses, IReadOnlyList<Diagnostic> Diagnostics) ReadClauses(string file)
    {
        var reader = new ReferenceReader();
        reader.ReadFile(Path.GetDirectoryName(Path.GetFullPath(file))!, file, reader.ReadClauses);
        return (reader._faults.Any(f => f.IsError) ? null : reader._clauses, reader._faults);
    }

    private void EachFile(string folder, string below, Action<string, SourceNode> read)
    {
        var path = Path.Combine(folder, below);
        var files = Directory.Exists(path) ? Directory.GetFiles(path, "*.json").Where(IsReference).ToArray() : [];
        if (files.Length == 0)
        {
            _faults.Add(new Diagnostic("REF006", DiagnosticSeverity.Error, path, 1, 1, "$", $"There is no JSON file in {path}.", "Say where the rule sets are, or put the files back."));
        }

        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            ReadFile(folder, file, read);
        }
    }

    private void ReadFile(string folder, string file, Action<string, SourceNode> read)
    {
        byte[] utf8;
        try
        {
            utf8 = File.ReadAllBytes(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _faults.Add(new Diagnostic("REF007", DiagnosticSeverity.Error, file, 1, 1, "$", $"The file cannot be read: {fault.Message}"));
            return;
        }

        var name = Path.GetRelativePath(folder, file).Replace('\\', '/');
        _hashes[name] = CanonicalJson.Sha256(utf8);
        if (name.Contains('/', StringComparison.Ordinal))
        {
            _texts[name] = Encoding.UTF8.GetString(utf8);
        }

        var document = SourceDocument.Parse(file, utf8);
        _faults.AddRange(document.Diagnostics);
        if (document.Root is { } root)
        {
            read(name, root);
        }
    }

    private void ReadQualifications(string file, SourceNode root)
    {
        var suite = new StrictObject(root, _faults, "suite", "suiteYear", "line", "ruleSet", "approvalScope", "sampleValue", "units", "qualifications");
        var units = new Dictionary<string, UnitReference>(StringComparer.OrdinalIgnoreCase);
        foreach (var node in suite.List("units"))
        {
            var unit = new StrictObject(node, _faults, "code", "title", "examined", "urn", "guidedLearningHours", "sampleValue");
            var read = new UnitReference(unit.Text("code"), unit.Text("title"), unit.Flag("examined"));
            if (!units.TryAdd(read.Code, read))
            {
                unit.Fault("code", "REF008", $"The unit {read.Code} stands twice in this suite.", "Keep one of them.");
            }
        }

        var scope = suite.Text("approvalScope");
        if (scope is not ("Suite" or "Qualification" or "Centre"))
        {
            suite.Fault("approvalScope", "REF009", $"\"{scope}\" is not a scope of approval.", "Write \"Suite\", \"Qualification\" or \"Centre\".");
        }

        foreach (var node in suite.List("qualifications"))
        {
            ReadQualification(file, suite, units, new StrictObject(node, _faults, "code", "title", "level", "ofqualNumber", "guidedLearningHours", "units", "estimatedEntries", "sampleValue"), scope);
        }
    }

    private void ReadQualification(string file, StrictObject suite, Dictionary<string, UnitReference> units, StrictObject node, string scope)
    {
        var mandatory = new Dictionary<string, bool>(StringComparer.OrdinalIgnoreCase);
        foreach (var item in node.List("units"))
        {
            var unit = new StrictObject(item, _faults, "code", "mandatory");
            var code = unit.Text("code");
            if (!units.ContainsKey(code))
            {
                unit.Fault("code", "REF010", $"The suite has no unit {code}.", Spelling.Nearest(code, units.Keys) is { } near ? $"Did you mean \"{near}\"?" : null);
            }

            mandatory[code] = unit.Flag("mandatory");
        }

        var ruleSet = suite.Text("ruleSet", required: false);
        var read = new QualificationReference(node.Text("code"), node.Text("title"), (int)node.Whole("level"), suite.Text("suite"), (int)suite.Whole("suiteYear"),
            suite.Text("line"), ruleSet.Length == 0 ? null : ruleSet, scope == "Suite", units, mandatory, file)
        {
            ApprovedCentreWide = scope == "Centre",
            EstimatedEntries = node.Has("estimatedEntries") && node.Flag("estimatedEntries"),
        };
        if (!_qualifications.TryAdd(read.Code, read))
        {
            node.Fault("code", "REF008", $"The qualification {read.Code} stands twice; first in {_qualifications[read.Code].File}.", "Keep one of them.");
        }
    }

    private void ReadFees(string file, SourceNode root)
    {
        var list = new StrictObject(root, _faults, "from", "sampleValue", "fees");
        var pence = new Dictionary<string, long>(StringComparer.Ordinal);
        var titles = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var node in list.List("fees"))
        {
            var fee = new StrictObject(node, _faults, "code", "title", "amountPence", "sampleValue");
            var code = fee.Text("code");
            var amount = fee.Whole("amountPence");
            if (amount < 0)
            {
                fee.Fault("amountPence", "REF011", "A fee cannot be less than nothing.", "Refunds are not fees.");
            }

            if (!pence.TryAdd(code, amount))
            {
                fee.Fault("code", "REF008", $"The fee {code} stands twice in this list.", "Keep one of them.");
            }

            titles[code] = fee.Text("title");
        }

        var from = list.Date("from");
        if (_fees.Find(f => f.From == from) is { } other)
        {
            list.Fault("from", "REF008", $"Two lists of fees begin on {from:yyyy-MM-dd}; the other is {other.File}.", "Give one of them another day.");
        }

        _fees.Add(new FeeList(from ?? DateOnly.MinValue, pence, titles, file));
    }

    private void ReadSeries(string file, SourceNode root)
    {
        foreach (var node in new StrictObject(root, _faults, "series", "sampleValue").List("series"))
        {
            var one = new StrictObject(node, _faults, "code", "title", "entryDeadline", "lateDeadline", "resultsOn", "sampleValue");
            var read = new SeriesReference(one.Text("code"), one.Text("title"), one.Date("entryDeadline") ?? default, one.Date("resultsOn", required: false), file)
            {
                LateDeadline = one.Date("lateDeadline", required: false),
            };
            if (!_series.TryAdd(read.Code, read))
            {
                one.Fault("code", "REF008", $"The series {read.Code} stands twice; first in {_series[read.Code].File}.", "Keep one of them.");
            }
        }
    }

    private void ReadClauses(string file, SourceNode root)
    {
        var list = new StrictObject(root, _faults, "clauses", "notYetEnforced");
        _notYet.AddRange(list.Texts("notYetEnforced"));
        foreach (var node in list.List("clauses"))
        {
            var clause = new StrictObject(node, _faults, "id", "topic", "text", "actor", "guidance", "tests");
            var read = new Clause(clause.Text("id"), clause.Text("topic"), clause.Text("text"), clause.Text("actor"))
            {
                Guidance = clause.Has("guidance") ? clause.Text("guidance") : null,
                Tests = clause.Texts("tests"),
            };
            if (_clauses.Exists(c => c.Id == read.Id))
            {
                clause.Fault("id", "REF008", $"The clause {read.Id} stands twice in {file}.", "Keep one of them.");
            }

            _clauses.Add(read);
        }
    }
}
