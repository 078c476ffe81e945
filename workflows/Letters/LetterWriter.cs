using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OcrWorkflows.Centres.Register;
using OcrWorkflows.Storage;
using Stubble.Core;
using Stubble.Core.Builders;
using Stubble.Core.Settings;

namespace OcrWorkflows.Centres.Letters;

/// <summary>Writes a letter from its message, its template and the register as it is now.</summary>
public sealed class LetterWriter(LetterLibrary library, IDbContextFactory<OcrDbContext> databases)
{
    private const int DeepestSections = 16;

    /// <summary>Letters are plain text, in which nothing needs escaping.</summary>
    private static readonly RenderSettings s_plainText = new() { SkipHtmlEncoding = true };

    private readonly StubbleVisitorRenderer _renderer = new StubbleBuilder().Configure(settings => settings.SetMaxRecursionDepth(DeepestSections)).Build();

    /// <param name="payload">The message's values, as JSON.</param>
    /// <exception cref="LetterException">There is no template, or something it needs is missing.</exception>
    public async Task<Letter> WriteAsync(string kind, string payload, DateTimeOffset writtenAt, CancellationToken stop)
    {
        var state = library.Find(kind);
        var template = state?.Template ?? throw new LetterException($"There is no usable template for {kind}. {Why(state)}");
        using var document = JsonDocument.Parse(payload);
        var number = document.RootElement.TryGetProperty(LetterVocabulary.Centre, out var named) && named.ValueKind == JsonValueKind.String ? named.GetString() : null;
        var centre = number is null ? null : await CentreAsync(number, stop);
        if (template.To == LetterRecipient.Centre && centre is null)
        {
            throw new LetterException(number is null ? $"{kind} goes to a centre, and its message names none." : $"{kind} goes to the centre {number}, which is not in the register.");
        }

        return Render(template, LetterValues.Of(document.RootElement, centre, writtenAt), template.To == LetterRecipient.Centre ? centre!.Number : null);
    }

    /// <summary>The letter as it would be with sample values.</summary>
    /// <exception cref="LetterException">An earlier text is used, and names what its messages no longer carry.</exception>
    public Letter Preview(LetterTemplate template, DateTimeOffset writtenAt)
    {
        ArgumentNullException.ThrowIfNull(template);
        var values = library.Find(template.Kind)?.Kind?.Values ?? [];
        using var sample = JsonDocument.Parse(JsonSerializer.Serialize(values.ToDictionary(value => value, LetterSamples.Of, StringComparer.Ordinal)));
        return Render(template, LetterValues.Of(sample.RootElement, template.To == LetterRecipient.AllCentres ? null : LetterSamples.Centre, writtenAt), template.To == LetterRecipient.Centre ? LetterSamples.Centre.Number : null);
    }

    /// <summary>File and line of its first error, without the folder the product is installed in.</summary>
    private static string Why(LetterState? state) => state?.Faults.FirstOrDefault(fault => fault.IsError) is { } fault
        ? $"{fault with { File = Path.GetFileName(fault.File) }}"
        : "./ocr letters list names the letters there are.";

    private Letter Render(LetterTemplate template, Dictionary<string, object?> values, string? centre)
    {
        foreach (var missing in template.Placeholders.Where(p => !p.IsSection && p.Name != Placeholder.Item && !values.ContainsKey(p.Root) && !p.Sections.Contains(p.Root, StringComparer.Ordinal)))
        {
            throw new LetterException($"The message holds no value {missing.Name}, which {Path.GetFileName(template.File)}({missing.Line},{missing.Column}) writes out. Put it into a section of its own, or set the message going again once the template does without.");
        }

        var parts = new Dictionary<string, string>(library.Parts, StringComparer.Ordinal);
        var subject = _renderer.Render(template.Subject, values, s_plainText);
        return new Letter(template.To, centre, string.Join(' ', subject.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), _renderer.Render(template.Body, values, parts, s_plainText));
    }

    private async Task<Centre?> CentreAsync(string number, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await database.Set<Centre>().AsNoTracking().SingleOrDefaultAsync(c => c.Number == number, stop);
    }
}
