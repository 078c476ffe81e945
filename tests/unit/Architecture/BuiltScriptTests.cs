using System.Security.Cryptography;
using System.Text;

namespace OcrWorkflows.Tests.Architecture;

/// <summary>The editor's script is built once and committed, so that running the host needs no Node: it must not fall behind what it is built from.</summary>
[TestFixture]
public sealed class BuiltScriptTests
{
    [Test]
    public void The_editor_is_built_from_the_sources_as_they_are() => Assert.That(IsBuiltFrom(Sources()), Is.True, "Run npm ci && npm run build in host/editor, and commit host/wwwroot/editor.js.");

    [Test]
    public void A_source_that_was_changed_and_not_built_is_found()
    {
        var changed = Sources();
        changed[^1] = (changed[^1].Name, [.. changed[^1].Bytes, (byte)'\n']);
        Assert.That(IsBuiltFrom(changed), Is.False);
    }

    private static bool IsBuiltFrom(IEnumerable<(string Name, byte[] Bytes)> sources)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, bytes) in sources)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\n"));
            hash.AppendData(bytes);
        }

        return File.ReadLines(Path.Combine(Repository.Root, "host", "wwwroot", "editor.js")).First().Contains(Convert.ToHexStringLower(hash.GetHashAndReset()), StringComparison.Ordinal);
    }

    private static List<(string Name, byte[] Bytes)> Sources()
    {
        var folder = Path.Combine(Repository.Root, "host", "editor");
        return
        [
            .. Directory.EnumerateFiles(Path.Combine(folder, "src")).Select(f => "src/" + Path.GetFileName(f)).Order(StringComparer.Ordinal).Prepend("package-lock.json")
                .Select(name => (name, File.ReadAllBytes(Path.Combine(folder, name)))),
        ];
    }
}
