using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OcrWorkflows.Centres;
using OcrWorkflows.Runtime;

namespace OcrWorkflows.Tests.Runtime;

/// <summary>The definitions as they ship, read with the activities that the product has.</summary>
internal static class ProductDefinitions
{
    private static readonly Lazy<ActivityCatalogue> Activities = new(() =>
    {
        using var services = new ServiceCollection().AddOcrCentres().BuildServiceProvider();
        return new ActivityCatalogue([.. services.GetServices<ActivityDescriptor>()]);
    });

    public static ActivityCatalogue Catalogue => Activities.Value;

    /// <summary>Names of all of them, in order.</summary>
    public static IEnumerable<string> Names() => Directory.EnumerateFiles(Architecture.Repository.PathTo("workflows", "definitions"), "*.json")
        .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    public static WorkflowDefinition Load(string name)
    {
        var load = WorkflowDefinition.Read(name + ".json", ProductFiles.Read($"workflows/definitions/{name}.json"), Catalogue);
        Assert.That(load.Diagnostics, Is.Empty, Encoding.UTF8.GetString(ProductFiles.Read($"workflows/definitions/{name}.json")));
        return load.Definition!;
    }
}
