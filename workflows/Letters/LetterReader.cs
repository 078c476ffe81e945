using OcrWorkflows.Expressions;

namespace OcrWorkflows.Centres.Letters;

/// <summary>What a file came to.</summary>
/// <param name="Template">Null when the file has an error.</param>
internal sealed record TemplateLoad(LetterTemplate? Template, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>Reads the file of a template: <c>To</c> and <c>Subject</c>, an empty line, the text. All of its faults at once.</summary>
internal static class LetterReader
{
    private static readonly Dictionary<string, LetterRecipient> s_recipients = new(StringComparer.OrdinalIgnoreCase)
    {
        ["centre"] = LetterRecipient.Centre,
        ["all-centres"] = LetterRecipient.AllCentres,
        ["office"] = LetterRecipient.Office,
    };

    /// <param name="kind">Null when nothing asks for a letter of this name: only what every letter has may be named.</param>
    /// <param name="parts">Names of the parts that may be included.</param>
    public static TemplateLoad Read(string name, string file, string content, LetterKind? kind, IReadOnlyCollection<string> parts)
    {
        var text = new TemplateText(file, content.ReplaceLineEndings("\n"));
        var (headers, body) = Headers(text);
        var to = Recipient(text, headers);
        var subject = headers.GetValueOrDefault("subject");
        if (subject.To <= subject.From)
        {
            text.Fault("LET003", 0, "The letter has no subject.", "begin the file with To: and Subject:, then an empty line");
        }

        var vocabulary = LetterVocabulary.For(kind ?? new LetterKind(name, [], []), to);
        IReadOnlyList<Placeholder> values = [.. Checked(text, subject.From, Math.Max(subject.From, subject.To), vocabulary, []), .. Checked(text, body, text.Text.Length, vocabulary, parts)];
        if (kind is null)
        {
            text.Fault("LET005", 0, $"Nothing asks for a letter \"{name}\".", "a workflow does with Ocr.SendLetter; otherwise remove the file", DiagnosticSeverity.Warning);
        }

        return new TemplateLoad(
            text.Faults.Any(f => f.IsError) ? null : new LetterTemplate(name, file, to, text.Text[subject.From..subject.To], text.Text[body..], values),
            text.Faults);
    }

    /// <summary>A part that templates share; it names only what every letter has.</summary>
    public static (string? Part, IReadOnlyList<Diagnostic> Diagnostics) ReadPart(string file, string content)
    {
        var text = new TemplateText(file, content.ReplaceLineEndings("\n"));
        Checked(text, 0, text.Text.Length, LetterVocabulary.Shared, []);
        return (text.Faults.Any(f => f.IsError) ? null : text.Text, text.Faults);
    }

    private static IReadOnlyList<Placeholder> Checked(TemplateText text, int from, int to, IReadOnlyList<string> vocabulary, IReadOnlyCollection<string> parts)
    {
        var (values, included) = text.Placeholders(from, to);
        foreach (var value in values)
        {
            var item = value is { Name: Placeholder.Item, Sections.Count: > 0, IsSection: false };
            if (!item && !vocabulary.Contains(value.Name, StringComparer.Ordinal))
            {
                text.Faults.Add(new Diagnostic("LET002", DiagnosticSeverity.Error, text.File, value.Line, value.Column, "", $"The letter has no value \"{value.Name}\".",
                    Spelling.DidYouMeanOrList(value.Name, vocabulary)));
            }
        }

        foreach (var (name, offset) in included.Where(part => !parts.Contains(part.Name)))
        {
            text.Fault("LET006", offset, $"There is no usable part \"{name}\" here.", parts.Count == 0 ? "parts are included by the text of a template alone" : $"there are {string.Join(", ", parts)}");
        }

        return values;
    }

    private static LetterRecipient Recipient(TemplateText text, Dictionary<string, (int From, int To)> headers)
    {
        if (!headers.TryGetValue("to", out var at))
        {
            text.Fault("LET003", 0, "The letter does not say to whom it goes.", $"begin the file with To: and one of {string.Join(", ", s_recipients.Keys)}");
            return LetterRecipient.Centre;
        }

        if (!s_recipients.TryGetValue(text.Text[at.From..at.To], out var to))
        {
            text.Fault("LET003", at.From, $"\"{text.Text[at.From..at.To]}\" is no recipient.", $"use one of {string.Join(", ", s_recipients.Keys)}");
        }

        return to;
    }

    /// <returns>By name in small letters, where each value stands; and where the text begins.</returns>
    private static (Dictionary<string, (int From, int To)> Headers, int Body) Headers(TemplateText text)
    {
        var headers = new Dictionary<string, (int, int)>(StringComparer.Ordinal);
        for (var at = 0; at < text.Text.Length;)
        {
            var end = text.Text.IndexOf('\n', at) is >= 0 and var found ? found : text.Text.Length;
            var line = text.Text.AsSpan(at, end - at);
            var next = Math.Min(end + 1, text.Text.Length);
            if (line.IsWhiteSpace())
            {
                return (headers, next);
            }

            var colon = line.IndexOf(':');
            var name = colon < 0 ? "" : line[..colon].Trim().ToString().ToLowerInvariant();
            if (name is not ("to" or "subject") || headers.ContainsKey(name))
            {
                text.Fault("LET003", at, "Before the first empty line stand To: and Subject:, each once.", "add an empty line before the text of the letter");
                return (headers, next);
            }

            var value = line[(colon + 1)..];
            var start = at + colon + 1 + value.Length - value.TrimStart().Length;
            headers[name] = (start, start + value.Trim().Length);
            at = next;
        }

        return (headers, text.Text.Length);
    }
}
