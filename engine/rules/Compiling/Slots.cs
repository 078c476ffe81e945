namespace OcrWorkflows.Rules.Compiling;

/// <summary>A named parameter of a rule file and its place among the values of one decision.</summary>
internal sealed record Slot(string Name, Type Type, int Index);

/// <summary>Stands in a slot whose expression broke; a rule that reads it breaks too, the others go on.</summary>
internal sealed record Broken(string Parameter, string Reason);

/// <summary>A rule needed a parameter that broke.</summary>
internal sealed class BrokenParameterException(Broken broken) : Exception($"the parameter \"{broken.Parameter}\" broke: {broken.Reason}");

/// <summary>Reads slots; called from compiled rules.</summary>
internal static class Slots
{
    public static T Read<T>(object?[] slots, int index) => slots[index] switch
    {
        Broken broken => throw new BrokenParameterException(broken),
        var value => (T)value!,
    };
}
