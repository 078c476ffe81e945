using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace OcrWorkflows.Tests.Conformance.Workflows;

/// <summary>The classes that a case's typed inputs are read to, compiled from their source in the folder of types.</summary>
internal sealed class CaseTypes
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Linq;\n";

    private static readonly Dictionary<string, Type> s_words = new(StringComparer.Ordinal)
    {
        ["bool"] = typeof(bool),
        ["char"] = typeof(char),
        ["string"] = typeof(string),
        ["int"] = typeof(int),
        ["long"] = typeof(long),
        ["double"] = typeof(double),
        ["decimal"] = typeof(decimal),
        ["object"] = typeof(object),
    };

    private readonly Assembly? _assembly;

    private CaseTypes(Assembly? assembly) => _assembly = assembly;

    public static CaseTypes None { get; } = new(null);

    private static readonly Dictionary<(string Folder, string Name), CaseTypes> s_read = [];

    /// <summary>Those of a file, compiled once.</summary>
    public static CaseTypes Of(string folder, string name)
    {
        if (!s_read.TryGetValue((folder, name), out var found))
        {
            s_read[(folder, name)] = found = Read(folder, name);
        }

        return found;
    }

    public static CaseTypes Read(string folder, string name)
    {
        var source = Usings + File.ReadAllText(Path.Combine(folder, "types", name + ".cs.txt"));
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var compilation = CSharpCompilation.Create(
            "types-" + name,
            [CSharpSyntaxTree.ParseText(source)],
            platform.Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal)).Select(p => MetadataReference.CreateFromFile(p)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        return emitted.Success
            ? new CaseTypes(Assembly.Load(image.ToArray()))
            : throw new InvalidOperationException($"The types {name} do not compile: {string.Join("; ", emitted.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error))}");
    }

    /// <param name="name">A name of C#: <c>Entry</c>, <c>List&lt;Line&gt;</c>, <c>int[]</c>.</param>
    public Type Find(string name)
    {
        if (name.EndsWith("[]", StringComparison.Ordinal))
        {
            return Find(name[..^2]).MakeArrayType();
        }

        if (name.EndsWith('?'))
        {
            return typeof(Nullable<>).MakeGenericType(Find(name[..^1]));
        }

        if (name.StartsWith("List<", StringComparison.Ordinal) && name.EndsWith('>'))
        {
            return typeof(List<>).MakeGenericType(Find(name[5..^1]));
        }

        return s_words.GetValueOrDefault(name) ?? _assembly?.GetType(name) ?? Type.GetType("System." + name)
            ?? throw new InvalidOperationException($"The case names a type that there is not: {name}.");
    }
}
