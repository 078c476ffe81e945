using OcrWorkflows.Centres.Letters;

namespace OcrWorkflows.Host.Mail;

/// <summary>What command line and pages call the same.</summary>
internal static class LetterWords
{
    public static string Of(LetterRecipient to) => to switch
    {
        LetterRecipient.Centre => "the centre",
        LetterRecipient.AllCentres => "all centres",
        _ => "the office",
    };

    public static string Of(LetterState state) =>
        state.Template is null ? "NOT USABLE" : state.IsOutdated ? "an earlier text is used" : state.Kind is null ? "not asked for" : "in use";
}
