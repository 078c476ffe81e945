using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace OcrWorkflows.Rules.Deciding;

/// <summary>A message with places for values.</summary>
internal sealed class MessageTemplate(IReadOnlyList<TemplatePart> parts)
{
    private readonly TemplatePart[] _parts = [.. parts];

    public bool HasValues { get; } = parts.Any(p => p is ValuePart);

    /// <param name="differences">Takes the codes of what RulesEngine would have written otherwise; null when nobody asks.</param>
    public string Fill(Frame frame, ICollection<string>? differences = null)
    {
        if (parts is [LiteralPart only])
        {
            return only.Text;
        }

        var text = new DefaultInterpolatedStringHandler(0, 0, CultureInfo.InvariantCulture, stackalloc char[256]);
        foreach (var part in _parts)
        {
            part.AddTo(ref text, frame, differences);
        }

        return text.ToStringAndClear();
    }
}

internal abstract record TemplatePart
{
    public abstract void AddTo(ref DefaultInterpolatedStringHandler text, Frame frame, ICollection<string>? differences);
}

internal sealed record LiteralPart(string Text) : TemplatePart
{
    public override void AddTo(ref DefaultInterpolatedStringHandler text, Frame frame, ICollection<string>? differences) => text.AppendLiteral(Text);
}

/// <summary>One member on the way to a value.</summary>
/// <param name="Property">Null where the value is a dictionary, which is asked when the message is filled.</param>
internal sealed record MemberStep(string Name, PropertyInfo? Property)
{
    private Getter? _getter;

    public object? From(object? value, ICollection<string>? differences) => value switch
    {
        null => null,
        _ when Property is not null => Exact(Property.Name, (_getter ??= Getter.Of(Property)).From(value), differences),
        IDictionary members => FromDictionary(members, differences),
        IReadOnlyDictionary<string, object?> members => members.TryGetValue(Name, out var exact) ? exact
            : members.FirstOrDefault(m => string.Equals(m.Key, Name, StringComparison.OrdinalIgnoreCase)) is { Key: { } key } other ? Exact(key, other.Value, differences)
            : null,
        _ when value.GetType().GetProperty(Name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase) is { CanRead: true } property
            && property.GetIndexParameters().Length == 0 && Type.GetTypeCode(value.GetType()) == TypeCode.Object => Exact(property.Name, property.GetValue(value), differences),
        _ => null,
    };

    private object? FromDictionary(IDictionary members, ICollection<string>? differences)
    {
        var names = members.Keys.OfType<string>().ToList();
        var found = names.Find(n => n == Name) ?? names.Find(n => string.Equals(n, Name, StringComparison.OrdinalIgnoreCase));
        return found is null ? null : Exact(found, members[found], differences);
    }

    private object? Exact(string name, object? value, ICollection<string>? differences)
    {
        if (name != Name)
        {
            differences?.Add(Differences.PlaceholderCasing);
        }

        return value;
    }
}

/// <param name="Written">The placeholder as it stands in the message; it stays when a member of plain data is not there, or null.</param>
/// <param name="Known">The members on the way are those of a type, so that null means that there is nothing.</param>
internal sealed record ValuePart(string Written, bool Known, bool ExactName, Func<Frame, object?> Root, IReadOnlyList<MemberStep> Steps) : TemplatePart
{
    public override void AddTo(ref DefaultInterpolatedStringHandler text, Frame frame, ICollection<string>? differences)
    {
        switch (Value(frame, differences))
        {
            case int number:
                text.AppendFormatted(number);
                break;
            case decimal number:
                text.AppendFormatted(number);
                break;
            case string words:
                text.AppendLiteral(words);
                break;
        }
    }

    /// <returns>The number or the text of the value; the placeholder, or words, where there is none to be had.</returns>
    private object Value(Frame frame, ICollection<string>? differences)
    {
        try
        {
            var root = Root(frame);
            if (differences is not null && !CanBeWritten(root))
            {
                differences.Add(Differences.UnreadableValue);
            }

            var value = root;
            for (var i = 0; i < Steps.Count; i++)
            {
                value = Steps[i].From(value, differences);
            }

            if (value is null && !Known)
            {
                return Written;
            }

            Note(value, differences);
            return value is int or decimal ? value : Text(value);
        }
        catch (Exception fault) when (Breakage.Of(fault) is not null)
        {
            differences?.Add(Differences.UnreadableValue);
            return "(not available)";
        }
    }

    /// <summary>RulesEngine writes the whole of an input as JSON before it takes a member out of that.</summary>
    private static bool CanBeWritten(object? root)
    {
        try
        {
            JsonSerializer.Serialize(root);
            return true;
        }
        catch (Exception fault) when (Breakage.Of(fault) is not null)
        {
            return false;
        }
    }

    private void Note(object? value, ICollection<string>? differences)
    {
        if (differences is null)
        {
            return;
        }

        if (!ExactName)
        {
            differences.Add(Differences.PlaceholderCasing);
        }

        var code = value switch
        {
            null => Differences.NullInMessage,
            Enum => Differences.EnumName,
            string or DateOnly or DateTime or DateTimeOffset or TimeOnly or TimeSpan or Guid or char => Steps.Count == 0 ? Differences.BareText : null,
            bool or IFormattable => null,
            IEnumerable and not (IDictionary or IReadOnlyDictionary<string, object?>) => Differences.StructureInMessage,
            _ when Steps.Count > 0 => Differences.StructureInMessage,
            _ => Json(value) == JsonSerializer.Serialize(value, value.GetType()) ? null : Differences.BareText,
        };
        if (code is not null)
        {
            differences.Add(code);
        }
    }

    /// <summary>Texts bare, enums by name, dates as ISO, lists with commas, null as <c>(none)</c>, anything made of members as JSON.</summary>
    private static string Text(object? value) => value switch
    {
        null => "(none)",
        string text => text,
        bool truth => truth ? "true" : "false",
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        IDictionary or IReadOnlyDictionary<string, object?> => Json(value),
        IEnumerable items => string.Join(", ", items.Cast<object?>().Select(Text)),
        _ => Json(value),
    };

    private static string Json(object value) => JsonSerializer.Serialize(value, value.GetType(), CanonicalJson.Options);
}
