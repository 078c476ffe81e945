using System.Diagnostics;

namespace OcrWorkflows.Tests.Architecture;

/// <summary>The machine's clock and identities are banned by an analyzer; only the host's composition may name them.</summary>
public sealed class InjectedTimeTests
{
    private static readonly string[] Edge = ["host/Hosting/", "host/Program.cs"];

    [Test]
    public void Nobody_but_the_edge_of_the_host_silences_the_ban()
    {
        var silenced = new[] { "engine", "workflows", "host" }
            .SelectMany(folder => Repository.Files(folder, "*.cs").Concat(Repository.Files(folder, "*.csproj")))
            .Where(file => !Edge.Any(edge => file.StartsWith(edge, StringComparison.Ordinal)))
            .Where(file => Silences(File.ReadAllText(Repository.PathTo(file))));

        Assert.That(silenced, Is.Empty);
    }

    [Test]
    public void A_silenced_ban_is_found()
    {
        Assert.That(Silences("#pragma warning disable RS0030\nvar now = DateTimeOffset.UtcNow;"));
        Assert.That(Silences("var now = time.GetUtcNow();"), Is.False);
    }

    [TestCase("System.DateTimeOffset.UtcNow.ToString()", ExpectedResult = false)]
    [TestCase("System.Guid.NewGuid().ToString()", ExpectedResult = false)]
    [TestCase("System.TimeProvider.System.ToString()", ExpectedResult = false)]
    [TestCase("new System.DateTime(2026, 1, 1).ToString()", ExpectedResult = true)]
    public bool A_project_builds_only_without_the_machines_clock(string expression)
    {
        var folder = Repository.PathTo("artifacts", "planted", TestContext.CurrentContext.Test.ID);
        Directory.CreateDirectory(folder);
        try
        {
            File.WriteAllText(Path.Combine(folder, "Planted.csproj"), "<Project Sdk=\"Microsoft.NET.Sdk\" />");
            File.WriteAllText(Path.Combine(folder, "Planted.cs"), $"namespace Planted;\n\ninternal static class Planted\n{{\n    public static string? Text() => {expression};\n}}\n");
            var (exitCode, output) = Build(folder);
            Assert.That(exitCode == 0 || output.Contains("RS0030", StringComparison.Ordinal), output);
            return exitCode == 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool Silences(string source) => source.Contains("RS0030", StringComparison.Ordinal);

    private static (int ExitCode, string Output) Build(string folder)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", "build -nologo -p:RestorePackagesWithLockFile=false -p:RestoreLockedMode=false")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
