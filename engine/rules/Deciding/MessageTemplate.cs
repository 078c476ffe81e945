using System.Collections;
using System.Globalization;
using System.Reflection;
using OcrWorkflows.Expressions;

namespace OcrWorkflows.Rules.Deciding;

/// <summary>A message with places for values. Strings are filled in bare, enums by name, dates as ISO, null as <c>(none)</c>.</summary>
internal sealed class MessageTemplate(IReadOnlyList<TemplatePart> parts)
{
    public string Fill(Frame frame) => parts is [LiteralPart only] ? only.Text : string.Concat(parts.Select(p => p.In(frame)));
}

internal abstract record TemplatePart
{
    public abstract string In(Frame frame);
}

internal sealed record LiteralPart(string Text) : TemplatePart
{
    public override string In(Frame frame) => Text;
}

/// <summary>One member on the way to a value.</summary>
/// <param name="Property">Null where the value is a dictionary, which is asked when the message is filled.</param>
internal sealed record MemberStep(string Name, PropertyInfo? Property)
{
    public object? From(object? value) => value switch
    {
        null => null,
        _ when Property is not null => Property.GetValue(value),
        IReadOnlyDictionary<string, object?> members => members.FirstOrDefault(m => string.Equals(m.Key, Name, StringComparison.OrdinalIgnoreCase)).Value,
        _ => null,
    };
}

internal sealed record ValuePart(Func<object, object?[], object?> Root, IReadOnlyList<MemberStep> Steps) : TemplatePart
{
    public override string In(Frame frame)
    {
        try
        {
            return Text(Steps.Aggregate(Root(frame.Facts, frame.Globals), (value, step) => step.From(value)));
        }
        catch (Exception fault) when (ExpressionException.From(fault) is not null)
        {
            return "(not available)";
        }
    }

    private static string Text(object? value) => value switch
    {
        null => "(none)",
        string text => text,
        bool truth => truth ? "true" : "false",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        IDictionary or IReadOnlyDictionary<string, object?> => CanonicalJson.Write(value),
        IEnumerable items => string.Join(", ", items.Cast<object?>().Select(Text)),
        _ => CanonicalJson.Write(value),
    };
}
