using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Sources;

namespace OcrWorkflows.Rules.Files;

/// <summary>Reads members of JSON objects by name and type; what is wrong becomes a diagnostic, and null is the same as absent.</summary>
internal sealed class Fields(ICollection<Diagnostic> faults, ICollection<string>? differences = null)
{
    public void Add(Diagnostic fault) => faults.Add(fault);

    /// <summary>The file relies on a difference from RulesEngine.</summary>
    public void Note(string difference) => differences?.Add(difference);

    /// <summary>Reports the members that this kind of object does not have: an error when one was probably meant, otherwise a warning.</summary>
    public void CheckNames(SourceNode node, string kind, params string[] known)
    {
        foreach (var member in node.Members.Where(m => !known.Contains(m.Name, StringComparer.Ordinal) && !m.Name.StartsWith('$')))
        {
            if (Spelling.Nearest(member.Name, known) is { } near)
            {
                faults.Add(node.AtName(member, Problems.MisspeltProperty, $"{kind} has no property `{member.Name}`;", $"did you mean `{near}`?"));
            }
            else
            {
                faults.Add(node.AtName(member, Problems.UnknownProperty, $"{kind} has no property `{member.Name}`; it is not used.", null, DiagnosticSeverity.Warning));
            }
        }
    }

    public TextAt? Text(SourceNode node, string name) => Text(Present(node, name));

    public TextAt? Text(SourceNode? value)
    {
        if (value is null)
        {
            return null;
        }

        if (value.Kind == SourceKind.String)
        {
            return new TextAt(value.Text!, value);
        }

        WrongType(value, "a string");
        return null;
    }

    /// <param name="otherwise">When it is absent; null is a fault, as RulesEngine has it.</param>
    public bool Flag(SourceNode node, string name, bool otherwise)
    {
        var value = node[name];
        if (value is null or { Kind: SourceKind.Boolean })
        {
            return value is null ? otherwise : value.Text == "true";
        }

        WrongType(value, "true or false");
        return otherwise;
    }

    public IReadOnlyList<SourceNode> List(SourceNode node, string name)
    {
        var value = Present(node, name);
        if (value is null or { Kind: SourceKind.Array })
        {
            return value?.Items ?? [];
        }

        WrongType(value, "an array");
        return [];
    }

    /// <summary>The object of that name; anything else there is a fault.</summary>
    public SourceNode? Object(SourceNode node, string name)
    {
        var value = Present(node, name);
        if (value is null or { Kind: SourceKind.Object })
        {
            return value;
        }

        WrongType(value, "an object");
        return null;
    }

    /// <summary>The objects of an array; anything else in it is a fault.</summary>
    public IEnumerable<SourceNode> Objects(SourceNode node, string name)
    {
        foreach (var item in List(node, name))
        {
            if (item.Kind == SourceKind.Object)
            {
                yield return item;
            }
            else
            {
                WrongType(item, "an object");
            }
        }
    }

    public IReadOnlyList<TextAt> Texts(SourceNode node, string name) => [.. List(node, name).Select(Text).OfType<TextAt>()];

    public void WrongType(SourceNode value, string wanted) =>
        faults.Add(value.At(Problems.WrongType, $"{KindOf(value)} stands here; {wanted} is needed."));

    /// <summary>The member's value, unless it is absent or null.</summary>
    public static SourceNode? Present(SourceNode node, string name) => node[name] is { Kind: not SourceKind.Null } value ? value : null;

    private static string KindOf(SourceNode value) => value.Kind switch
    {
        SourceKind.Object => "An object",
        SourceKind.Array => "An array",
        SourceKind.String => "A string",
        SourceKind.Number => "A number",
        SourceKind.Boolean => "true or false",
        _ => "null",
    };
}
