using System.Reflection;
using OcrWorkflows.Expressions.Syntax;
using OcrWorkflows.Expressions.Values;

namespace OcrWorkflows.Expressions.Binding;

/// <summary>Members and indexes.</summary>
internal sealed partial class Binder
{
    private static readonly MethodInfo s_read = typeof(JsonValues).GetMethod(nameof(JsonValues.Read))!;

    private static readonly MethodInfo s_member = typeof(JsonValues).GetMethod(nameof(JsonValues.Member))!;

    private static readonly MethodInfo s_item = typeof(JsonValues).GetMethod(nameof(JsonValues.Item))!;

    /// <summary>Names that may follow a dot after a value of this type, methods apart.</summary>
    public static IReadOnlyCollection<string> MemberNames(Type type, RecordShape? shape) =>
        shape is not null && Sequences.IsRecord(type) ? [.. shape.Members.Keys]
        : Nullable.GetUnderlyingType(type) is not null ? ["HasValue", "Value"]
        : MemberTable.Of(type).ValueNames;

    /// <summary>The member of that name that the type declares; null when it has none, and for JSON values, which declare none.</summary>
    public Bound? TryMember(Bound target, string name, bool exact)
    {
        if (Sequences.IsRecord(target.Type) && (target.Shape is not null || target.Type.IsInterface || !IsOfDictionary(name)))
        {
            return ShapeMember(target, name, exact);
        }

        if (target.Type == typeof(object))
        {
            return null;
        }

        if (Nullable.GetUnderlyingType(target.Type) is not null)
        {
            return MemberNames(target.Type, null).FirstOrDefault(n => n.Equals(name, exact ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase)) is { } found
                && target.Type.GetProperty(found) is { } property
                    ? new BoundMember(target, property, property.PropertyType)
                    : null;
        }

        var table = MemberTable.Of(target.Type);
        var member = exact ? table.ExactValue(name) : table.Value(name);
        return member is null ? null : new BoundMember(MemberTable.IsStatic(member) ? null : target, member, MemberTable.TypeOf(member));
    }

    private static bool IsOfDictionary(string name) => name.ToUpperInvariant() is "COUNT" or "KEYS" or "VALUES";

    private Bound Member(MemberNode node)
    {
        var target = Any(node.Target);
        if (target is BoundTypeName type)
        {
            return StaticMember(node, type.Named);
        }

        if (target.IsError)
        {
            return target;
        }

        return TryMember(target, node.Name, exact: true) ?? (_options.CaseSensitive ? null : TryMember(target, node.Name, exact: false)) ?? (Bound?)LooseMember(target, node.Name) ?? UnknownMember(node, target);
    }

