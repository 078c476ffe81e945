using OcrWorkflows.Centres.Letters;

namespace OcrWorkflows.Tests.Letters;

/// <summary>A folder of templates for one test.</summary>
internal sealed class Templates : IDisposable
{
    public static LetterKind Refused { get; } = new("refused", ["centre", "covers", "reasons", "reference"], ["test"]);

    public Templates(params LetterKind[] kinds)
    {
        Folder = Directory.CreateTempSubdirectory("ocr-letters-").FullName;
        Library = new LetterLibrary(Folder, () => kinds.Length == 0 ? [Refused] : kinds);
    }

    public string Folder { get; }

    public LetterLibrary Library { get; }

    public void Write(string name, string text) => File.WriteAllText(Path.Combine(Folder, name + ".txt"), text);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
