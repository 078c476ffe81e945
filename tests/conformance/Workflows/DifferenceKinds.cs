namespace OcrWorkflows.Tests.Conformance.Workflows;

/// <summary>How a result can be otherwise than observed.</summary>
[Flags]
internal enum DifferenceKinds
{
    None = 0,

    /// <summary>Refused, broken or thrown there; an answer here.</summary>
    AcceptedHere = 1,

    /// <summary>An answer there; refused or broken here.</summary>
    RefusedHere = 2,
    Value = 4,

    /// <summary>The same number in another type.</summary>
    NumberType = 8,

    /// <summary>Another message.</summary>
    Text = 16,

    /// <summary>Other rules are among the results.</summary>
    Rules = 32,
}

/// <summary>The kinds of difference that each code explains, as docs/rules/differences.md says; a code explains no other.</summary>
internal static class Explanations
{
    private static readonly Dictionary<string, DifferenceKinds> s_kinds = new(StringComparer.Ordinal)
    {
        ["DIF001"] = DifferenceKinds.Value | DifferenceKinds.NumberType | DifferenceKinds.RefusedHere,
        ["DIF002"] = DifferenceKinds.Value | DifferenceKinds.NumberType,
        ["DIF003"] = DifferenceKinds.Value,
        ["DIF004"] = DifferenceKinds.Value | DifferenceKinds.RefusedHere,
        ["DIF005"] = DifferenceKinds.RefusedHere,
        ["DIF006"] = DifferenceKinds.AcceptedHere,
        ["DIF007"] = DifferenceKinds.AcceptedHere,
        ["DIF008"] = DifferenceKinds.AcceptedHere,
        ["DIF009"] = DifferenceKinds.AcceptedHere,
        ["DIF010"] = DifferenceKinds.AcceptedHere,
        ["DIF011"] = DifferenceKinds.AcceptedHere | DifferenceKinds.RefusedHere,
        ["DIF012"] = DifferenceKinds.AcceptedHere | DifferenceKinds.Value,
        ["DIF013"] = DifferenceKinds.AcceptedHere | DifferenceKinds.Value,
        ["DIF014"] = DifferenceKinds.AcceptedHere,
        ["DIF015"] = DifferenceKinds.RefusedHere,
        ["DIF016"] = DifferenceKinds.RefusedHere,
        ["DIF017"] = DifferenceKinds.RefusedHere,
        ["DIF018"] = DifferenceKinds.AcceptedHere,
        ["DIF019"] = DifferenceKinds.AcceptedHere,
        ["DIF020"] = DifferenceKinds.AcceptedHere,
        ["DIF021"] = DifferenceKinds.AcceptedHere,
        ["DIF023"] = DifferenceKinds.Value,
        ["DIF024"] = DifferenceKinds.AcceptedHere | DifferenceKinds.NumberType,
        ["DIF025"] = DifferenceKinds.AcceptedHere | DifferenceKinds.Value | DifferenceKinds.NumberType,
        ["DIF026"] = DifferenceKinds.AcceptedHere,
        ["DIF027"] = DifferenceKinds.AcceptedHere,
        ["DIF028"] = DifferenceKinds.AcceptedHere,
        ["DIF029"] = DifferenceKinds.AcceptedHere,
        ["DIF030"] = DifferenceKinds.AcceptedHere,
        ["DIF031"] = DifferenceKinds.Value | DifferenceKinds.Text,
        ["DIF032"] = DifferenceKinds.AcceptedHere | DifferenceKinds.Value | DifferenceKinds.NumberType,
        ["DIF033"] = DifferenceKinds.AcceptedHere,
        ["DIF034"] = DifferenceKinds.Value,
        ["DIF101"] = DifferenceKinds.RefusedHere,
        ["DIF102"] = DifferenceKinds.RefusedHere | DifferenceKinds.Value,
        ["DIF103"] = DifferenceKinds.AcceptedHere | DifferenceKinds.Value,
        ["DIF104"] = DifferenceKinds.AcceptedHere | DifferenceKinds.Rules,
        ["DIF105"] = DifferenceKinds.Rules | DifferenceKinds.Value | DifferenceKinds.AcceptedHere,
        ["DIF106"] = DifferenceKinds.AcceptedHere | DifferenceKinds.Value | DifferenceKinds.Rules,
        ["DIF107"] = DifferenceKinds.Text,
        ["DIF108"] = DifferenceKinds.Text,
        ["DIF109"] = DifferenceKinds.Text,
        ["DIF110"] = DifferenceKinds.Text,
        ["DIF111"] = DifferenceKinds.Text,
        ["DIF112"] = DifferenceKinds.Text,
        ["DIF113"] = DifferenceKinds.AcceptedHere | DifferenceKinds.Text,
        ["DIF114"] = DifferenceKinds.AcceptedHere | DifferenceKinds.Rules | DifferenceKinds.Value,
        ["DIF115"] = DifferenceKinds.RefusedHere,
        ["DIF116"] = DifferenceKinds.Rules | DifferenceKinds.AcceptedHere,
        ["DIF117"] = DifferenceKinds.RefusedHere,
        ["DIF118"] = DifferenceKinds.RefusedHere,
        ["DIF119"] = DifferenceKinds.AcceptedHere | DifferenceKinds.Value,
        ["DIF120"] = DifferenceKinds.RefusedHere,
        ["DIF121"] = DifferenceKinds.AcceptedHere,
        ["DIF123"] = DifferenceKinds.AcceptedHere | DifferenceKinds.Value | DifferenceKinds.Text,
        ["DIF124"] = DifferenceKinds.AcceptedHere | DifferenceKinds.Value,
        ["DIF125"] = DifferenceKinds.AcceptedHere,
        ["DIF126"] = DifferenceKinds.RefusedHere,
        ["DIF127"] = DifferenceKinds.AcceptedHere | DifferenceKinds.Value,
        ["DIF128"] = DifferenceKinds.AcceptedHere | DifferenceKinds.Value | DifferenceKinds.Text,
    };

    /// <summary>The codes among those reported that explain a difference of this kind.</summary>
    public static IReadOnlyList<string> Of(DifferenceKinds kind, IEnumerable<string> reported) =>
        [.. reported.Where(c => s_kinds.TryGetValue(c, out var kinds) && (kinds & kind) != 0).Distinct()];
}
