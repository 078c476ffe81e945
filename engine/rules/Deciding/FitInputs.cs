namespace OcrWorkflows.Rules.Deciding;

/// <summary>Holds the values that are given against the contract.</summary>
internal static class FitInputs
{
    /// <summary>Checks each value, and brings plain data to the form that expressions read.</summary>
    /// <exception cref="ArgumentException">There are more or fewer values than inputs, or one is of another type.</exception>
    public static void To(FactsContract contract, object?[] values, string set)
    {
        if (values.Length != contract.Inputs.Count)
        {
            throw new ArgumentException($"The rule set {set} is told {contract.Inputs.Count} inputs ({string.Join(", ", contract.Inputs.Select(i => i.Name))}), not {values.Length}.", nameof(values));
        }

        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Fitted(contract.Inputs[i].Type, values[i], set);
        }
    }

    /// <summary>The same for a contract of one input.</summary>
    /// <exception cref="ArgumentException">As above.</exception>
    public static object? Single(FactsContract contract, object? value, string set)
    {
        if (contract.Inputs.Count == 1)
        {
            return Fitted(contract.Inputs[0].Type, value, set);
        }

        object?[] values = [value];
        To(contract, values, set);
        return values[0];
    }

    private static object? Fitted(Type type, object? value, string set) =>
        type == typeof(object) ? PlainData.Of(value)
        : type.IsInstanceOfType(value) ? value
        : throw new ArgumentException($"The rule set {set} decides over {type.Name}, not over {value?.GetType().Name ?? "null"}.", nameof(value));
}
