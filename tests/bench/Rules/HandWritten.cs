using System.Globalization;

namespace OcrWorkflows.Bench.Rules;

/// <summary>What the hand-written rules say: nothing is made while they hold.</summary>
public sealed record HandWrittenFailure(string Rule, string Message);

/// <summary>The 30 rules of the workload as a C# developer would write them: the yardstick of the rules engine.</summary>
internal static class HandWritten
{
    private static readonly IReadOnlyList<HandWrittenFailure> s_none = [];

    public static IReadOnlyList<HandWrittenFailure> Check(EntryModel entry)
    {
        var centre = entry.Centre!;
        var candidate = entry.Candidate!;
        var unitCount = entry.Units.Count;
        var unitFees = entry.Units.Sum(u => u.Fee);
        var isOnTime = entry.SubmittedOn <= entry.Deadline;
        List<HandWrittenFailure>? failures = null;

        if (string.IsNullOrEmpty(entry.Reference))
        {
            Fail("E01_ReferencePresent", "Entry reference is missing");
        }

        if (entry.Series is not ("NOV" or "JAN" or "MAR" or "JUN"))
        {
            Fail("E02_SeriesKnown", $"Series {entry.Series} is not offered");
        }

        if (entry.Year is < 2020 or > 2030)
        {
            Fail("E03_YearWindow", $"Year {Text(entry.Year)} is out of range");
        }

        if (centre.Number!.Length != 5 || !centre.Number.All(char.IsDigit))
        {
            Fail("E04_CentreNumberFormat", $"Centre number {centre.Number} must be five digits");
        }

        if (!centre.Active)
        {
            Fail("E05_CentreActive", $"Centre {centre.Number} is not active");
        }

        if (!centre.ApprovedQualifications.Contains(entry.QualificationCode!))
        {
            Fail("E06_CentreApproved", $"Centre {centre.Number} is not approved for {entry.QualificationCode}");
        }

        if (candidate.Number!.Length != 4 || candidate.Number == "0000")
        {
            Fail("E07_CandidateNumber", $"Candidate number {candidate.Number} is invalid");
        }

        if (candidate.Uci is not null && candidate.Uci.Length != 13)
        {
            Fail("E08_UciFormat", $"UCI {candidate.Uci} must be 13 characters");
        }

        if (candidate.Uln is not null && candidate.Uln.Length != 10)
        {
            Fail("E09_UlnFormat", $"ULN {candidate.Uln} must be 10 digits");
        }

        if (string.IsNullOrWhiteSpace(candidate.Surname) || candidate.Surname.Length > 35)
        {
            Fail("E10_Surname", "Surname is missing or too long");
        }

        if (entry.Year - candidate.DateOfBirth.Year < 10)
        {
            Fail("E11_AgeMinimum", "Candidate is too young");
        }

        if (candidate.Sex is not ("M" or "F" or "X"))
        {
            Fail("E12_SexCode", $"Sex code {candidate.Sex} is unknown");
        }

        if (unitCount == 0)
        {
            Fail("E13_UnitsPresent", "No units on the entry");
        }

        if (unitCount > 12)
        {
            Fail("E14_UnitLimit", $"Too many units: {Text(unitCount)}");
        }

        if (entry.Units.Select(u => u.Code).Distinct().Count() != unitCount)
        {
            Fail("E15_UnitsDistinct", "Duplicate unit on the entry");
        }

        if (!entry.Units.Any(u => u.Mandatory))
        {
            Fail("E16_MandatoryUnit", "A mandatory unit is missing");
        }

        if (!entry.Units.All(u => u.Code!.StartsWith(entry.QualificationCode!, StringComparison.Ordinal)))
        {
            Fail("E17_UnitCodes", $"A unit is not part of {entry.QualificationCode}");
        }

        if (entry.Units.Any(u => u.CarriedForwardMark > u.MaxMark))
        {
            Fail("E18_CarriedForwardMarks", "Carried-forward mark exceeds the maximum");
        }

        if (entry.Units.Any(u => u.ExamDate <= entry.SubmittedOn))
        {
            Fail("E19_ExamDates", "A unit is examined before the entry was submitted");
        }

        if (entry.Fee != unitFees)
        {
            Fail("E20_FeeTotal", $"Fee {Text(entry.Fee)} does not match the unit fees {Text(unitFees)}");
        }

        if (!isOnTime && entry.LateFee is null)
        {
            Fail("E21_OnTime", $"Entry submitted after {Text(entry.Deadline)} without a late fee");
        }

        if (!isOnTime && !(entry.LateFee >= entry.Fee * 0.5m))
        {
            Fail("E22_LateFeeAmount", $"Late fee {Text(entry.LateFee)} is too low");
        }

        if (!isOnTime && entry.SubmittedOn > entry.LateDeadline)
        {
            Fail("E23_LateDeadline", "Entry missed the late deadline");
        }

        if (entry.Level == Level.GCSE && entry.Tier is not ("F" or "H"))
        {
            Fail("E24_TierForGcse", $"Tier {entry.Tier} is not valid for {entry.Level}");
        }

        var limit = entry.Level == Level.GCSE ? 2 : 3;
        if (entry.ResitCount > limit || (entry.ResitCount != 0 && entry.Status == EntryStatus.Withdrawn))
        {
            Fail("E25_ResitRule", "Resit limit reached");
        }

        if (candidate.PrivateCandidate && centre.Type is not ("FE" or "ADULT"))
        {
            Fail("E26_PrivateCandidate", $"Private candidate not allowed at {centre.Type}");
        }

        if (candidate.Arrangements.Any(a => a.ExtraTimePercent > 25 && a.ApprovedOn is null))
        {
            Fail("E27_AccessArrangements", "Extra time above 25% needs approval");
        }

        if (entry.Level == Level.ALevel && !entry.PriorQualifications.Any(p => p is "GCSE" or "IGCSE"))
        {
            Fail("E28_PriorQualification", "Prior qualification missing for A level");
        }

        if (centre.Balance - (entry.Fee + (entry.LateFee ?? 0m)) < -500.00m)
        {
            Fail("E29_CreditLimit", "Centre is over its credit limit");
        }

        if (entry.Notes is not null && (entry.Notes.Length > 200 || entry.Notes.Contains("<script", StringComparison.Ordinal)))
        {
            Fail("E30_NotesLength", "Notes are too long or unsafe");
        }

        return failures ?? s_none;

        void Fail(string rule, string message) => (failures ??= []).Add(new HandWrittenFailure(rule, message));
    }

    private static string Text(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";
}
