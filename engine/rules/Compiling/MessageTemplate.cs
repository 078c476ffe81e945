using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using OcrWorkflows.Expressions;
using OcrWorkflows.Expressions.Sources;

namespace OcrWorkflows.Rules.Compiling;

/// <summary>An ErrorMessage with its placeholders, <c>$(entry.Unit.Code)</c>, compiled like any expression.</summary>
internal sealed partial class MessageTemplate
{
    private readonly List<(string Text, Func<object, object?[], object?>? Value)> _parts = [];

    /// <summary>What stands for a value that is null or cannot be read.</summary>
    private const string Unknown = "(none)";

    public MessageTemplate(SourceNode text, ScopeCompiler scope, List<Diagnostic> faults)
    {
        var template = text.Text!;
        var at = 0;
        foreach (Match match in Placeholders().Matches(template))
        {
            _parts.Add((template[at..match.Index], null));
            at = match.Index + match.Length;
            var path = match.Groups[1].Value;
            if (Path().IsMatch(path) && scope.Placeholder(path) is { } value)
            {
                _parts.Add((match.Value, value));
                continue;
            }

            faults.Add(text.Within(match.Index, "RUL022", $"The placeholder {match.Value} names nothing that this rule sees; it will stand in the message as it is.", null, DiagnosticSeverity.Warning));
            _parts.Add((match.Value, null));
        }

        _parts.Add((template[at..], null));
    }

    public string Fill(object facts, object?[] slots)
    {
        var message = new StringBuilder();
        foreach (var (text, value) in _parts)
        {
            message.Append(value is null ? text : Show(value, facts, slots));
        }

        return message.ToString();
    }

    private static string Show(Func<object, object?[], object?> read, object facts, object?[] slots)
    {
        try
        {
            return read(facts, slots) switch
            {
                null => Unknown,
                string text => text,
                bool truth => truth ? "true" : "false",
                DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                DateTime time => time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
                DateTimeOffset time => time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
                Enum word => word.ToString(),
                IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
                var other => JsonSerializer.Serialize(other, CanonicalJson.Options),
            };
        }
        catch (Exception broken) when (broken is ExpressionException or NullReferenceException or BrokenParameterException)
        {
            return Unknown;
        }
    }

    [GeneratedRegex(@"\$\((.*?)\)")]
    private static partial Regex Placeholders();

    [GeneratedRegex(@"^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$")]
    private static partial Regex Path();
}
