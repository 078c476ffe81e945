namespace OcrWorkflows.Centres.Letters;

/// <summary>To whom a letter goes; the host's settings know the addresses.</summary>
public enum LetterRecipient
{
    /// <summary>The centre that the message names.</summary>
    Centre,

    /// <summary>Every centre, by one distribution address.</summary>
    AllCentres,

    /// <summary>The awarding body's own office.</summary>
    Office,
}

/// <summary>A template that is in use: the headers of its file and its text, in Mustache.</summary>
/// <param name="Kind">Name of the file without its ending.</param>
/// <param name="Placeholders">Every value it writes out, with its place.</param>
public sealed record LetterTemplate(string Kind, string File, LetterRecipient To, string Subject, string Body, IReadOnlyList<Placeholder> Placeholders);

/// <summary>A value that a template names.</summary>
/// <param name="Name">Such as <c>centre.name</c>; a dot alone is the item of the section around it.</param>
/// <param name="Sections">Values whose sections stand around it, the outermost first: it is written only when they hold something.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based, in characters.</param>
public sealed record Placeholder(string Name, IReadOnlyList<string> Sections, bool IsSection, int Line, int Column)
{
    public const string Item = ".";

    /// <summary>Name of the value that must be there.</summary>
    public string Root => Name.Split('.')[0];
}

/// <summary>A letter as it goes out.</summary>
/// <param name="Centre">Number of the centre it goes to; null for other recipients.</param>
public sealed record Letter(LetterRecipient To, string? Centre, string Subject, string Body);

/// <summary>A letter cannot be written; the message says what is missing, and never a value.</summary>
public sealed class LetterException(string message) : Exception(message);
