using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OcrWorkflows.Centres;
using OcrWorkflows.Host.Workflows;
using OcrWorkflows.Runtime;

namespace OcrWorkflows.Host.Tests;

/// <summary>The pages of docs/workflows that are made from definitions.</summary>
[TestFixture]
public sealed class WorkflowsDescribed
{
    private static readonly string[] WrittenByHand = ["README", "writing-workflows", "differences"];

    private static IEnumerable<string> Names() => Directory.EnumerateFiles(Path.Combine(Root(), "workflows", "definitions"), "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Names))]
    public void The_page_of_a_definition_is_what_the_definition_says(string name) =>
        Assert.That(File.ReadAllText(Page(name)), Is.EqualTo(DefinitionPage.Write(Load(name))), "make it again: ./ocr workflow describe --out docs/workflows");

    [Test]
    public void Every_page_has_its_definition_and_stands_in_the_table_of_contents()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(Root(), "docs", "workflows"), "*.md").Select(f => Path.GetFileNameWithoutExtension(f)).Except(WrittenByHand).ToList();
        var contents = File.ReadAllText(Page("README"));
        Assert.That(pages, Is.EquivalentTo(Names()));
        Assert.That(pages.Where(p => !contents.Contains($"({p}.md)", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void A_page_names_who_acts_by_when_and_by_which_clause()
    {
        var page = DefinitionPage.Write(Load("claim-remote-moderation"));
        Assert.Multiple(() =>
        {
            Assert.That(page, Does.Contain("| **24 hours** | Clock hours from the submission, weekends and holidays included. | the clock | `Input.SubmittedAt.Value.AddHours(24)` | R144 | Chase the work |"));
            Assert.That(page, Does.Contain("| Assurer | 25 working days | R148 |"));
            Assert.That(page, Does.Contain("n_record -->|Withdrawn| n_withdrawal"));
            Assert.That(page, Does.Contain("It begins with the claim"));
        });
    }

    private static string Page(string name) => Path.Combine(Root(), "docs", "workflows", name + ".md");

    private static WorkflowDefinition Load(string name)
    {
        using var services = new ServiceCollection().AddOcrCentres().BuildServiceProvider();
        var file = Path.Combine(Root(), "workflows", "definitions", name + ".json");
        var load = WorkflowDefinition.Read(file, Encoding.UTF8.GetBytes(File.ReadAllText(file)), new ActivityCatalogue([.. services.GetServices<ActivityDescriptor>()]));
        return load.Definition ?? throw new AssertionException(string.Join('\n', load.Diagnostics));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "OcrWorkflows.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run below the repository.");
        }

        return folder.FullName;
    }
}
