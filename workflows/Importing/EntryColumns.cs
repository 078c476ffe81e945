using OcrWorkflows.Expressions;

namespace OcrWorkflows.Centres.Importing;

/// <summary>The header of an entries file: which column stands where. Documented in docs/entries-csv.md.</summary>
internal sealed class EntryColumns
{
    public const string CentreNumber = "centre_number";
    public const string CandidateNumber = "candidate_number";
    public const string Uci = "uci";
    public const string Uln = "uln";
    public const string Surname = "surname";
    public const string Forenames = "forenames";
    public const string DateOfBirth = "date_of_birth";
    public const string EntryType = "entry_type";
    public const string QualificationCode = "qualification_code";
    public const string UnitCode = "unit_code";
    public const string Series = "series";
    public const string Attempt = "attempt";

    private static readonly string[] Required = [CentreNumber, CandidateNumber, Surname, Forenames, DateOfBirth, EntryType, QualificationCode];

    private readonly Dictionary<string, int> _places;

    private EntryColumns(Dictionary<string, int> places) => _places = places;

    public static IReadOnlyList<string> All { get; } =
        [CentreNumber, CandidateNumber, Uci, Uln, Surname, Forenames, DateOfBirth, EntryType, QualificationCode, UnitCode, Series, Attempt];

    public int Count => _places.Count;

    /// <summary>The field of that column without white space around it; empty when the file has no such column.</summary>
    public string Of(string[] fields, string column) => _places.TryGetValue(column, out var place) ? fields[place].Trim() : "";

    /// <returns>Null when the header cannot be used; every reason is then among the problems.</returns>
    public static EntryColumns? Read(string[] header, List<ImportProblem> problems)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var before = problems.Count;
        if (header.Count(cell => All.Contains(Plain(cell))) * 2 < header.Length)
        {
            // What stands there may be a candidate's data, so none of it is shown.
            problems.Add(new ImportProblem("IMP002", 1, "", "", "The first line is not a header: most of its columns are not known.", $"Put the names of the columns on the first line: {string.Join(", ", All)}."));
            return null;
        }

        for (var i = 0; i < header.Length; i++)
        {
            var name = Plain(header[i]);
            if (!All.Contains(name))
            {
                var near = Spelling.Nearest(name, All.Where(c => !places.ContainsKey(c)));
                problems.Add(new ImportProblem("IMP002", 1, Identifiers.Mask.Plain(header[i]), "", $"Column {i + 1}, \"{Identifiers.Mask.Plain(header[i])}\", is not known.",
                    near is null ? $"Remove it; known are {string.Join(", ", All)}." : $"Did you mean \"{near}\"?"));
            }
            else if (!places.TryAdd(name, i))
            {
                problems.Add(new ImportProblem("IMP004", 1, name, "", $"The column \"{name}\" stands twice: {places[name] + 1} and {i + 1}.", "Keep one of them."));
            }
        }

        foreach (var missing in Required.Where(c => !places.ContainsKey(c)))
        {
            problems.Add(new ImportProblem("IMP003", 1, missing, "", $"The column \"{missing}\" is missing.", "Add it to the header and to every line."));
        }

        return problems.Count == before ? new EntryColumns(places) : null;
    }

    private static string Plain(string name) =>
        string.Join('_', name.Trim().ToLowerInvariant().Split([' ', '-', '_'], StringSplitOptions.RemoveEmptyEntries));
}
