using System.Text.RegularExpressions;

namespace OcrWorkflows.JavaScript.Running;

/// <param name="Instead">What to write in ECMAScript 5.</param>
internal sealed record LaterWord(string Word, int Index, string Instead);

/// <summary>Finds syntax of later editions in a script that could not be read, for a better message than "unexpected token".</summary>
internal static partial class LaterSyntax
{
    private static readonly Dictionary<string, string> s_instead = new(StringComparer.Ordinal)
    {
        ["=>"] = "write function (x) { return ...; }.",
        ["`"] = "join texts with +.",
        ["class"] = "write a function, or a plain object.",
        ["async"] = "scripts run to their end at once; leave it out.",
        ["await"] = "scripts run to their end at once; leave it out.",
        ["..."] = "use concat or apply.",
        ["?."] = "write a && a.b.",
        ["??"] = "write a != null ? a : b.",
        ["**"] = "write Math.pow(a, b).",
    };

    /// <param name="upTo">Where the reading stopped; what stands after it is not to blame.</param>
    public static LaterWord? First(string source, int upTo)
    {
        foreach (Match match in Words().Matches(source))
        {
            if (match.Groups["later"] is { Success: true } later)
            {
                return later.Index <= upTo ? new LaterWord(later.Value, later.Index, s_instead[later.Value]) : null;
            }
        }

        return null;
    }

    /// <summary>Comments and texts are matched first, so that what stands in them is passed over.</summary>
    [GeneratedRegex("""//[^\n]*|/\*[\s\S]*?\*/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|(?<later>=>|`|\.\.\.|\?\.(?![0-9])|\?\?|\*\*|(?<![\w$.])(?:class|async|await)(?![\w$]))""", RegexOptions.None, 1000)]
    private static partial Regex Words();
}
