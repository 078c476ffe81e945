using System.Collections;
using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.RegularExpressions;
using OcrWorkflows.Expressions;
using OcrWorkflows.Rules.Deciding;
using OcrWorkflows.Rules.Files;

namespace OcrWorkflows.Rules.Compilation;

/// <summary>Resolves the placeholders <c>$(entry.Unit.Code)</c> of a message; one that names nothing is a warning and stays as written.</summary>
internal sealed partial class TemplateCompiler(NameScope scope, ICollection<Diagnostic> faults)
{
    /// <summary>Placeholders of one message that are warned of; the others stay as written too.</summary>
    private const int MostWarnings = 20;

    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> s_properties = new();

    private int _warnings;

    public MessageTemplate? Compile(TextAt? text)
    {
        if (text is null)
        {
            return null;
        }

        _warnings = 0;
        var parts = new List<TemplatePart>();
        var done = 0;
        foreach (Match match in Placeholder().Matches(text.Value))
        {
            if (Path(text, match) is { } part)
            {
                parts.Add(new LiteralPart(text.Value[done..match.Index]));
                parts.Add(part);
                done = match.Index + match.Length;
            }
        }

        parts.Add(new LiteralPart(text.Value[done..]));
        return new MessageTemplate(parts);
    }

    private ValuePart? Path(TextAt text, Match match)
    {
        var path = match.Groups[1];
        var words = path.Value.Split('.', StringSplitOptions.TrimEntries);
        if (scope.Find(words[0]) is not { } root)
        {
            if (!scope.Broken.Contains(words[0]))
            {
                Warn(text, path, words[0], [.. scope.Known]);
            }

            return null;
        }

        var steps = new List<MemberStep>();
        var type = root.Type;
        foreach (var word in words.Skip(1))
        {
            type = Nullable.GetUnderlyingType(type) ?? type;
            var property = Properties(type).FirstOrDefault(p => p.Name == word) ?? Properties(type).FirstOrDefault(p => string.Equals(p.Name, word, StringComparison.OrdinalIgnoreCase));
            if (property is null && !IsLookedUpLater(type))
            {
                Warn(text, path, word, [.. Properties(type).Select(p => p.Name)]);
                return null;
            }

            steps.Add(new MemberStep(word, property));
            type = property?.PropertyType ?? typeof(object);
        }

        var known = !IsLookedUpLater(root.Type) && steps.TrueForAll(s => s.Property is not null);
        var exact = words[0] == root.Name && path.Value == string.Join('.', words);
        return new ValuePart(match.Value, known, exact, RootOf(root), steps);
    }

    /// <summary>Inputs and global parameters are read where they stand; a local parameter is worked out again.</summary>
    private Func<Frame, object?> RootOf(ScopedName root)
    {
        var place = scope.Names.Where(n => n.Kind == root.Kind).ToList().IndexOf(root);
        if (root.Kind == NameKind.Local)
        {
            var value = new Lazy<Func<object?[], object?[], object?>>(() => RuleComposer.Compose<object?>(scope, Reading(root)));
            return frame => value.Value(frame.Inputs, frame.Globals);
        }

        return root.Kind == NameKind.Input ? frame => frame.Inputs[place] : frame => frame.Globals[place];
    }

    /// <summary>The root as a lambda over the names of the scope.</summary>
    private LambdaExpression Reading(ScopedName root)
    {
        var parameters = scope.Names.Select(n => Expression.Parameter(n.Type, n.Name)).ToArray();
        return Expression.Lambda(parameters[scope.Names.IndexOf(root)], parameters);
    }

    /// <summary>A text, a number, a date or a list has no members in a message, as it has none in JSON.</summary>
    private static PropertyInfo[] Properties(Type type) => s_properties.GetOrAdd(type, static type =>
        IsLookedUpLater(type) || type.IsPrimitive || type.IsEnum || type.Namespace == nameof(System) || type.IsAssignableTo(typeof(IEnumerable)) ? [] : [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanRead && p.GetIndexParameters().Length == 0)]);

    private static bool IsLookedUpLater(Type type) => type == typeof(object) || type.IsAssignableTo(typeof(IReadOnlyDictionary<string, object?>)) || type.IsAssignableTo(typeof(IDictionary));

    private void Warn(TextAt text, Group path, string word, IReadOnlyCollection<string> known)
    {
        if (_warnings++ < MostWarnings)
        {
            faults.Add(text.Node.Within(path.Index, Problems.Placeholder, $"The placeholder `$({Excerpt.Of(path.Value)})` names nothing (`{Excerpt.Of(word)}` is not known) and stays in the message as written;", Spelling.DidYouMeanOrList(Excerpt.Of(word), known), DiagnosticSeverity.Warning));
        }
    }

    [GeneratedRegex(@"\$\(([^()]*)\)")]
    private static partial Regex Placeholder();
}
