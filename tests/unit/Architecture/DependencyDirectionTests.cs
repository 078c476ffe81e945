using System.Xml.Linq;

namespace OcrWorkflows.Tests.Architecture;

/// <summary>Project references point one way: host to storage and centres, those to the engines, the engines to the expressions.</summary>
public sealed class DependencyDirectionTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["OcrWorkflows.Expressions"] = [],
        ["OcrWorkflows.Rules"] = ["OcrWorkflows.Expressions"],
        ["OcrWorkflows.Runtime"] = ["OcrWorkflows.Expressions"],
        ["OcrWorkflows.JavaScript"] = ["OcrWorkflows.Runtime"],
        ["OcrWorkflows.Storage"] = ["OcrWorkflows.Rules", "OcrWorkflows.Runtime"],
        ["OcrWorkflows.Centres"] = ["OcrWorkflows.Rules", "OcrWorkflows.Runtime", "OcrWorkflows.Storage"],
        ["OcrWorkflows.Migrations.Sqlite"] = ["OcrWorkflows.Storage"],
        ["OcrWorkflows.Migrations.SqlServer"] = ["OcrWorkflows.Storage"],
        ["OcrWorkflows.Migrations.Postgres"] = ["OcrWorkflows.Storage"],
        ["OcrWorkflows.Host"] =
        [
            "OcrWorkflows.Centres", "OcrWorkflows.JavaScript", "OcrWorkflows.Migrations.Postgres", "OcrWorkflows.Migrations.SqlServer",
            "OcrWorkflows.Migrations.Sqlite", "OcrWorkflows.Storage",
        ],
        ["OcrWorkflows.EfTool"] = ["OcrWorkflows.Host"],
        ["OcrWorkflows.Client"] = [],
    };

    private static readonly Dictionary<string, string[]> ForbiddenPackages = new()
    {
        ["OcrWorkflows.Expressions"] = ["*"],
        ["OcrWorkflows.Client"] = ["*"],
        ["OcrWorkflows.Rules"] = ["*"],
        ["OcrWorkflows.Runtime"] = ["*"],
        ["OcrWorkflows.Storage"] = ["Quartz", "System.CommandLine", "Microsoft.EntityFrameworkCore.Sqlite", "Microsoft.EntityFrameworkCore.SqlServer", "Npgsql.EntityFrameworkCore.PostgreSQL"],
        ["OcrWorkflows.Centres"] = ["Quartz", "System.CommandLine"],
    };

    [Test]
    public void Every_project_refers_only_to_what_the_map_allows()
    {
        var projects = Projects();

        Assert.That(projects.Select(p => p.Name), Is.EquivalentTo(Allowed.Keys), "a project is new: give it a place on the map");
        Assert.That(projects.SelectMany(p => Violations(p.Name, p.Text)), Is.Empty);
    }

    [TestCase("OcrWorkflows.Rules", "<ProjectReference Include=\"../runtime/OcrWorkflows.Runtime.csproj\" />")]
    [TestCase("OcrWorkflows.Runtime", "<ProjectReference Include=\"..\\storage\\OcrWorkflows.Storage.csproj\" />")]
    [TestCase("OcrWorkflows.Rules", "<PackageReference Include=\"Microsoft.EntityFrameworkCore\" />")]
    [TestCase("OcrWorkflows.Runtime", "<FrameworkReference Include=\"Microsoft.AspNetCore.App\" />")]
    public void A_planted_reference_against_the_direction_is_found(string project, string reference)
    {
        var planted = $"<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup>{reference}</ItemGroup></Project>";

        Assert.That(Violations(project, planted), Has.Exactly(1).Items);
    }

    private static List<(string Name, string Text)> Projects() =>
        [.. new[] { "engine", "workflows", "host" }
            .SelectMany(folder => Repository.Files(folder, "*.csproj"))
            .Select(file => (Path.GetFileNameWithoutExtension(file), File.ReadAllText(Repository.PathTo(file))))];

    private static List<string> Violations(string name, string project)
    {
        var xml = XDocument.Parse(project);
        var references = xml.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));
        var packages = xml.Descendants().Where(e => e.Name.LocalName is "PackageReference" or "FrameworkReference").Select(p => p.Attribute("Include")!.Value);
        var forbidden = ForbiddenPackages.GetValueOrDefault(name, []);
        return
        [
            .. references.Where(r => !Allowed[name].Contains(r)).Select(r => $"{name} must not refer to {r}"),
            .. packages.Where(p => forbidden.Contains("*") || forbidden.Contains(p)).Select(p => $"{name} must not use {p}"),
        ];
    }
}
