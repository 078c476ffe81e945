using System.Reflection;

namespace OcrWorkflows.Expressions.Binding;

/// <summary>Names that exist on the platform and are refused, each with its reason.</summary>
internal static class Refusals
{
    private const string NoClock = "Rules have no clock: the same facts must give the same answer for ever.";
    private const string UseDate = "use DecisionDate, or another date among the facts.";

    private static readonly Dictionary<string, (string Code, string Reason, string? Remedy)> s_byName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Now"] = (FaultCodes.Clock, NoClock, UseDate),
        ["UtcNow"] = (FaultCodes.Clock, NoClock, UseDate),
        ["Today"] = (FaultCodes.Clock, NoClock, UseDate),
        ["ToLocalTime"] = (FaultCodes.Clock, "The time zone of the machine is out of reach: the answer would change from host to host.", null),
        ["LocalDateTime"] = (FaultCodes.Clock, "The time zone of the machine is out of reach: the answer would change from host to host.", null),
        ["ToUniversalTime"] = (FaultCodes.Clock, "The time zone of the machine is out of reach: the answer would change from host to host.", null),
        ["ToFileTime"] = (FaultCodes.Clock, "The time zone of the machine is out of reach: the answer would change from host to host.", null),
        ["FromFileTime"] = (FaultCodes.Clock, "The time zone of the machine is out of reach: the answer would change from host to host.", null),
        ["NewGuid"] = (FaultCodes.Chance, "Rules have no chance: the same facts must give the same answer for ever.", null),
        ["CreateVersion7"] = (FaultCodes.Chance, "Rules have no chance: the same facts must give the same answer for ever.", null),
        ["GetType"] = (FaultCodes.Reflection, "Types cannot be inspected from an expression.", null),
        ["GetHashCode"] = (FaultCodes.Reflection, "Hash codes differ from run to run and cannot be read.", null),
        ["ReferenceEquals"] = (FaultCodes.Reflection, "References cannot be compared.", "compare values with ==."),
    };

    private static readonly Dictionary<string, (string Code, string Reason, string? Remedy)> s_types = new(StringComparer.Ordinal)
    {
        ["Random"] = (FaultCodes.Chance, "Rules have no chance: the same facts must give the same answer for ever.", null),
        ["TimeProvider"] = (FaultCodes.Clock, NoClock, UseDate),
        ["Type"] = (FaultCodes.Reflection, "Types cannot be inspected from an expression.", null),
        ["Assembly"] = (FaultCodes.Reflection, "Assemblies are out of reach.", null),
        ["Activator"] = (FaultCodes.Reflection, "Objects cannot be created by name.", "write new (value as Name, …) for a record."),
        ["AppDomain"] = (FaultCodes.Reflection, "The process is out of reach.", null),
        ["Environment"] = (FaultCodes.Reflection, "The machine is out of reach: everything a rule knows is among its facts.", null),
        ["File"] = (FaultCodes.Reflection, "Files are out of reach: everything a rule knows is among its facts.", null),
        ["Process"] = (FaultCodes.Reflection, "Processes are out of reach.", null),
        ["GC"] = (FaultCodes.Reflection, "The process is out of reach.", null),
        ["Regex"] = (FaultCodes.NotInLanguage, "Regular expressions are not part of the language, because their cost has no bound.", "use StartsWith, Contains, Length and All(c => char.IsDigit(c))."),
        ["System"] = (FaultCodes.UnknownName, "Types are named without their namespace.", "write DateTime, Math, Convert and so on."),
        ["typeof"] = (FaultCodes.Reflection, "Types cannot be inspected from an expression.", null),
    };

    public static bool IsRefused(MemberInfo member) => s_byName.ContainsKey(member.Name) && member.DeclaringType is { } type && (KnownTypes.IsOurs(type) || type == typeof(object) || type == typeof(ValueType));

    public static (string Code, string Reason, string? Remedy)? OfMember(Type type, string name) =>
        (KnownTypes.IsOurs(type) || name.Equals("GetType", StringComparison.OrdinalIgnoreCase)) && s_byName.TryGetValue(name, out var found) ? found : null;

    public static (string Code, string Reason, string? Remedy)? OfName(string name) => s_types.TryGetValue(name, out var found) ? found : null;
}