    private static BoundCall? ShapeMember(Bound target, string name, bool exact)
    {
        if (target.Shape is not { } shape)
        {
            return null;
        }

        var key = shape.Members.ContainsKey(name) ? name
            : exact ? null : shape.Members.Keys.FirstOrDefault(k => k.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (key is null)
        {
            return null;
        }

        var record = Conversions.Convert(target, typeof(IReadOnlyDictionary<string, object>));
        return new BoundCall(null, s_read.MakeGenericMethod(shape.Members[key]), [record, new BoundConstant(key, typeof(string))], OnFirst: true) { Name = key };
    }

    /// <summary>Members found when the expression runs: of JSON values, of dictionaries by key, the count of a sequence.</summary>
    public static BoundCall? LooseMember(Bound target, string name)
    {
        if (target.Type == typeof(object) || (Sequences.IsRecord(target.Type) && target.Shape is null))
        {
            return new BoundCall(null, s_member, [Conversions.Convert(target, typeof(object)), new BoundConstant(name, typeof(string))], OnFirst: true) { Name = name };
        }

        if (Indexer(target.Type, typeof(string)) is { } byKey && target.Type != typeof(string) && !Sequences.IsRecord(target.Type))
        {
            return new BoundCall(target, byKey, [new BoundConstant(name, typeof(string))]) { Name = name };
        }

        var counts = name.Equals("Count", StringComparison.OrdinalIgnoreCase) || name.Equals("Length", StringComparison.OrdinalIgnoreCase);
        return counts && Sequences.IsSequence(target.Type) ? SequenceCalls.Plain("Count", target) : null;
    }

    /// <summary>A member of plain data that must be there.</summary>
    public static BoundCall RequiredMember(Bound target, string name) =>
        new(null, typeof(JsonValues).GetMethod(nameof(JsonValues.Required))!, [target, new BoundConstant(name, typeof(string))], OnFirst: true) { Name = name };

    private Bound StaticMember(MemberNode node, Type type)
    {
        var table = MemberTable.Of(type);
        if (table.Value(node.Name) is { } member && MemberTable.IsStatic(member))
        {
            return new BoundMember(null, member, MemberTable.TypeOf(member));
        }

        if (Refusals.OfMember(type, node.Name) is null && node.Target is NameNode hidden && _names.Hiding(hidden.Name) is { } named && LooseMember(named, node.Name) is { } ofMember)
        {
            return ofMember;
        }

        return Refusals.OfMember(type, node.Name) is { } refusal
            ? Refused(refusal.Code, node, $"`{TypeNames.Of(type)}.{node.Name}`: {refusal.Reason}", refusal.Remedy)
            : Fault(FaultCodes.UnknownMember, node.NameStart, node.End, $"unknown member `{node.Name}` of {TypeNames.Of(type)}", Spelling.DidYouMeanOrList(node.Name, table.ValueNames));
    }

    private BoundError UnknownMember(MemberNode node, Bound target)
    {
        if (Refusals.OfMember(target.Type, node.Name) is { } refusal)
        {
            return Refused(refusal.Code, node.NameStart, node.End, refusal.Reason, refusal.Remedy);
        }

        var inner = Nullable.GetUnderlyingType(target.Type);
        if (inner is not null && MemberTable.Of(inner).Value(node.Name) is not null)
        {
            return Fault(FaultCodes.UnknownMember, node.NameStart, node.End, $"`{node.Name}` is a member of {TypeNames.Of(inner)}, and this {TypeNames.Of(target.Type)} may be null",
                $"write .Value.{node.Name} after checking HasValue, or np(…).");
        }

        var names = MemberNames(target.Type, target.Shape);
        return Fault(FaultCodes.UnknownMember, node.NameStart, node.End, $"unknown member `{node.Name}` of {Owner(target)}", Spelling.DidYouMeanOrList(node.Name, names));
    }

    private static string Owner(Bound target) => target is BoundVariable { Shape: not null } variable ? variable.Parameter.Name : TypeNames.Of(target.Type);

    private Bound Index(IndexNode node)
    {
        var (target, index) = (Value(node.Target), Value(node.Index));
        if (target.IsError || index.IsError)
        {
            return new BoundError();
        }

        if (Sequences.IsRecord(target.Type) && index is BoundConstant { Value: string name } && TryMember(target, name, exact: true) is { } member)
        {
            return member;
        }

        if (target.Type == typeof(object) || Sequences.IsRecord(target.Type))
        {
            return new BoundCall(null, s_item, [Conversions.Convert(target, typeof(object)), Conversions.Implicit(index, typeof(object))!.Value.Value], OnFirst: true) { Name = "element" };
        }

        if (target.Type != typeof(string) && Numbers.IsInteger(index.Type) && !Numbers.Widens(index.Type, typeof(int)) && index.Type != typeof(int) && Indexer(target.Type, index.Type) is null)
        {
            _faults.Differs(DifferenceCodes.PlainConversion);
        }

        if (target.Type.IsArray && AsIndex(index) is { } place)
        {
            return new BoundArrayIndex(target, place, target.Type.GetElementType()!) { Shape = target.Shape };
        }

        foreach (var wanted in (Type[])[typeof(int), typeof(string), index.Type])
        {
            var key = wanted == typeof(int) ? AsIndex(index) : Conversions.Implicit(index, wanted)?.Value;
            if (key is not null && Indexer(target.Type, wanted) is { } indexer)
            {
                return new BoundCall(target, indexer, [key]) { Name = "element", Shape = target.Shape };
            }
        }

        return Fault(FaultCodes.Index, node, $"{TypeNames.Capital(target.Type)} has no index of type {TypeNames.Of(index.Type)}.");
    }

    private static Bound? AsIndex(Bound index) =>
        Numbers.IsInteger(index.Type) ? Conversions.Explicit(index, typeof(int)) : index.Type == typeof(object) ? Conversions.FromJson(index, typeof(int)) : null;

    private static MethodInfo? Indexer(Type type, Type key)
    {
        var types = type.IsInterface ? type.GetInterfaces().Prepend(type) : [type];
        return types.SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            .Where(p => p.GetMethod is not null && p.GetIndexParameters() is [var only] && only.ParameterType == key)
            .Select(p => p.GetMethod).FirstOrDefault();
    }
}
