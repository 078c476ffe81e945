using System.Text.Json;
using OcrWorkflows.Host.Cli;

namespace OcrWorkflows.Host.Tests;

/// <summary>The templates of letters, as typed at a prompt; none of it needs a database.</summary>
[TestFixture]
public sealed class LettersByCommandLine
{
    private TestFolder _folder = null!;

    [SetUp]
    public void Begin() => _folder = new TestFolder();

    [TearDown]
    public void Clean_up() => _folder.Dispose();

    [Test]
    public async Task Every_letter_that_is_shipped_is_listed_checked_and_previewed()
    {
        var list = await RunAsync("letters", "list", "--json");
        Assert.That(list.Exit, Is.Zero, list.Error);
        var kinds = list.Json.EnumerateArray().Select(k => k.GetProperty("kind").GetString()!).ToList();
        Assert.That(kinds, Is.EquivalentTo(Directory.GetFiles(Letters, "*.txt").Select(f => Path.GetFileNameWithoutExtension(f)).Where(n => n[0] != '_')));
        foreach (var kind in kinds)
        {
            var preview = await RunAsync("letters", "preview", kind, "--json");
            Assert.That(preview.Exit, Is.Zero, $"{kind}: {preview.Error}");
            Assert.That(preview.Json.GetProperty("subject").GetString(), Is.Not.Empty.And.Not.Contain("{{"), kind);
            Assert.That(preview.Json.GetProperty("body").GetString(), Has.Length.GreaterThan(80).And.Not.Contain("{{"), kind);
        }

        var check = await RunAsync("letters", "check");
        Assert.That((check.Exit, check.Output), Is.EqualTo((0, $"{kinds.Count} letters, 0 errors, 0 warnings.{Environment.NewLine}")));
    }

    [Test]
    public async Task A_faulty_template_is_named_with_file_line_and_column_wherever_it_is_asked_for()
    {
        await File.WriteAllTextAsync(Path.Combine(Letters, "claim-decided.txt"), "To: centre\nSubject: Claim {{claim}}\n\nDear {{centre.nam}}\n");
        foreach (var arguments in new[] { new[] { "letters", "check" }, ["letters", "list"], ["letters", "preview", "claim-decided"] })
        {
            var run = await RunAsync(arguments);
            Assert.That(run.Exit, Is.EqualTo(1), string.Join(' ', arguments));
            Assert.That(run.Output + run.Error, Does.Match(@"claim-decided\.txt\(4,6\): error LET002: The letter has no value ""centre\.nam""").And.Contain("centre.name"), string.Join(' ', arguments));
        }

        Assert.That((await RunAsync("letters", "preview", "claim-overdue")).Exit, Is.Zero, "the others are not touched");
    }

    [Test]
    public async Task A_faulty_part_is_named_before_the_letters_that_lack_it()
    {
        await File.WriteAllTextAsync(Path.Combine(Letters, "_closing.txt"), "Yours\n{{nobody}}\n");
        var list = await RunAsync("letters", "list");
        Assert.That(list.Exit, Is.EqualTo(1));
        Assert.That(list.Error.Split('\n')[0], Does.Contain("_closing.txt(2,1): error LET002"));
        Assert.That(list.Error, Does.Match(@"claim-decided\.txt\(\d+,1\): error LET006: There is no usable part ""closing"""));
    }

    [TestCase("clam-decided", "claim-decided")]
    [TestCase("../secret", "There is no letter")]
    public async Task A_letter_that_does_not_exist_is_wrong_usage(string kind, string says)
    {
        var run = await RunAsync("letters", "preview", kind);
        Assert.That((run.Exit, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.Contain(says));
    }

    private string Letters => Path.Combine(_folder.RuleSets, "letters");

    private async Task<Run> RunAsync(params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var exit = await CommandLine.RunAsync(arguments, output, error, _folder.Settings);
        return new Run(exit, output.ToString(), error.ToString());
    }

    private sealed record Run(int Exit, string Output, string Error)
    {
        public JsonElement Json => JsonDocument.Parse(Output).RootElement;
    }
}
