using OcrWorkflows.Expressions;
using System.Globalization;
using OcrWorkflows.Centres.Identifiers;
using OcrWorkflows.Centres.Reference;
using OcrWorkflows.Centres.Register;

namespace OcrWorkflows.Centres.Importing;

/// <summary>Fields in, a line that can be decided or the first thing wrong with it out.</summary>
internal sealed class EntryLineReader(EntryColumns columns, ReferenceData reference, DateOnly today, string? onlyCentre = null)
{
    private const int LongestName = 100;

    private static readonly Dictionary<string, EntryType> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        ["qualification"] = EntryType.Qualification,
        ["unit"] = EntryType.Unit,
        ["test"] = EntryType.Test,
        ["re-entry"] = EntryType.ReEntry,
        ["reentry"] = EntryType.ReEntry,
    };

    public (EntryLine? Line, ImportProblem? Problem) Read(int number, string[] fields)
    {
        if (fields.Length != columns.Count)
        {
            return Bad(number, "IMP012", "", "", $"The line has {fields.Length} fields; the header has {columns.Count}.", "Put a field that contains a comma in quotes, and leave none out.");
        }

        try
        {
            return (Take(number, fields), null);
        }
        catch (FieldFault fault)
        {
            return (null, fault.Problem(number));
        }
    }

    private EntryLine Take(int number, string[] fields)
    {
        var qualification = Qualification(fields);
        var type = Type(fields);
        return new EntryLine
        {
            Number = number,
            CentreNumber = Centre(fields),
            CandidateNumber = CandidateNumber(fields),
            EntryType = type,
            Qualification = qualification,
            Unit = Unit(fields, type, qualification),
            Series = Short(fields, EntryColumns.Series, 8).ToLowerInvariant(),
            Attempt = Attempt(fields),
            DateOfBirth = BirthDate(fields),
            Uci = Identifier(fields, EntryColumns.Uci, "IMP017", Identifiers.Uci.Check, "13 characters, the last a check letter"),
            Uln = Identifier(fields, EntryColumns.Uln, "IMP018", Identifiers.Uln.Check, "ten digits, the last a check digit"),
            Surname = Name(fields, EntryColumns.Surname),
            Forenames = Name(fields, EntryColumns.Forenames),
        };
    }

    private QualificationReference Qualification(string[] fields)
    {
        var code = Needed(fields, EntryColumns.QualificationCode, "the five-digit entry code");
        if (!reference.Qualifications.TryGetValue(code, out var found))
        {
            var near = Spelling.Nearest(code, reference.Qualifications.Keys);
            throw new FieldFault("IMP020", EntryColumns.QualificationCode, Mask.Code(code), "The qualification code is not known.",
                near is null ? "Look it up in the entry codes booklet; a leading zero may have been lost." : $"Did you mean {near}? A leading zero may have been lost.");
        }

        return found.RuleSet is null
            ? throw new FieldFault("IMP022", EntryColumns.QualificationCode, code, $"Entries for {found.Line.ToLowerInvariant()} qualifications cannot be imported: no rule set decides them.", "Take the line out of this file.")
            : found;
    }

    private EntryType Type(string[] fields)
    {
        var text = Needed(fields, EntryColumns.EntryType, "Qualification, Unit, Test or Re-entry");
        return Types.TryGetValue(text, out var type)
            ? type
            : throw new FieldFault("IMP019", EntryColumns.EntryType, Mask.Code(text), "The type of entry is not known.",
                Spelling.Nearest(text, Types.Keys) is { } near ? $"Did you mean \"{near}\"?" : "Write Qualification, Unit, Test or Re-entry.");
    }

    private UnitReference? Unit(string[] fields, EntryType type, QualificationReference qualification)
    {
        var code = columns.Of(fields, EntryColumns.UnitCode);
        if (type is EntryType.Qualification or EntryType.ReEntry)
        {
            return code.Length == 0
                ? null
                : throw new FieldFault("IMP027", EntryColumns.UnitCode, Mask.Code(code), "An entry for the qualification as a whole names no unit.", "Leave unit_code empty, or enter the unit with entry_type Unit or Test.");
        }

        if (code.Length == 0)
        {
            throw Missing(EntryColumns.UnitCode, "the unit that is entered");
        }

        return qualification.Units.TryGetValue(code, out var unit)
            ? unit
            : throw new FieldFault("IMP021", EntryColumns.UnitCode, Mask.Code(code), $"The {qualification.Suite} suite has no such unit.",
                Spelling.Nearest(code, qualification.Mandatory.Keys) is { } near ? $"Did you mean {near}?" : "Look it up in the entry codes booklet.");
    }

    private string Centre(string[] fields)
    {
        var number = Digits(fields, EntryColumns.CentreNumber, 5, "the national centre number, five digits");
        return onlyCentre is null || number == onlyCentre
            ? number
            : throw new FieldFault("IMP033", EntryColumns.CentreNumber, number, "The line is for another centre than the one that sends it.", $"Enter candidates of centre {onlyCentre} only.");
    }

    private string Digits(string[] fields, string column, int length, string what)
    {
        var text = Needed(fields, column, what);
        return text.Length == length && text.All(char.IsAsciiDigit)
            ? text
            : throw new FieldFault("IMP015", column, Mask.Code(text), $"This is not {what}.", "A spreadsheet may have dropped a leading zero: format the column as text.");
    }

    private string CandidateNumber(string[] fields)
    {
        var text = Digits(fields, EntryColumns.CandidateNumber, 4, "a candidate number, four digits");
        return text != "0000" ? text : throw new FieldFault("IMP015", EntryColumns.CandidateNumber, text, "Candidate numbers run from 0001 to 9999.", "Give the candidate's number at the centre.");
    }

    private int Attempt(string[] fields)
    {
        var text = columns.Of(fields, EntryColumns.Attempt);
        return text.Length == 0 ? 1
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var attempt) && attempt is >= 1 and <= 99 ? attempt
            : throw new FieldFault("IMP028", EntryColumns.Attempt, Mask.Code(text), "This is not the number of an attempt.", "Write 1 to 99, or leave it empty.");
    }

    private DateOnly? BirthDate(string[] fields)
    {
        var text = columns.Of(fields, EntryColumns.DateOfBirth);
        if (text.Length == 0)
        {
            return null;
        }

        if (!DateOnly.TryParseExact(text, ["yyyy-MM-dd", "dd/MM/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            throw new FieldFault("IMP016", EntryColumns.DateOfBirth, Mask.Layout(text), "This is not a date that exists.", "Write year-month-day, such as 2009-05-31, or day/month/year, such as 31/05/2009.");
        }

        return date.Year >= 1900 && date < today
            ? date
            : throw new FieldFault("IMP030", EntryColumns.DateOfBirth, Mask.Layout(text), "Nobody who is entered was born then.", "Check the year.");
    }

    private string? Identifier(string[] fields, string column, string code, Func<string?, IdentifierCheck> check, string layout)
    {
        var text = columns.Of(fields, column).ToUpperInvariant();
        return check(text) switch
        {
            IdentifierCheck.Missing => null,
            IdentifierCheck.Valid => text,
            _ => throw new FieldFault(code, column, Mask.Layout(text), $"The {column.ToUpperInvariant()} is wrong: its layout or its check character ({layout}).", "Compare it with the candidate's record; leave it empty when there is none."),
        };
    }

    private string Name(string[] fields, string column)
    {
        var text = columns.Of(fields, column);
        return text.Length <= LongestName && !text.Any(char.IsControl)
            ? text
            : throw new FieldFault("IMP026", column, $"{text.Length} characters", $"A name has at most {LongestName} characters, and none that cannot be printed.", "Shorten it.");
    }

    private string Short(string[] fields, string column, int length)
    {
        var text = columns.Of(fields, column);
        return text.Length <= length ? text : throw new FieldFault("IMP026", column, Mask.Code(text), $"This has more than {length} characters.", "Write the code alone, such as 6b27.");
    }

    private string Needed(string[] fields, string column, string what)
    {
        var text = columns.Of(fields, column);
        return text.Length > 0 ? text : throw Missing(column, what);
    }

    private static FieldFault Missing(string column, string what) => new("IMP014", column, "", $"The field {column} is empty.", $"Give {what}.");

    private static (EntryLine?, ImportProblem?) Bad(int line, string code, string field, string value, string message, string remedy) =>
        (null, new ImportProblem(code, line, field, value, message, remedy));

    /// <summary>Leaves the reading of one line; never leaves this class.</summary>
    private sealed class FieldFault(string code, string field, string value, string message, string remedy) : Exception(message)
    {
        public ImportProblem Problem(int line) => new(code, line, field, value, Message, remedy);
    }
}
