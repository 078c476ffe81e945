namespace OcrWorkflows.Centres.Letters;

/// <summary>What a template may name: what the messages of its kind carry, and what is known of every letter.</summary>
internal static class LetterVocabulary
{
    public const string Centre = "centre";
    public const string WrittenOn = "writtenOn";

    /// <summary>From the register, at the time of sending.</summary>
    public static IReadOnlyList<string> OfCentre { get; } = ["centre.number", "centre.name", "centre.type", "centre.nation", "centre.status"];

    public static IReadOnlyList<string> For(LetterKind kind, LetterRecipient to) =>
        [.. kind.Values.Where(value => value != Centre), WrittenOn, .. to == LetterRecipient.AllCentres ? [] : OfCentre];

    /// <summary>For parts that templates share: what every letter to a centre has.</summary>
    public static IReadOnlyList<string> Shared { get; } = [WrittenOn];
}
