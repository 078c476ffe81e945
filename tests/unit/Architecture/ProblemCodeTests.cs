using System.Text.RegularExpressions;

namespace OcrWorkflows.Tests.Architecture;

/// <summary>Codes are a contract: each one in the sources is listed in docs/problems (or is a documented difference from RulesEngine or Elsa), and the lists name no others.</summary>
public sealed partial class ProblemCodeTests
{
    [Test]
    public void Every_code_in_the_sources_is_listed_and_every_listed_code_is_used()
    {
        var used = new[] { "engine", "workflows", "host" }
            .SelectMany(folder => Repository.Files(folder, "*.cs").Concat(Repository.Files(folder, "*.razor")))
            .SelectMany(file => CodesIn(File.ReadAllText(Repository.PathTo(file))))
            .ToHashSet();
        var listed = Repository.Files("docs/problems", "*.md").Append("docs/rules/differences.md").Append("docs/workflows/differences.md").SelectMany(file => CodesListedIn(File.ReadAllText(Repository.PathTo(file)))).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(listed, Is.Unique, "a code listed twice");
            Assert.That(used.Except(listed), Is.Empty, "used, not listed in docs/problems");
            Assert.That(listed.Except(used), Is.Empty, "listed in docs/problems, used nowhere");
        });
    }

    [Test]
    public void A_code_in_a_source_and_a_row_of_a_list_are_recognised()
    {
        Assert.That(CodesIn("""throw At("ABC123", "message")"""), Is.EqualTo(new[] { "ABC123" }));
        Assert.That(CodesListedIn("| `ABC123` | what it means |\nsee ABC124"), Is.EqualTo(new[] { "ABC123" }));
    }

    private static IEnumerable<string> CodesIn(string source) => InSource().Matches(source).Select(m => m.Groups[1].Value);

    private static IEnumerable<string> CodesListedIn(string list) => InList().Matches(list).Select(m => m.Groups[1].Value);

    [GeneratedRegex("\"([A-Z]{3}[0-9]{3})\"")]
    private static partial Regex InSource();

    [GeneratedRegex(@"^\|\s*`([A-Z]{3}[0-9]{3})`", RegexOptions.Multiline)]
    private static partial Regex InList();
}
